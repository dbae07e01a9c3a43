"""The three grammars as regular expressions over normalised text (capitals, plain hyphens and slashes).

Specification and test strings: docs/slates.md. Each system has several forms, tried in order, the fuller first: a form with
a take is preferred to one without, so `101-12` under `us` is scene 101 take 12, not episode 101 scene 12.
"""

import re
from functools import cache

from chutier.slate.value import SAID_AS, TAGS, SlateRules, System

_TAG = "|".join(sorted([*TAGS, *(word for word in SAID_AS if " " not in word), "SON SEUL"], key=len, reverse=True))
_TAGS = rf"(?P<tags>(?:[-_ ]*(?:{_TAG})(?![A-Z]))*)"
_CAMERA = (
    r"(?:(?:[-_ ]+|(?<=[0-9)]))\(?(?:CAM(?:ERA)?[ ]?)?(?P<cam>[A-Z](?:[ ]?[,+/&][ ]?[A-Z])*)\)?"
    r"(?:[-_ ]?CAM(?:ERA)?)?)?"
)
_TAIL = rf"{_TAGS}{_CAMERA}"
_TAKE_MARK = r"(?:TAKE|TK|T|PRISE|PR)?[. ]*"
_EPISODE = r"(?:(?:EP|E)?[ ]?(?P<ep>\d{3,4})[-_ ]+)?"
_MARKED_EPISODE = r"(?:(?:S\d{1,2})?(?:EP|E)?[ ]?(?P<ep>\d{1,4})[-_ ]+)?"
_WILD = rf"(?P<wild>{'|'.join(('WT', 'WL', 'SS', 'SON SEUL', 'RT', 'AMB', 'FA'))})[-_ .]*(?P<take>\d{{1,3}})?{_CAMERA}"


def _us(rules: SlateRules) -> list[str]:
    letters = rules.letters
    # A tag glued to the number must not be read as setup letters: 27APU is setup A, pick-up.
    setup = rf"(?P<setup>(?:(?!(?:{_TAG})(?![A-Z]))[{letters}]){{0,2}}?)"
    number = r"(?:SC(?:ENE)?[. ]*)?(?P<pre>[A-Z]{0,2}?)(?P<num>\d{1,4})"
    scene = rf"{number}[ ]?{setup}(?P<stags>(?:[ ]?(?:PU|INS|SER|MOS|PL|CP|REF))*)"
    take = rf"[-_/ .]+{_TAKE_MARK}(?P<take>\d{{1,3}})"
    # A wild track first: WT3 would else be scene 3 with the prefix WT.
    return [
        _WILD,
        rf"{_EPISODE}{scene}{take}{_TAIL}",
        rf"{_EPISODE}{scene}[-_/ ]+{_WILD}",
        rf"{_EPISODE}{scene}{_TAIL}",
    ]


def _fr(rules: SlateRules) -> list[str]:
    words = "|".join(re.escape(word.upper()) for word in rules.inserted)
    inserted = rf"(?:[ ]?(?:{words})|[A-Z]{{0,2}}?)" if words else "[A-Z]{0,2}?"
    sequence = rf"(?P<pre>[A-Z]?)(?P<num>\d{{1,4}})(?P<ins>{inserted})"
    variant = rf"(?P<pvar>(?:[ ]?(?:{words}))|[A-Z]?)" if words else "(?P<pvar>[A-Z]?)"
    bare_plan = rf"[-_/ ](?:SUR[ ])?(?P<plan>\d{{1,3}}){variant}"
    bare_take = rf"[-_/ ]+{_TAKE_MARK}(?P<take>\d{{1,3}})"
    no_p = "[A-OQ-SU-Z]?"
    marked = (
        rf"{_MARKED_EPISODE}S(?:[EÉ]Q(?:UENCE)?)?[-_. ]*(?P<pre>[A-Z]?)(?P<num>\d{{1,4}})"
        rf"(?P<ins>{f'[ ]?(?:{words})|' if words else ''}{no_p})[-_./ ]*"
        rf"P(?:L(?:AN)?)?[-_. ]*(?P<plan>\d{{1,3}})(?P<pvar>{f'[ ]?(?:{words})|' if words else ''}{no_p})"
    )
    marked_take = r"[-_./ ]*(?:TAKE|TK|T|PRISE|PR|P)[-_. ]*(?P<take>\d{1,3})"
    return [
        rf"{_EPISODE}{sequence}{bare_plan}{bare_take}{_TAIL}",
        rf"{marked}{marked_take}{_TAIL}",
        rf"{_EPISODE}{sequence}{bare_plan}[-_/ ]*{_WILD}",
        rf"{_EPISODE}{sequence}[-_/ ]*{_WILD}",
        rf"{_EPISODE}{sequence}{bare_plan}{_TAIL}",
        rf"{marked}{_TAIL}",
        _WILD,
    ]


def _uk(rules: SlateRules) -> list[str]:
    scene = r"(?:SC(?:ENE)?[. ]*(?P<scene>[A-Z]{0,2}\d{1,4}[A-Z]{0,2})[-_/ ,]+)?"
    slate = r"(?:SLATE|SL)?[. ]*(?P<slate>\d{1,4})(?P<variant>[A-Z]?)"
    take = rf"[-_/ ,]+{_TAKE_MARK}(?P<take>\d{{1,3}})"
    return [
        rf"{_EPISODE}{scene}{slate}{take}{_TAIL}",
        rf"{_EPISODE}{scene}{slate}[-_/ ]+{_WILD}",
        rf"{_EPISODE}SC(?:ENE)?[. ]*(?P<scene>[A-Z]{{0,2}}\d{{1,4}}[A-Z]{{0,2}})[-_/ ,]+{_WILD}",
        rf"{_EPISODE}{scene}{slate}{_TAIL}",
        _WILD,
    ]


_FORMS = {"us": _us, "uk": _uk, "fr": _fr}


@cache
def _compiled(system: System, inserted: tuple[str, ...], letters: str) -> tuple[re.Pattern[str], ...]:
    rules = SlateRules(system=system, inserted=inserted, setup_letters=letters)
    return tuple(re.compile(form) for form in _FORMS[system](rules))


def forms(rules: SlateRules) -> tuple[re.Pattern[str], ...]:
    """The forms of the show's system, in the order in which they are tried; each must match the whole text."""
    return _compiled(rules.system, rules.inserted, rules.setup_letters)
