"""What the show knows of a clip, as Media Composer's columns.

A field of `chutier.fields` has one title. Where Avid has a standard column it is that one, spelled exactly; else a
custom title in the show's language, of plain letters and at most 14 characters, because an import cuts longer ones.
"""

from collections.abc import Mapping
from functools import cache

from chutier.fields import CLIP_FIELDS
from chutier.model import Kind, MediaRef
from chutier.timecode import Timecode, frames_per_day, rate_text
from chutier_avid.ale.writer import clean

IDENTITY = "Chutier ID"
"""The custom column that holds the catalogue's clip id: how a row is recognised after any renaming."""

COLOR = "Color"

# field: (English title, French title); one word where the two are the same.
_TITLES: dict[str, tuple[str, ...]] = {
    "name": ("Source Name", "Nom origine"),
    "kind": ("Kind", "Nature"),
    "ep": ("Episode",),
    "scene": ("Scene",),
    "setup": ("Setup", "Plan"),
    "slate": ("Slate", "Clap"),
    "take": ("Take",),
    "tags": ("Tags", "Mentions"),
    "cam": ("Camera",),
    "cams": ("Cameras",),
    "day": ("Day", "Jour"),
    "date": ("Shoot Date",),
    "unit": ("Unit", "Equipe"),
    "roll": ("Roll", "Bobine"),
    "cam_roll": ("Camroll",),
    "sound_roll": ("Soundroll",),
    "circled": ("Circled", "Cerclee"),
    "status": ("Status", "Avis"),
    "mos": ("MOS", "Muet"),
    "wild": ("Wild", "Son seul"),
    "shot_size": ("Shot Size", "Valeur"),
    "description": ("DESCRIPT",),
    "comments": ("Comments",),
    "decor": ("Set", "Decor"),
    "slug": ("Slug", "Intitule"),
    "int_ext": ("INT-EXT",),
    "effect": ("Day-Night", "Effet"),
    "location": ("Location", "Lieu"),
    "character": ("Character", "Personnage"),
    "characters": ("Characters", "Personnages"),
    "interview": ("Interviewee", "Entretien"),
    "roles": ("Roles", "Fonctions"),
    "lens": ("Lens", "Focale"),
    "tracks": ("Sound Tracks", "Pistes son"),
    "start": ("Start TC", "TC debut"),
    "rate": ("Rate", "Cadence"),
    "issues": ("Issues", "Anomalies"),
}

FROM_MEDIA = frozenset(("start", "rate"))
"""Fields that the standard columns Start and FPS already say, from the media itself."""


@cache
def titles(locale: str) -> Mapping[str, str]:
    """Field to title in a show of `locale` (`fr…` is French, all others English)."""
    place = -1 if locale.casefold().startswith("fr") else 0
    return {field.name: _TITLES[field.name][place] for field in CLIP_FIELDS}


def title_of(field: str, locale: str) -> str:
    """The column that holds `field`; a name that is no field of ours is its own title."""
    return titles(locale).get(field) or clean(field)


def tracks_text(kind: str, media: MediaRef) -> str:
    """The Tracks column: `V`, `VA1A2`, `A1A2` …"""
    sound = "".join(f"A{number}" for number in range(1, audio_tracks(kind, media) + 1))
    return ("V" if media.picture else "") + sound


def audio_tracks(kind: str, media: MediaRef) -> int:
    """How many tracks of sound a clip has. A MOS picture has none, whatever its scratch sound; a sound at least one."""
    if media.picture:
        return 0 if kind == Kind.MOS else media.audio_tracks
    return max(media.audio_tracks, 1)


def media_cells(kind: str, media: MediaRef, *, source_path: bool = False) -> dict[str, str]:
    """The columns that tell Media Composer which stretch of which tape or file this is; none when no timecode is known.

    Duration is always given: it is what vouches for a take that runs over midnight. `End` is exclusive.
    """
    time = media.time
    if time is None or not 0 < time.frames < frames_per_day(time.rate, time.start.drop):
        return {}
    cells = {
        "Tracks": tracks_text(kind, media),
        "Start": str(time.start),
        "End": str(time.end),
        "Duration": str(Timecode(time.frames, time.rate, time.start.drop)),
        "Tape": media.tape,
        "FPS": rate_text(time.rate),
        "Source File": file_name(media.path),
    }
    if media.width and media.height:
        cells["Image Size"] = f"{media.width} x {media.height}"
    if source_path:
        cells["Source Path"] = media.path
    return cells


def file_name(path: str) -> str:
    """The last part of a path written on any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def video_format(width: int, height: int) -> str:
    """VIDEO_FORMAT of a project of this raster: 1080, 720, PAL or NTSC, else CUSTOM."""
    if (width, height) in {(720, 486), (720, 480)}:
        return "NTSC"
    return {(1920, 1080): "1080", (1280, 720): "720", (720, 576): "PAL"}.get((width, height), "CUSTOM")
