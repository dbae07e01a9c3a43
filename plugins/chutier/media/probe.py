"""`probe`: what one file is. Never raises for what the file holds: an unreadable one is a MediaInfo with its error."""

import os
import stat
from pathlib import PurePath

from chutier.errors import MediaError
from chutier.i18n import _
from chutier.media.draft import Draft
from chutier.media.families import (
    SOUND_FAMILIES,
    ClipName,
    family_of_originator,
    family_of_tree,
    read_name,
)
from chutier.media.kinds import CLOSED_PICTURE, ISO_BOXED, RIFF_SOUND, kind_of, stem_of, suffix_of
from chutier.media.picture import read_movie
from chutier.media.sidecar import SonyMeta, sony_beside
from chutier.media.sound import read_sound
from chutier.media.starts import put_start
from chutier.model import MediaInfo, MediaKind, Source


def probe(path: str | os.PathLike[str]) -> MediaInfo:
    """What the file at `path` says of itself, from its header, its name, the folders above it and its sidecar."""
    path = os.fspath(path)
    try:
        status = os.stat(path)  # noqa: PTH116 - names are kept as on disk, byte for byte
    except (OSError, ValueError) as error:
        return unreadable(path, _missing(error))
    draft = Draft(path, status.st_size, status.st_mtime_ns, kind_of(os.path.basename(path)))  # noqa: PTH119
    try:
        _read(draft, path, status.st_mode)
    except MediaError as error:
        draft.facts["error"] = error.message
    except OSError as error:
        draft.facts["error"] = _missing(error)
    return draft.finish()


def unreadable(path: str, why: str, size: int = 0, mtime_ns: int = 0) -> MediaInfo:
    """The record of a file that could not be probed, with a sentence for a person."""
    return MediaInfo(path=path, size=size, mtime_ns=mtime_ns, kind=kind_of(os.path.basename(path)), error=why)  # noqa: PTH119


def _missing(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("the file is gone")
    if isinstance(error, PermissionError):
        return _("the file may not be read: permission denied")
    return _("the file cannot be read: {why}").format(why=getattr(error, "strerror", None) or error)


def _read(draft: Draft, path: str, mode: int) -> None:
    kind, suffix = draft.facts["kind"], suffix_of(path)
    if not stat.S_ISREG(mode):
        raise MediaError(_("this is not a file but a folder, a pipe or a device"))
    if draft.facts["size"] == 0 and kind is not MediaKind.UNKNOWN:
        raise MediaError(_("the file is empty"))
    if kind not in (MediaKind.PICTURE, MediaKind.SOUND):
        if kind is MediaKind.STILL:
            _put_name(draft, path)
        return
    if not os.access(path, os.R_OK):
        raise MediaError(_("the file may not be read: permission denied"))
    if suffix in RIFF_SOUND:
        read_sound(draft, path)
    elif suffix in CLOSED_PICTURE:
        _read_closed(draft, path)
    else:
        read_movie(draft, path)
    if kind is MediaKind.PICTURE:
        _put_sony(draft, path)
    _put_name(draft, path)


def _read_closed(draft: Draft, path: str) -> None:
    """A camera's own format: those built of QuickTime atoms say their timecode and rate all the same."""
    try:
        if suffix_of(path) in ISO_BOXED:
            read_movie(draft, path)
    finally:
        draft.facts["decodable"] = False
        draft.facts["kind"] = MediaKind.PICTURE


def _put_sony(draft: Draft, path: str) -> None:
    sidecar = sony_beside(os.path.join(os.path.dirname(path), stem_of(os.path.basename(path))))  # noqa: PTH118, PTH119, PTH120
    if sidecar is None:
        return
    origin = "sidecar:sony"
    for field, value in _facts(sidecar):
        draft.put(field, value, origin)
    if sidecar.label:
        put_start(draft, sidecar.label, sidecar.count, origin)


def _facts(sidecar: SonyMeta) -> tuple[tuple[str, object], ...]:
    return (
        ("make", sidecar.make),
        ("model", sidecar.model),
        ("serial", sidecar.serial),
        ("created", sidecar.created),
        ("frames", sidecar.frames),
    )


def _put_name(draft: Draft, path: str) -> None:
    pure = PurePath(path)
    tree = family_of_tree(pure.parts[:-1])
    if tree is None and draft.facts["kind"] is MediaKind.SOUND:
        tree = family_of_originator(draft.get("model") or "")
    stem = stem_of(pure.name)
    name = read_name(stem, tree) or read_name(stem)
    if name is None:
        draft.put("family", tree, "tree")
        return
    draft.put("family", name.family, "name")
    draft.put("clip_number", name.clip, "name")
    if "reel" not in draft.origins:
        draft.put("reel", name.reel, "name")
    _say_name(draft, name)


def _say_name(draft: Draft, name: ClipName) -> None:
    if name.family in SOUND_FAMILIES:
        draft.say("scene", name.scene, Source.FILE, "name")
        draft.say("setup", name.shot, Source.FILE, "name")
        draft.say("take", name.take, Source.FILE, "name")
        if name.wild:
            draft.say("wild", True, Source.FILE, "name")
        if name.tag and "file_set" not in draft.origins:
            draft.put("file_set", name.tag, "name")
    draft.say("cam", name.camera, Source.FILE, "name")
    draft.say("cam_roll", name.reel, Source.FILE, "name")
    draft.say("date", name.date, Source.FILE, "name")
