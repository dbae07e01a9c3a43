"""Sony's NonRealTimeMeta, the XML beside a clip (`C0001M01.XML` beside `C0001.MP4`): device, timecode, capture rate.

Source: Sony XDCAM and XAVC NonRealTimeMeta files, schema `urn:schemas-professionalDisc:nonRealTimeMeta`.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from chutier.errors import MediaError
from chutier.media.xml_safely import LARGEST, parse_xml

_BESIDE = ("M01.XML", "M01.xml", "m01.xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class SonyMeta:
    """What the sidecar says; `label` is the start timecode, `;` before the frames for drop frame, counted `count` a
    second. Texts are empty where the file does not say."""

    make: str = ""
    model: str = ""
    serial: str = ""
    label: str = ""
    count: int | None = None
    frames: int | None = None
    capture_fps: str = ""
    format_fps: str = ""
    created: datetime | None = None


def read_sony(data: bytes) -> SonyMeta:
    """Read the sidecar. Raises MediaError when it is not a NonRealTimeMeta document."""
    root, _repaired = parse_xml(data)
    if root.tag != "NonRealTimeMeta":
        raise MediaError(root.tag)
    seen: dict[str, dict[str, str]] = {}
    for element in root.iter():
        if element.tag == "LtcChange" and element.get("frameCount", "0") != "0":
            continue
        seen.setdefault(element.tag, dict(element.attrib))
    device, frame, table = (seen.get(tag, {}) for tag in ("Device", "VideoFrame", "LtcChangeTable"))
    fps = table.get("tcFps", "")
    return SonyMeta(
        make=device.get("manufacturer", ""),
        model=device.get("modelName", ""),
        serial=device.get("serialNo", ""),
        label=_label(seen.get("LtcChange", {}).get("value", "")),
        count=int(fps) * (2 if table.get("halfStep") == "true" else 1) if _small(fps) else None,
        frames=_whole(seen.get("Duration", {}).get("value", "")),
        capture_fps=frame.get("captureFps", ""),
        format_fps=frame.get("formatFps", ""),
        created=_when(seen.get("CreationDate", {}).get("value", "")),
    )


def sony_beside(stem_path: str) -> SonyMeta | None:
    """The sidecar of the clip whose path without extension is `stem_path`, or None when none can be read."""
    for ending in _BESIDE:
        with suppress(OSError, MediaError), open(stem_path + ending, "rb", buffering=0) as file:  # noqa: PTH123
            if os.fstat(file.fileno()).st_size <= LARGEST:
                return read_sony(file.read(LARGEST) or b"")
    return None


def _label(value: str) -> str:
    """`13255321` is frames, seconds, minutes, hours in BCD, with SMPTE 12M flags in the tens; 0x40 is drop frame."""
    if len(value) != 8:
        return ""
    try:
        frames, seconds, minutes, hours = bytes.fromhex(value)
    except ValueError:
        return ""
    mark = ";" if frames & 0x40 else ":"
    return f"{hours & 0x3F:02x}:{minutes & 0x7F:02x}:{seconds & 0x7F:02x}{mark}{frames & 0x3F:02x}"


def _small(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= 3


def _whole(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 12 else None


def _when(written: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(written)
    return None
