"""From what is written on a slate to what it says, or to why it says nothing."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import ModuleType

from chutier.errors import SlateError
from chutier.i18n import _
from chutier.slate import fr, uk, us
from chutier.slate.part import Form, any_of
from chutier.slate.plain import plain
from chutier.slate.value import SYSTEMS, Slate, SlateRules, System

LONGEST = 60
"""Characters; a longer text is a sentence."""

GRAMMARS: dict[System, ModuleType] = {"us": us, "uk": uk, "fr": fr}


def parse_slate(text: str, rules: SlateRules) -> Slate:
    """What `text` says under the show's system, in any mixture of capitals.

    Typographic dashes, slash look-alikes, full-width forms and hard spaces count as the plain ones (`plain`).
    Raises SlateError that names the part and the character, with a hint that says under which rules or system the text
    would mean something.
    """
    if len(text) > LONGEST:
        raise SlateError(_("{text} is too long for a slate").format(text=repr(text[:LONGEST] + "…")))
    written, at = plain(text)
    if not written:
        raise SlateError(_("an empty slate"), hint=_("as in {example}").format(example=GRAMMARS[rules.system].EXAMPLE))
    slate = _read(written, rules)
    if slate is None:
        raise SlateError(_refusal(text, written, at, rules), hint=_hint(written, rules))
    for camera in slate.cameras:
        if rules.cameras and camera not in rules.cameras:
            raise SlateError(
                _("{text}: there is no camera {camera} on this show").format(text=repr(text), camera=camera),
                hint=_("declared cameras: {cameras}").format(cameras=", ".join(rules.cameras)),
            )
    return slate


@lru_cache(maxsize=64)
def _forms(system: System, words: tuple[str, ...], setup_letters: str, prefixes: tuple[str, ...]) -> tuple[Form, ...]:
    rules = SlateRules(system=system, inserted=words, setup_letters=setup_letters, prefixes=dict.fromkeys(prefixes, ""))
    made: tuple[Form, ...] = GRAMMARS[system].forms(rules)
    return made


def _forms_of(rules: SlateRules) -> tuple[Form, ...]:
    return _forms(rules.system, rules.inserted, rules.setup_letters, tuple(rules.prefixes))


def _read(written: str, rules: SlateRules) -> Slate | None:
    for form in _forms_of(rules):
        if (found := form.read(written)) is not None:
            shot: Slate = GRAMMARS[rules.system].read(found)
            return replace(
                shot,
                ep=found.get("ep", ""),
                take=int(found["take"]) if found.get("take") else None,
                cameras=tuple(dict.fromkeys(re.findall(r"[A-Z]", found.get("cam", "")))),
                tags=_tags(found, rules),
            )
    return None


def _tags(found: Mapping[str, str], rules: SlateRules) -> tuple[str, ...]:
    said = " ".join(found.get(name, "") for name in ("wild", "stags", "tags")).strip()
    if not said:
        return ()
    words = rules.words
    return tuple(words[word] for word in re.findall(any_of(words), said))


def _refusal(text: str, written: str, at: tuple[int, ...], rules: SlateRules) -> str:
    reached = [form.reach(written) for form in _forms_of(rules)]
    # Of forms that come equally far, one that wants a number tells more than the wild track that stands first.
    done, part = max(reached, key=lambda one: (one[0], one[1] != "wild track"))
    while done < len(written) - 1 and written[done] in " -_/.,":
        done += 1
    rest = repr(unicodedata.normalize("NFC", text)[at[done] :].rstrip())
    if not part:
        problem = _("nothing may follow but tags and a camera letter; {rest} does, at character {at}")
    elif done >= len(written.rstrip(" -_/.,")):
        problem = _("it stops where {expected} should follow")
    else:
        problem = _("at character {at}, {rest} is not {expected}")
    return _("{text} is not a slate under {system}: {problem}").format(
        text=repr(text),
        system=rules.system,
        problem=problem.format(at=at[done] + 1, rest=rest, expected=_expected(part, rules) if part else ""),
    )


def _expected(part: str, rules: SlateRules) -> str:
    parts = {
        "scene": _("a séquence number") if rules.system == "fr" else _("a scene number"),
        "plan": _("a plan number"),
        "slate": _("a slate number"),
        "take": _("a take number"),
        "wild track": _("a take, or a wild track"),
    }
    return _("{part}, as in {example}").format(part=parts[part], example=GRAMMARS[rules.system].EXAMPLE)


def _hint(written: str, rules: SlateRules) -> str:
    """The rule or the system under which the text would do."""
    if _read(written, replace(rules, setup_letters="all")):
        return _("the show's setups skip that letter; slate.setup_letters: all allows it")
    more = ("bis", "ter", "quater", "quinquies", "sexies")
    if _read(written, replace(rules, inserted=more)):
        return _("name the word in the show's slate.inserted")
    for system in SYSTEMS:
        if system != rules.system and (other := _read(written, SlateRules(system=system))):
            return _("under {system} this would be {meaning}").format(system=system, meaning=_meaning(other))
    return ""


def _meaning(slate: Slate) -> str:
    french = slate.system == "fr"
    said = (
        (_("episode"), slate.ep),
        (_("séquence") if french else _("scene"), slate.scene),
        (_("plan") if french else _("setup"), slate.setup),
        (_("slate"), "" if slate.slate is None else f"{slate.slate}{slate.variant}"),
        (_("prise") if french else _("take"), "" if slate.take is None else str(slate.take)),
        (_("camera"), ", ".join(slate.cameras)),
    )
    return ", ".join([*(f"{name} {value}" for name, value in said if value), *slate.tags])
