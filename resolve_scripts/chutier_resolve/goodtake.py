"""The one thing that a script cannot set: `Good Take`. A metadata CSV that Resolve imports does it in one go.

Columns are titles of the metadata panel (File > Export Metadata > Media Pool writes the same); `File Name` is what
Resolve matches a clip by. UTF-16 with a byte-order mark, as Resolve exports it; assumed on import, as no schema is
published.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from chutier.files import write_whole
from chutier.i18n import _, speaking
from chutier.model import ClipId, MediaRef
from chutier.plan import Action, PlaceClip, SetColumns


def circled_csv(
    out: Path, number: int, done: Sequence[Action], media: Mapping[ClipId, MediaRef], locale: str
) -> tuple[str, ...]:
    """Writes the file for what build `number` circled; its path, none when nothing was."""
    circled: dict[ClipId, str] = {}
    for action in done:
        match action:
            case PlaceClip(placed=placed) if placed.columns.get("circled") and placed.media:
                circled[placed.clip] = placed.media.path
            case SetColumns(clip=clip, columns={"circled": text}) if text and clip in media:
                circled[clip] = media[clip].path
    if not circled:
        return ()
    with speaking(locale):
        name = _("GOOD TAKES")
    path = out / f"{name}_b{number}.csv"
    write_whole(path, _table(circled.values()).encode("utf-16"))
    return (str(path),)


def _table(paths: Iterable[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["File Name", "Clip Directory", "Good Take"])
    for path in sorted(paths):
        folder, _slash, name = path.replace("\\", "/").rpartition("/")
        writer.writerow([name, folder, "true"])
    return text.getvalue()
