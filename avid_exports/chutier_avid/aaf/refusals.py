"""What must not go into an AAF: clips without identity or length, sequences that ask for more than a clip has."""

from collections.abc import Iterator

from chutier.i18n import _
from chutier_avid.aaf.content import AafBin, AafClip, AafSequence

LONGEST_TEXT = 32_000
"""Characters of one text: a stored value of an AAF has at most 65,535 bytes."""


def refusals(content: AafBin) -> list[str]:
    """A sentence for each thing that Media Composer would refuse or get wrong; none when `content` is sound."""
    clips: dict[str, AafClip] = {}
    found: list[str] = []
    for clip in content.clips:
        if clip.key in clips:
            found.append(_("{name}: two clips have one identity").format(name=clip.name))
        clips.setdefault(clip.key, clip)
        found.extend(_of_clip(clip))
    for sequence in content.sequences:
        found.extend(_of_sequence(sequence, clips))
    return found


def refusals_of(clip: AafClip) -> list[str]:
    """The same of one clip by itself."""
    return list(_of_clip(clip))


def _of_clip(clip: AafClip) -> Iterator[str]:
    if not clip.name.strip():
        yield _("{path}: a clip without a name").format(path=clip.path)
    if not clip.tape.strip():
        yield _("{name}: no tape name, so nothing to relink with").format(name=clip.name)
    if clip.time.frames <= 0:
        yield _("{name}: no length").format(name=clip.name)
    if not clip.tracks:
        yield _("{name}: neither picture nor sound").format(name=clip.name)
    for text in (clip.name, clip.tape, *clip.columns.values()):
        if len(text) > LONGEST_TEXT:
            yield _("{name}: a text of {count} characters").format(name=clip.name, count=len(text))
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            yield _("{name}: {text} holds bytes that nobody can read").format(name=clip.name, text=ascii(text[:40]))
    if clip.picture and min(clip.width, clip.height) <= 0:
        yield _("{name}: no raster").format(name=clip.name)


def _of_sequence(sequence: AafSequence, clips: dict[str, AafClip]) -> Iterator[str]:
    for track in sequence.tracks:
        at = 0
        for event in track.events:
            clip = clips.get(event.clip)
            if clip is None:
                yield _("{name}: it uses a clip that is not in the file").format(name=sequence.name)
            elif event.track not in clip.tracks:
                yield _("{name}: {clip} has no such track").format(name=sequence.name, clip=clip.name)
            elif event.start < 0 or event.length <= 0 or event.start + event.length > clip.time.frames:
                yield _("{name}: it asks for more of {clip} than there is").format(name=sequence.name, clip=clip.name)
            elif clip.time.rate != sequence.start.rate:
                yield _("{name}: {clip} runs at another rate").format(name=sequence.name, clip=clip.name)
            if event.at < at:
                yield _("{name}: two events lie on one another").format(name=sequence.name)
            at = event.at + event.length
        if at > sequence.length:
            yield _("{name}: longer than it says").format(name=sequence.name)
