"""Memory of reading files, as they grow: the same number of recordings, a hundred times longer."""

import resource
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SECOND = 48_000 * 3
FILES = 12


def _wave(path: Path, seconds: int) -> None:
    """A BWF of zeros, sparse on disk: its size is real, its blocks are not."""
    size = SECOND * seconds
    bext = b"\0" * 338 + struct.pack("<II", 48_000 * 36_000 & 0xFFFFFFFF, 0) + b"\0" * 256
    chunks = b"bext" + struct.pack("<I", len(bext)) + bext
    chunks += b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 48_000, SECOND, 3, 24)
    with path.open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 4 + len(chunks) + 8 + size) + b"WAVE" + chunks)
        file.write(b"data" + struct.pack("<I", size))
        file.truncate(file.tell() + size)


def _peak(folder: Path) -> int:
    """Peak resident kilobytes of a process that reads the folder."""
    code = (
        "import sys; from pathlib import Path; from chutier.media import scan; "
        "n = sum(1 for info in scan([Path(sys.argv[1])], workers=1) if not info.error); print(n)"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, capture_output=True)
    return max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def main() -> None:
    """Peak memory over short files, then over files a hundred times as long."""
    with tempfile.TemporaryDirectory() as place:
        peaks = []
        for seconds in (100, 10_000):
            folder = Path(place) / str(seconds)
            folder.mkdir()
            for number in range(FILES):
                _wave(folder / f"S001T{number:02}.wav", seconds)
            peaks.append((seconds * SECOND // 10**6, _peak(folder)))
    for megabytes, peak in peaks:
        print(f"{FILES} recordings of {megabytes} MB: {peak / 1024:.0f} MB resident at most")


if __name__ == "__main__":
    main()
