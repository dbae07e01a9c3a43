"""The discs that the fake Resolve sees: media by path, with what an import would read in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualFile:
    """A file. `frames` and `start` count at `rate`; `metadata` is what a recorder or camera wrote into it."""

    rate: str = "25"
    frames: int = 240
    start: str = "10:00:00:00"
    tape: str = ""
    audio: int = 2
    picture: bool = True
    width: int = 1920
    height: int = 1080
    media: bool = True
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """`Type` as Resolve says it (seen on 21.1: Video, Audio, Video + Audio)."""
        if not self.picture:
            return "Audio"
        return "Video + Audio" if self.audio else "Video"

    @property
    def span(self) -> tuple[float, float]:
        """Seconds since midnight: from, to."""
        rate = float(self.rate)
        hours, minutes, seconds, frames = (int(part) for part in self.start.replace(";", ":").split(":"))
        begin = hours * 3600 + minutes * 60 + seconds + frames / rate
        return begin, begin + self.frames / rate


def timecode(frame: int, rate: float) -> str:
    """Frames since midnight as Resolve writes them, without drop."""
    whole = round(rate)
    seconds, frames = divmod(frame, whole)
    return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"


def frames_of(text: str, rate: float) -> int:
    """The frame of a timecode; ValueError for what is none."""
    hours, minutes, seconds, frames = (int(part) for part in text.replace(";", ":").split(":"))
    if not (minutes < 60 and seconds < 60 and frames < round(rate)):
        raise ValueError(text)
    return ((hours * 60 + minutes) * 60 + seconds) * round(rate) + frames
