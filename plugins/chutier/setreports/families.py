"""Which paper is it: script notes, a camera report, a sound report; of which make."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chutier.i18n import _
from chutier.setreports.headings import plain_heading
from chutier.setreports.note import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A make of paper. `dates` is the order of day and month in its dates: `mdy`, `dmy`, or empty for the show's."""

    name: str
    kind: PaperKind
    dates: str = ""


SCRIPT_NOTES = Family(name="script notes", kind=PaperKind.SCRIPT)
_CRIF = Family(name="VES CRIF", kind=PaperKind.CAMERA)
_SOUND_DEVICES = Family(name="Sound Devices", kind=PaperKind.SOUND, dates="mdy")
_ZAXCOM = Family(name="Zaxcom", kind=PaperKind.SOUND, dates="mdy")
_CANTAR = Family(name="Cantar", kind=PaperKind.SOUND)
_ZOOM = Family(name="Zoom", kind=PaperKind.SOUND)
_SOUND = Family(name="sound report", kind=PaperKind.SOUND)
_SILVERSTACK = Family(name="Silverstack", kind=PaperKind.CAMERA)
_COPIES = Family(name="copy report", kind=PaperKind.CAMERA)
_LAB = Family(name="camera or lab ALE", kind=PaperKind.CAMERA)
_SCRIPT_LOG = Family(name="script ALE", kind=PaperKind.SCRIPT)
_SOUND_LOG = Family(name="sound ALE", kind=PaperKind.SOUND)
_CAMERA = Family(name="camera report", kind=PaperKind.CAMERA)

OF_KIND = {PaperKind.SCRIPT: SCRIPT_NOTES, PaperKind.CAMERA: _CAMERA, PaperKind.SOUND: _SOUND}
"""The family of a paper of which a person only says the kind."""


def family_text(name: str) -> str:
    """What a family is called in the language of messages; makes keep their name."""
    known = {
        "script notes": _("script notes"), "sound report": _("sound report"), "copy report": _("copy report"),
        "camera or lab ALE": _("camera or lab ALE"), "script ALE": _("script ALE"), "sound ALE": _("sound ALE"),
        "camera report": _("camera report"),
    }  # fmt: skip
    return known.get(name, name)


_TAKE = frozenset({"take", "tk", "tktake", "prise"})
_HASHES = frozenset({"checksum", "hash", "xxhash", "md", "mdhash", "xxhbe", "hashvalue", "md5", "sha", "copystatus"})
_CAMERA_WORDS = frozenset({
    "ascsop", "ascsat", "manufacturer", "cameramodel", "cameraserial", "cameraserialnumber", "shutter", "shutterangle",
    "exposureindex", "asa", "iso", "colortemp", "whitebalance", "lookname", "codec", "resolution", "lensserialnumber",
    "cameratype", "recodec", "colorspace", "gamma", "sensorfps", "cameraoperator", "lut",
})  # fmt: skip
_RECORDER_WORDS = frozenset({
    "samplerate", "bitdepth", "tracksused", "filetag", "sampleratebitdepth", "micsused", "track", "tracks", "trk",
    "channels", "ubits", "userbits", "userbit", "ch", "mix",
})  # fmt: skip


def recognised(
    headings: Sequence[str], head: Sequence[tuple[str, str]], form: str, *, sounds: bool, takes: bool
) -> Family:
    """The family of a table with these `headings`. `sounds`: most of its file names are sounds'; `takes`: its lines
    have a slate and a take. A table of takes that no recorder and no camera writes is script notes."""
    words = frozenset(filter(None, map(plain_heading, headings)))
    beside = {plain_heading(name): value for name, value in head}
    if form == "ale":
        return _log(words, beside, sounds)
    found = next((family for family, test in _TESTS if test(words, beside, sounds)), None)
    return found or (SCRIPT_NOTES if takes else _CAMERA)


_Test = Callable[[frozenset[str], Mapping[str, str], bool], bool]

_TESTS: tuple[tuple[Family, _Test], ...] = (
    (_CRIF, lambda w, h, s: "crifversion" in w or ("tktake" in w and "cameraletter" in w)),
    (_CANTAR, lambda w, h, s: "filetag" in w or "tcslatea" in w),
    (_ZAXCOM, lambda w, h, s: ("segment" in w and bool(w & _TAKE) and "roll" in w) or "zaxcom" in _all(h)),
    (_ZOOM, lambda w, h, s: "zoom" in _all(h) or _all(h).startswith("f8")),
    (_SOUND_DEVICES, lambda w, h, s: "soundmixer" in h or "sounddevices" in _all(h)),
    (_SOUND, lambda w, h, s: s or len(w & _RECORDER_WORDS) > 1),
    (_SILVERSTACK, lambda w, h, s: "silverstack" in _all(h) or bool(w & {"clipuid", "umid"} and w & _CAMERA_WORDS)),
    (_COPIES, lambda w, h, s: bool(w & _HASHES) and not w & _TAKE),
    (_CAMERA, lambda w, h, s: len(w & _CAMERA_WORDS) > 1),
)


def _log(words: frozenset[str], beside: Mapping[str, str], sounds: bool) -> Family:
    if "filetag" in words or sounds or len(words & _RECORDER_WORDS - {"tracks"}) > 1:
        return _SOUND_LOG
    if words & _CAMERA_WORDS:
        return _LAB
    noted = words & {"circled", "circle", "comments", "comment", "description", "good", "notes", "print"}
    return _SCRIPT_LOG if noted and words & _TAKE else _LAB


def _all(head: Mapping[str, str]) -> str:
    return re.sub(r"\W+", "", " ".join((*head, *head.values())).casefold())
