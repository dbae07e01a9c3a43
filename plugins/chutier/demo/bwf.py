"""Broadcast Wave files as recorders write them: bext, iXML, 24-bit PCM.

Sources: EBU Tech 3285 (bext), iXML specification 3.01 (ixml.info).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from chutier.demo.speech import SAMPLE_RATE, Sound

BLOCK = SAMPLE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundNotes:
    """What the mixer typed. `file_set` joins files of one recording; `files` and `index` count them."""

    scene: str
    take: str
    tape: str
    note: str = ""
    circled: bool = False
    wild: bool = False
    tracks: tuple[str, ...] = ("MIX", "PERCHE", "HF1")
    file_set: str = ""
    files: int = 1
    index: int = 1


def ixml(notes: SoundNotes, samples: int) -> bytes:
    """The iXML chunk: slate, speed (24 fps, non-drop), tracks, family."""
    tracks = "".join(
        f"<TRACK><CHANNEL_INDEX>{n}</CHANNEL_INDEX><INTERLEAVE_INDEX>{n}</INTERLEAVE_INDEX>"
        f"<NAME>{escape(name)}</NAME><FUNCTION></FUNCTION></TRACK>"
        for n, name in enumerate(notes.tracks, 1)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><BWFXML><IXML_VERSION>2.10</IXML_VERSION>'
        f"<PROJECT>LA NUIT D'ETE</PROJECT><SCENE>{escape(notes.scene)}</SCENE><TAKE>{notes.take}</TAKE>"
        f"<TAPE>{notes.tape}</TAPE><NOTE>{escape(notes.note)}</NOTE>"
        f"<CIRCLED>{str(notes.circled).upper()}</CIRCLED><WILD_TRACK>{str(notes.wild).upper()}</WILD_TRACK>"
        "<SPEED><MASTER_SPEED>24/1</MASTER_SPEED><CURRENT_SPEED>24/1</CURRENT_SPEED>"
        "<TIMECODE_RATE>24/1</TIMECODE_RATE><TIMECODE_FLAG>NDF</TIMECODE_FLAG>"
        f"<FILE_SAMPLE_RATE>{SAMPLE_RATE}</FILE_SAMPLE_RATE><AUDIO_BIT_DEPTH>24</AUDIO_BIT_DEPTH>"
        f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>{samples >> 32}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
        f"<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>{samples & 0xFFFFFFFF}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>"
        f"<TIMESTAMP_SAMPLE_RATE>{SAMPLE_RATE}</TIMESTAMP_SAMPLE_RATE></SPEED>"
        f"<FILE_SET><TOTAL_FILES>{notes.files}</TOTAL_FILES><FAMILY_UID>{notes.file_set}</FAMILY_UID>"
        f"<FILE_SET_INDEX>{notes.index}</FILE_SET_INDEX></FILE_SET>"
        f"<TRACK_LIST><TRACK_COUNT>{len(notes.tracks)}</TRACK_COUNT>{tracks}</TRACK_LIST></BWFXML>"
    )
    return text.encode()


def bext(notes: SoundNotes, samples: int, date: str, time: str) -> bytes:
    """The bext chunk, version 1; the description as a Sound Devices recorder writes it."""
    description = f"sSPEED=024.000-ND\r\nsTAKE={notes.take}\r\nsSCENE={notes.scene}\r\nsTAPE={notes.tape}\r\n"
    head = struct.pack(
        "<256s32s32s10s8sIIH",
        description.encode("latin-1", "replace"), b"Chutier demo", notes.file_set.encode()[:32],
        date.encode(), time.encode(), samples & 0xFFFFFFFF, samples >> 32, 1,
    )  # fmt: skip
    return head.ljust(602, b"\0") + f"A=PCM,F={SAMPLE_RATE},W=24,M=multi\r\n".encode()


def write_bwf(path: Path, tracks: Sequence[Sound], notes: SoundNotes, samples: int, date: str, time: str) -> None:
    """Write `tracks` (equal lengths, -1 to 1) as one polyphonic file, a second at a time."""
    channels, length = len(tracks), tracks[0].size
    chunks = [
        (b"bext", bext(notes, samples, date, time)),
        (b"iXML", ixml(notes, samples)),
        (b"fmt ", struct.pack("<HHIIHH", 1, channels, SAMPLE_RATE, SAMPLE_RATE * channels * 3, channels * 3, 24)),
    ]
    size = length * channels * 3
    before = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    with path.open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 4 + len(before) + 8 + size + size % 2) + b"WAVE" + before)
        file.write(b"data" + struct.pack("<I", size))
        for block in _blocks(tracks, length):
            file.write(block)
        file.write(b"\0" * (size % 2))


def _blocks(tracks: Sequence[Sound], length: int) -> Iterator[bytes]:
    for start in range(0, length, BLOCK):
        frames = np.stack([track[start : start + BLOCK] for track in tracks], axis=1)
        whole = np.round(frames * (2**23 - 1)).astype("<i4")
        yield whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
