"""From what is written on a slate to what it says."""

import re
import unicodedata
from dataclasses import replace

from chutier.errors import SlateError
from chutier.i18n import _
from chutier.slate.grammar import forms
from chutier.slate.value import SAID_AS, SYSTEMS, TAGS, Slate, SlateRules

LONGEST = 60

_A_TAG = re.compile("|".join(sorted([*TAGS, *SAID_AS], key=len, reverse=True)))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_SLASHES = dict.fromkeys(map(ord, "⁄∕／"), "/")
_PLAIN = {**_DASHES, **_SLASHES, ord("\u00a0"): " ", ord("\u202f"): " ", ord("\t"): " "}


def parse_slate(text: str, rules: SlateRules) -> Slate:
    """What `text` says under the show's system, in any mixture of capitals.

    Typographic dashes, slash look-alikes and hard spaces count as the plain ones. Raises SlateError, with a hint that
    names the other systems under which the text would mean something.
    """
    slate = _read(text, rules)
    if slate is None:
        raise SlateError(_refusal(text, rules), hint=_hint(text, rules))
    if rules.cameras:
        for camera in slate.cameras:
            if camera not in rules.cameras:
                raise SlateError(
                    _("{text}: there is no camera {camera} on this show").format(text=repr(text), camera=camera),
                    hint=_("declared cameras: {cameras}").format(cameras=", ".join(rules.cameras)),
                )
    return slate


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).translate(_PLAIN).upper().strip()
    return re.sub(r" +", " ", folded)


def _read(text: str, rules: SlateRules) -> Slate | None:
    if len(text) > LONGEST:
        return None
    plain = _plain(text)
    for form in forms(rules):
        if match := form.fullmatch(plain):
            return _slate(match.groupdict(), rules)
    return None


def _slate(found: dict[str, str | None], rules: SlateRules) -> Slate:
    part = {name: value or "" for name, value in found.items()}
    cameras = tuple(re.findall(r"[A-Z]", part.get("cam", "")))
    take = int(part["take"]) if part.get("take") else None
    slate = Slate(system=rules.system, ep=part.get("ep", ""), take=take, cameras=cameras, tags=_tags(part))
    if rules.system == "us":
        return replace(slate, scene=_scene(part, rules), setup=part.get("setup", ""))
    if rules.system == "fr":
        plan = part.get("plan", "")
        setup = f"{int(plan)}{_inserted(part.get('pvar', ''), rules)}" if plan else ""
        return replace(slate, scene=_scene(part, rules), setup=setup)
    number = part.get("slate", "")
    return replace(
        slate,
        scene=re.sub(r"(?<!\d)0+(?=\d)", "", part.get("scene", "")),
        slate=int(number) if number else None,
        variant=part.get("variant", ""),
    )


def _scene(part: dict[str, str], rules: SlateRules) -> str:
    number = part.get("num", "")
    return f"{part.get('pre', '')}{int(number)}{_inserted(part.get('ins', ''), rules)}" if number else ""


def _inserted(text: str, rules: SlateRules) -> str:
    """bis and ter are written small, letters large."""
    word = text.strip()
    return word.lower() if word.lower() in rules.inserted else word


def _tags(part: dict[str, str]) -> tuple[str, ...]:
    words = _A_TAG.findall(part.get("stags", "") + " " + part.get("tags", ""))
    wild = [part["wild"]] if part.get("wild") else []
    return tuple(dict.fromkeys(SAID_AS.get(word, word) for word in [*wild, *words]))


def _refusal(text: str, rules: SlateRules) -> str:
    if not text.strip():
        return _("an empty slate")
    expected = {
        "us": _("scene, setup letter, take, as in 12A-3"),
        "uk": _("slate and take, as in 412-3"),
        "fr": _("séquence, plan, prise, as in 12bis/3-2"),
    }[rules.system]
    shown = repr(text if len(text) <= LONGEST else text[:LONGEST] + "…")
    return _("{text} is not a slate under {system} (it expects {expected}; stopped at character {at})").format(
        text=shown, system=rules.system, expected=expected, at=_reach(text, rules) + 1
    )


def _reach(text: str, rules: SlateRules) -> int:
    """How much of the text makes a slate: where the refusal points."""
    plain = _plain(text)[:LONGEST]
    for end in range(len(plain), 0, -1):
        if any(form.fullmatch(plain[:end].rstrip(" -_/")) for form in forms(rules)):
            return end
    return 0


def _hint(text: str, rules: SlateRules) -> str:
    for system in SYSTEMS:
        if system != rules.system and (other := _read(text, SlateRules(system=system))):
            return _("under {system} this would say: {meaning}").format(system=system, meaning=_meaning(other))
    return ""


def _meaning(slate: Slate) -> str:
    said = (
        (_("episode"), slate.ep), (_("scene"), slate.scene), (_("setup"), slate.setup),
        (_("slate"), "" if slate.slate is None else f"{slate.slate}{slate.variant}"),
        (_("take"), "" if slate.take is None else str(slate.take)),
    )  # fmt: skip
    return ", ".join(f"{name} {value}" for name, value in said if value)
