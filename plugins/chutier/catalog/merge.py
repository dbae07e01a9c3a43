"""What several sources say of one clip, made into one value a field. Nothing is thrown away: who lost stays in
`provenance`, and where they disagree the field is a conflict."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chutier.errors import SlateError
from chutier.fields import FIELDS, FieldValue
from chutier.model import Said, Source
from chutier.slate import Slate, SlateRules, fields_of, parse_slate

FREE = frozenset({"name", "description", "comments", "tracks", "issues", "location", "lens", "roll", "start", "rate"})
"""Fields on which sources add to one another, or speak of different things; they never make a conflict."""

_OWN_LINE = re.compile(r"(.*:\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One value a field, and the fields on which sources disagree."""

    fields: Mapping[str, FieldValue]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """What is said, with slates taken apart. `read`: at least one slate was understood, or a human has said what it is;
    `refused`: there are slates, and the show's system refuses every one of them."""

    said: tuple[Said, ...]
    read: bool
    refused: bool


def merge(said: Sequence[Said], precedence: Sequence[Source]) -> Merged:
    """The value of each field that `said` speaks of. `said` is in the order in which it was said.

    A human wins, and of humans the last one; then `precedence`, then who spoke first. Where a human has spoken there is
    no conflict any more. Empty values say nothing.
    """
    by_field: dict[str, list[Said]] = {}
    for word in said:
        if word.value not in ("", ()):
            by_field.setdefault(word.field, []).append(word)
    rank = {source: index for index, source in enumerate(precedence)}
    fields: dict[str, FieldValue] = {}
    conflicts: list[str] = []
    for name, words in by_field.items():
        humans = [word for word in words if word.source is Source.HUMAN]
        if humans:
            fields[name] = humans[-1].value
            continue
        fields[name] = min(words, key=lambda word: rank.get(word.source, len(rank))).value
        if name not in FREE and len({folded(word.value) for word in words}) > 1:
            conflicts.append(name)
    return Merged(fields=fields, conflicts=tuple(sorted(conflicts)))


def folded(value: FieldValue) -> object:
    """What two values are compared by: spelling and case of text do not count, nor does the order of names."""
    if isinstance(value, tuple):
        return tuple(sorted(folded_text(one) for one in value))
    return folded_text(value) if isinstance(value, str) else value


def folded_text(text: str) -> str:
    """Text without regard to case and to how accents are spelt."""
    if text.isascii():
        return text.lower().strip()
    return unicodedata.normalize("NFC", text).casefold().strip()


class SlateReader:
    """Reads the slates inside what is said, by the show's rules: `12bis/3` with take 2 says scene, setup and take."""

    def __init__(self, rules: SlateRules) -> None:
        self.rules = rules
        self._read: dict[str, Slate | None] = {}

    def read(self, text: str) -> Slate | None:
        """The slate in `text`, None when the show's system refuses it."""
        if text not in self._read:
            try:
                self._read[text] = parse_slate(text, self.rules)
            except SlateError:
                self._read[text] = None
        return self._read[text]

    def spelt_out(self, said: Iterable[Said]) -> Spelt:
        """`said` with each speaker's slate taken apart into fields; one that is refused stays as it was.

        A speaker is one source in one place: one file's iXML, one line of a report. People's own words (`human`) name
        their field and are taken as they are.
        """
        speakers: dict[tuple[Source, str], list[Said]] = {}
        for word in said:
            speakers.setdefault((word.source, _place(word.origin)), []).append(word)
        out: list[Said] = []
        read = refused = False
        for (source, _origin), words in speakers.items():
            if source is Source.HUMAN:
                read = read or any(word.field in ("scene", "setup", "slate") for word in words)
            text = None if source is Source.HUMAN else self._slate_of(words)
            slate = self.read(text) if text else None
            out += words if source is Source.HUMAN else _in_its_place(words, slate, self.rules)
            read, refused = read or slate is not None, refused or (text is not None and slate is None)
        return Spelt(said=tuple(out), read=read, refused=refused and not read)

    def _slate_of(self, words: Sequence[Said]) -> str | None:
        """The slate as one would write it, when what is said holds one that is not yet taken apart."""
        values = {word.field: word.value for word in words}
        scene, take = values.get("scene"), values.get("take")
        if not isinstance(scene, str) or not scene.strip() or values.get("setup") or values.get("slate") is not None:
            return None
        scene = scene.strip()
        if take in (None, ""):
            return scene
        if self.rules.system == "fr" and scene.isalnum():
            # A mixer who types only the séquence names no plan: 12bis and take 2 is not plan 2.
            return f"SEQ {scene} PRISE {take}"
        return f"{scene}-{take}"


def _in_its_place(words: Sequence[Said], slate: Slate | None, rules: SlateRules) -> list[Said]:
    """`words`, with what the slate says, if there is one, in place of the raw scene and take; all tags in one value."""
    spelt = dict(fields_of(slate, rules)) if slate else {}
    raw = {word.field: word for word in words if word.field in ("scene", "take")} if slate else {}
    if words[0].source is Source.SOUND:  # a recorder has no camera
        spelt.pop("cam", None)
        spelt.pop("cams", None)
    out = [
        replace(raw.get(name) or raw["scene"], field=name, value=value)
        for name, value in spelt.items()
        if name in FIELDS and value not in ("", ())
    ]
    own = spelt.get("tags", ())
    tags = dict.fromkeys(own if isinstance(own, tuple) else ())
    for word in words:
        if word.field == "tags" and isinstance(word.value, tuple):
            tags.update(dict.fromkeys(word.value))
            out = [one for one in out if one.field != "tags"]
            out.append(replace(word, value=tuple(tags)))
        elif word.field not in raw:
            out.append(word)
    return out


def _place(origin: str) -> str:
    """`ixml` of `ixml:SCENE`; but `scripte_J03.csv:14` is one line and stays whole."""
    return origin if _OWN_LINE.fullmatch(origin) else origin.partition(":")[0]
