"""Reading a show's rushes and papers into its catalogue, as `chutier ingest` does."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from chutier.catalog import Catalog, IngestResult, ingest
from chutier.catalog.hearing import Measured, ToHear
from chutier.events import Report, silent
from chutier.organise.gather import scenes_of
from chutier.show import Show


def read_in(
    show: Show,
    catalogue: Catalog,
    sources: Sequence[Path],
    *,
    day: int | None = None,
    shot_on: date | None = None,
    workers: int | None = None,
    listen: bool = True,
    report: Report = silent,
) -> IngestResult:
    """Read cards, sound rolls and set reports; `listen` compares each new sound with its camera's guide track.

    Raises as `chutier.catalog.ingest` does.
    """
    return ingest(
        catalogue,
        sources,
        show.blueprint,
        day=day,
        shot_on=shot_on,
        workers=workers,
        report=report,
        scenes=scenes_of(show),
        not_papers=[show.scenes_file.resolve()] if show.scenes_file else [],
        listen=_listen if listen else None,
    )


def _listen(todo: Sequence[ToHear], workers: int | None, report: Report) -> Iterable[tuple[ToHear, Measured | None]]:
    from chutier.media.listen import Pair, listen_all

    pairs = {Pair(picture=one.picture, sound=one.sounds[0], offset=one.offset): one for one in todo}
    for pair, found in listen_all(list(pairs), workers=workers, report=report):
        yield pairs[pair], found
