"""Looking at a show's rules with its own clips: what collides, is cut, loses a sign, or does not read back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from chutier.errors import NamingError
from chutier.fields import CONTEXT_FIELDS, FIELDS, FieldValue
from chutier.i18n import _, ngettext
from chutier.model import ClipId, Kind
from chutier.naming.fitting import fit, fold
from chutier.naming.limits import NameLimits, ProgramLimits
from chutier.naming.rule import Rule

Sample = tuple[ClipId, Mapping[str, FieldValue]]

_KINDS = frozenset(kind.value for kind in Kind)
_CONTEXT = frozenset(field.name for field in CONTEXT_FIELDS)
_SEVERITY = {
    "collision": "error", "too-long": "error", "missing": "warning", "cut": "warning", "changed": "warning",
    "misread": "warning", "lossy": "info",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know of a rule. `code`: collision, too-long (errors), missing, cut, changed, misread (warnings),
    lossy (info: names do not read back, by the rule itself). `clips` are those it concerns, in the order given."""

    code: str
    severity: str
    rule: str
    clips: tuple[ClipId, ...]
    message: str


def lint(
    rules: Mapping[str, Rule], samples: Sequence[Sample], limits: NameLimits | ProgramLimits
) -> tuple[Finding, ...]:
    """What is wrong with `rules` on these clips, by rule and code.

    A rule named as a kind (`group`, `wild` …) is tried on clips of that kind and `clip` on all the others; a further
    rule on all clips, unless it needs what no clip brings along (version, stage …). With ProgramLimits, a rule whose
    name ends in `bin` is held to bins, those for clips to clips, others to sequences. Clips without a slate are left
    out: they keep their source names.
    """
    found: list[Finding] = []
    setup = next((value for _clip, fields in samples if (value := fields.get("setup"))), None)
    for name, rule in rules.items():
        losses = rule.losses if setup is None else rule.losses_with(letters=str(setup).isalpha())
        for reason in losses:
            message = _("names do not always read back: {reason}").format(reason=reason)
            found.append(Finding(code="lossy", severity="info", rule=name, clips=(), message=message))
        needed = {token.fields[0] for token in rule.required}
        chosen = _samples_for(name, rules, samples)
        if not any(needed & _CONTEXT - fields.keys() for _clip, fields in chosen[:1]):
            found.extend(_Trial(name, rule, _limits_for(name, limits)).run(chosen, read=not losses))
    return tuple(found)


def _samples_for(name: str, rules: Mapping[str, Rule], samples: Sequence[Sample]) -> Sequence[Sample]:
    samples = [sample for sample in samples if "scene" in sample[1] or "slate" in sample[1]]
    if name in _KINDS:
        return [sample for sample in samples if sample[1].get("kind") == name]
    if name == "clip":
        special = {kind for kind in _KINDS if kind in rules}
        return [sample for sample in samples if sample[1].get("kind") not in special]
    return samples


def _limits_for(name: str, limits: NameLimits | ProgramLimits) -> NameLimits:
    if isinstance(limits, NameLimits):
        return limits
    if name == "clip" or name in _KINDS:
        return limits.clip
    return limits.bin if name.endswith("bin") else limits.sequence


class _Trial:
    """One rule tried on many clips; findings of one message are gathered."""

    def __init__(self, name: str, rule: Rule, limits: NameLimits) -> None:
        self.name, self.rule, self.limits = name, rule, limits
        self.found: dict[tuple[str, str], list[ClipId]] = {}
        self.names: dict[object, dict[object, tuple[str, list[ClipId]]]] = {}
        self.of_clips = name == "clip" or name in _KINDS
        self.tokens = tuple(token for token in rule.tokens if FIELDS[token].identity)

    def run(self, samples: Sequence[Sample], *, read: bool) -> list[Finding]:
        for clip, fields in samples:
            self.one(clip, fields, self.rule.read if read else None)
        self.collide()
        return [
            Finding(code=code, severity=_SEVERITY[code], rule=self.name, clips=tuple(clips), message=message)
            for (code, message), clips in self.found.items()
        ]

    def one(
        self,
        clip: ClipId,
        fields: Mapping[str, FieldValue],
        read: Callable[[str], dict[str, FieldValue] | None] | None,
    ) -> None:
        try:
            rendered = self.rule.render(fields)
        except NamingError as error:
            self.note("missing", error.message, clip)
            return
        try:
            fitted = fit(rendered, self.limits)
        except NamingError as error:
            self.note("too-long", error.message, clip)
            return
        for reason in fitted.reasons:
            self.note("cut" if fitted.cut else "changed", reason, clip)
        if read is not None:
            back = read(rendered.text)
            if back is None or any(_composed(fields.get(name)) != value for name, value in back.items()):
                self.note("misread", _("‘{name}’ does not read back to its fields").format(name=rendered.text), clip)
        who: object = clip if self.of_clips else tuple([fields.get(token) for token in self.tokens])
        same = self.names.setdefault((fields.get("kind") if self.of_clips else None, fold(fitted.text)), {})
        same.setdefault(who, (fitted.text, []))[1].append(clip)

    def collide(self) -> None:
        for holders in self.names.values():
            if len(holders) < 2:
                continue
            clips = [clip for _text, members in holders.values() for clip in members]
            name = next(iter(holders.values()))[0]
            message = ngettext("{n} clip would be called ‘{name}’", "{n} clips would be called ‘{name}’", len(clips))
            self.note_all("collision", message.format(n=len(clips), name=name), clips)

    def note(self, code: str, message: str, clip: ClipId) -> None:
        self.found.setdefault((code, message), []).append(clip)

    def note_all(self, code: str, message: str, clips: Iterable[ClipId]) -> None:
        self.found.setdefault((code, message), []).extend(clips)


def _composed(value: FieldValue | None) -> FieldValue | None:
    """`value` as reading back gives it: accents joined to their letters."""
    if isinstance(value, tuple):
        return tuple(normalize("NFC", name) for name in value)
    return normalize("NFC", value) if isinstance(value, str) else value
