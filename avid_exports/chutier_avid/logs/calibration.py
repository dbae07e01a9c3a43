"""Three logs of one clip each that show a person in which encoding their Media Composer reads logs.

No public source says it: the manual speaks of ASCII, bins are MacRoman, an AAF is UTF-16. So one looks, once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chutier.i18n import _
from chutier.timecode import Timecode, rate_text
from chutier_avid.ale import AleTarget, write

ENCODINGS = ("utf-8", "mac_roman", "cp1252")
"""What is tried; the name of each is what the show file says."""

LETTERS = "é œ – €"
"""Letters that no two of the three encodings write alike."""

_FRENCH = "Noël à l’île d’Yeu : « ça a coûté 12 € – Œuvre dédiée »"
_CUSTOM = "Calibration"
_TAPE = "CALIBRATION"
_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The files by name: the logs, and the text that says what to do with them."""

    logs: Mapping[str, bytes]
    text_name: str
    text: str


def kit(target: AleTarget) -> Kit:
    """The logs for a project of the kind of `target`, whose own encoding does not matter; the text in the language of
    the moment. Raises NleError for a target that no log can be written for."""
    logs = {
        f"calibration_{encoding}.ale": _log(place, encoding, target) for place, encoding in enumerate(ENCODINGS)
    }  # fmt: skip
    return Kit(logs=logs, text_name=_("READ ME.txt"), text="\n".join(_text(target, list(logs))) + "\n")


def clip_name(encoding: str) -> str:
    """What the clip written in `encoding` is called."""
    return f"{encoding} {LETTERS}"


def _log(place: int, encoding: str, target: AleTarget) -> bytes:
    """One log. The clips have one tape and lie one after the other, so that importing all three makes three clips."""
    length = _SECONDS * round(target.rate)
    start = Timecode(place * length + 3600 * round(target.rate), target.rate)
    row = {
        "Name": clip_name(encoding),
        "Tracks": "V",
        "Start": str(start),
        "End": str(start + length),
        "Tape": _TAPE,
        "FPS": rate_text(target.rate),
        "Comments": _FRENCH,
        _CUSTOM: f"{encoding} {LETTERS}",
    }
    return write([row], replace(target, encoding=encoding))


def _text(target: AleTarget, files: list[str]) -> Iterator[str]:
    yield _("In which encoding does your Media Composer read logs?")
    yield ""
    yield _("No manual says. These three logs hold one clip each, written in three ways, for a project {kind}.").format(
        kind=f"{target.video_format}, {rate_text(target.rate)}")  # fmt: skip
    yield ""
    yield _("1. In Media Composer, make an empty bin and open it.")
    yield _("2. Import these three files into it, as shot logs, with “Maintain events as logged”:")
    yield from (f"      {file}" for file in files)
    yield _("3. Look at the names of the three clips. One at least shows {letters} as they are here:").format(
        letters=LETTERS)  # fmt: skip
    yield from (f"      {clip_name(encoding)}" for encoding in ENCODINGS)
    yield _("   The columns Comments and {column} must be right in that clip too:").format(column=_CUSTOM)
    yield f"      {_FRENCH}"
    yield _("4. The word before the letters goes into the show file, for example:")
    yield f"      targets: {{avid: {{encoding: {ENCODINGS[1]}}}}}"
    yield _("   If several are right, take the first of them. If none is: ascii, which writes names without accents.")
    yield _("5. Delete the three clips.")
    yield ""
    yield _("It may be otherwise on the next version of Media Composer, and between Mac and Windows: then look again.")
