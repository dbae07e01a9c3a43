"""What `Timeline.Export` writes: small files that ordinary readers take."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from hosts.resolve.files import frames_of, timecode

if TYPE_CHECKING:
    from hosts.resolve.timelines import Timeline


def write(line: "Timeline", kind: str, name: str) -> bool:
    """False for a type that there is not, and where nothing can be written."""
    path = Path(name)
    if not path.parent.is_dir():
        return False
    if kind == "EXPORT_FCPXML_1_10":
        if path.exists():
            return False
        path.mkdir()
        (path / "Info.fcpxml").write_text(_fcpxml(line), encoding="utf-8")
        return True
    writer = {
        "EXPORT_EDL": _edl, "EXPORT_FCP_7_XML": _xmeml, "EXPORT_OTIO": _otio, "EXPORT_ALE": _ale,
        "EXPORT_AAF": lambda line: "AAF of " + line.name, "EXPORT_DRT": lambda line: "DRT of " + line.name,
    }.get(kind)  # fmt: skip
    if writer is None:
        return False
    path.write_text(writer(line), encoding="utf-8")
    return True


def _edl(line: "Timeline") -> str:
    rate = float(line.rate)
    rows = [f"TITLE: {line.name}", "FCM: NON-DROP FRAME", ""]
    for number, one in enumerate(line.items(), 1):
        source = frames_of(one.item.start, rate) + one.first
        times = (source, source + one.length, one.start, one.start + one.length)
        reel = (one.item.reel or "AX").ljust(8)
        rows.append(f"{number:03}  {reel} V     C        " + " ".join(timecode(time, rate) for time in times))
        rows.append(f"* FROM CLIP NAME: {one.item.GetNameQuietly()}")
    return "\n".join(rows) + "\n"


def _ale(line: "Timeline") -> str:
    rows = ["Heading", "FIELD_DELIM\tTABS", "VIDEO_FORMAT\t1080", f"FPS\t{line.rate}", "", "Column",
            "Name\tTracks\tStart\tEnd\tTape", "", "Data"]  # fmt: skip
    for one in line.items():
        begin = frames_of(one.item.start, float(line.rate))
        end = timecode(begin + one.length, float(line.rate))
        rows.append(f"{one.item.GetNameQuietly()}\tV\t{one.item.start}\t{end}\t{one.item.reel}")
    return "\n".join(rows) + "\n"


def _xmeml(line: "Timeline") -> str:
    rate = f"<rate><timebase>{round(float(line.rate))}</timebase><ntsc>FALSE</ntsc></rate>"
    clips = "".join(
        f'<clipitem id="c{number}"><name>{escape(one.item.GetNameQuietly())}</name>{rate}'
        f"<start>{one.start - line.begin}</start><end>{one.start - line.begin + one.length}</end>"
        f"<in>{one.first}</in><out>{one.first + one.length}</out>"
        f'<file id="f{number}"><name>{escape(one.item.path)}</name>{rate}</file></clipitem>'
        for number, one in enumerate(line.items())
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE xmeml><xmeml version="5"><sequence><name>{escape(line.name)}'
        f"</name>{rate}<media><video><track>{clips}</track></video></media></sequence></xmeml>"
    )


def _fcpxml(line: "Timeline") -> str:
    project = f"<project name={quoteattr(line.name)}/>"
    return f'<?xml version="1.0"?><!DOCTYPE fcpxml><fcpxml version="1.10">{project}</fcpxml>'


def _otio(line: "Timeline") -> str:
    rate = float(line.rate)

    def time(value: int) -> object:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": value}

    clips = [
        {
            "OTIO_SCHEMA": "Clip.1", "name": one.item.GetNameQuietly(), "media_reference": None,
            "source_range": {
                "OTIO_SCHEMA": "TimeRange.1", "start_time": time(one.first), "duration": time(one.length),
            },
        }
        for one in line.items()
    ]  # fmt: skip
    track = {"OTIO_SCHEMA": "Track.1", "kind": "Video", "name": "V1", "children": clips}
    stack = {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [track]}
    return json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": line.name, "tracks": stack})
