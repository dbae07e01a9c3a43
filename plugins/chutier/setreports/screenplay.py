"""The script itself as a scene list: Final Draft (.fdx) and Fountain."""

import re
from collections.abc import Sequence
from pathlib import Path

from chutier.errors import ReportError
from chutier.i18n import _, ngettext
from chutier.model import Scene
from chutier.setreports.final_draft import NotFinalDraft, scenes_in_final_draft
from chutier.setreports.fountain import scenes_in_fountain
from chutier.setreports.opening import bytes_of
from chutier.setreports.scenes import SceneList
from chutier.setreports.slugline import ScriptScene, Slugline, slugline
from chutier.setreports.text import Decoded, decode, encoding_warnings
from chutier.slate import split_label

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_screenplay(path: Path) -> SceneList:
    """The scenes of the script at `path`, in its order, each with its set, its effect and who speaks in it.

    A scene's `slug` is the title or synopsis that the program keeps, else the heading as written. Scenes without a
    number are counted, with a warning. Raises ReportError, with the line, when the file is no script.
    """
    decoded = _decoded(path)
    if decoded.text.lstrip("\ufeff \t\r\n").startswith("<"):
        try:
            written = scenes_in_final_draft(decoded.text.removeprefix("\ufeff"))
        except NotFinalDraft as error:
            raise ReportError(
                _("is no script that Final Draft wrote ({why})").format(why=error), path=str(path), line=error.line,
                hint=_("open it in Final Draft and save it again as .fdx"),
            ) from error  # fmt: skip
    else:
        written = scenes_in_fountain(decoded.text.removeprefix("\ufeff").rstrip("\x1a"))
    if not written:
        raise ReportError(
            _("holds no scene heading"), path=str(path),
            hint=_("headings begin with INT. or EXT., after a blank line"),
        )  # fmt: skip
    scenes, warnings = _listed(written)
    return SceneList(
        scenes=scenes, encoding=decoded.encoding, delimiter="", warnings=(*warnings, *encoding_warnings(decoded))
    )


def _decoded(path: Path) -> Decoded:
    data = bytes_of(path)
    hint = _("export the script as Final Draft (.fdx) or Fountain")
    if data[:1024].lstrip().startswith(b"%PDF"):
        raise ReportError(_("is no script but {kind}").format(kind="PDF"), path=str(path), hint=hint)
    decoded = decode(data)
    if not decoded.text.strip("\ufeff \t\r\n\x1a"):
        raise ReportError(_("is empty"), path=str(path), hint=hint)
    if "\0" in decoded.text:
        raise ReportError(_("is no text"), path=str(path), hint=hint)
    return decoded


def _listed(written: Sequence[ScriptScene]) -> tuple[tuple[Scene, ...], list[str]]:
    """The scenes with a label each, and what a person should look at."""
    sluglines = [slugline(scene.heading) for scene in written]
    labels, warnings = _labels(written, sluglines)
    scenes: dict[str, Scene] = {}
    for said, line, label in zip(written, sluglines, labels, strict=True):
        if label in scenes:
            warnings.append(_("line {line}: scene {label} again, left out").format(line=said.line, label=label))
            continue
        scenes[label] = Scene(
            label=label, order=len(scenes), int_ext=line.int_ext, decor=line.decor, effect=line.effect,
            slug=said.title or line.text, status="omitted" if line.omitted else "active",
            characters=tuple(said.speakers),
        )  # fmt: skip
    return tuple(scenes.values()), warnings


def _labels(written: Sequence[ScriptScene], sluglines: Sequence[Slugline]) -> tuple[list[str], list[str]]:
    """Numbers as written; when the script has none they are counted, when a scene has none it goes by the one before:
    after 12 comes 13, or 12A where the script has a 13."""
    told = [_label(scene.number or line.number) for scene, line in zip(written, sluglines, strict=True)]
    taken = {label for label in told if label}
    warnings: list[str] = []
    if not taken:
        warnings.append(
            ngettext(
                "the script has no scene numbers: its {count} scene was counted",
                "the script has no scene numbers: its {count} scenes were counted, and a scene that is added will "
                "change the numbers after it", len(told),
            ).format(count=len(told))
        )  # fmt: skip
        return [str(number) for number in range(1, len(told) + 1)], warnings
    labels: list[str] = []
    for label, scene in zip(told, written, strict=True):
        if not label:
            label = _next(labels[-1] if labels else "0", taken)
            taken.add(label)
            warnings.append(_("line {line}: no scene number, counted as {label}").format(line=scene.line, label=label))
        labels.append(label)
    return labels, warnings


def _next(before: str, taken: set[str]) -> str:
    number = split_label(before)[1] or 0
    if str(number + 1) not in taken:
        return str(number + 1)
    letters = [*_LETTERS, *(a + b for a in _LETTERS for b in _LETTERS)]
    return next((f"{number}{more}" for more in letters if f"{number}{more}" not in taken), f"{before}*")


def _label(text: str) -> str:
    """The number as slates write it: `012 BIS` is `12bis`."""
    text = " ".join(re.sub(r"(?<=\d)\.$", "", text.strip()).split())
    prefix, number, suffix = split_label(text)
    if number is None:
        return text
    suffix = suffix.replace(" ", "")
    return f"{prefix}{number}{suffix.lower() if len(suffix) > 2 else suffix.upper()}"
