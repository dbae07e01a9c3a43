"""Set reports among what is ingested: found beside the media or given by name, read, kept, and linked."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812 - a field below is called date
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.catalog.cards import JUNK, day_of_path, holds_media
from chutier.catalog.papers import Reading, keep_paper, known_digest
from chutier.catalog.store import Catalog
from chutier.errors import ReportError
from chutier.events import Event, Report
from chutier.i18n import _, ngettext
from chutier.setreports.note import Paper, PaperKind
from chutier.setreports.opening import PAPER_ENDINGS, bytes_of
from chutier.setreports.papers import digest_of, read_paper
from chutier.show.showfile import FILE as SHOW_FILE

_ANYTHING = frozenset({".txt", ".tab"})
"""Endings that say nothing of what is inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead:
    """A paper that was read: how many lines it has, and whether it was news."""

    path: str
    kind: PaperKind
    family: str
    notes: int
    reading: Reading
    day: int | None = None
    date: Date | None = None


def papers_in(sources: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Files that may be papers, each once, and whether it is sure to be meant as one: given by name, or in a folder
    without media. What lies on a card may be anything."""
    found: dict[Path, bool] = {}
    for source in sources:
        if source.is_file():
            found[Path(os.path.normpath(source.absolute()))] = True
            continue
        meant = not holds_media(source)
        for path in _files(source):
            found.setdefault(path, meant)
    return list(found.items())


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(os.path.normpath(folder.absolute())):
        if ".chutier" in folders and SHOW_FILE not in names:  # what we made for an editing program is no report
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if name.lower() not in JUNK)
        for name in sorted(names):
            if Path(name).suffix.lower() in PAPER_ENDINGS and not name.startswith((".", "~$")):
                yield Path(here, name)


def read_papers(
    catalog: Catalog,
    found: Sequence[tuple[Path, bool]],
    blueprint: Blueprint,
    warn: Callable[[str], None],
    report: Report,
    not_papers: Sequence[Path] = (),
    given: Collection[Path] = (),
    day: int | None = None,
) -> list[PaperRead]:
    """Read and keep `found`. What cannot be read stops nothing: `warn` is told of it when it was meant as a paper, of
    text files in one sentence unless they were `given` by name. A paper that does not say its day is of `day`, else of
    the day that its folder is named after."""
    read: list[PaperRead] = []
    texts: list[str] = []
    todo = [(path, meant) for path, meant in found if path not in not_papers]
    for done, (path, meant) in enumerate(todo, 1):
        report(Event(step="paper", subject=str(path), done=done, total=len(todo)))
        try:
            one = _read_one(catalog, path, blueprint, warn, day)
        except ReportError as error:
            if meant and path.suffix.lower() in _ANYTHING and path not in given:
                texts.append(path.name)
            elif meant:
                warn(f"{error} → {error.hint}" if error.hint else str(error))
            continue
        read.append(one)
    if texts:
        sentence = ngettext("{n} text file is no report: {names}", "{n} text files are no reports: {names}", len(texts))
        warn(sentence.format(n=len(texts), names=", ".join(texts[:8]) + (" …" if len(texts) > 8 else "")))
    return read


def _read_one(
    catalog: Catalog, path: Path, blueprint: Blueprint, warn: Callable[[str], None], day: int | None
) -> PaperRead:
    elsewhere = known_digest(catalog, digest_of(bytes_of(path), blueprint))
    folder = day_of_path(str(path.parent))
    paper = _of_day(read_paper(path, blueprint), day if day is not None else folder)
    if paper.day is None:
        warn(_("{path}: its shooting day is not known; give it with --day").format(path=path))
    reading = keep_paper(catalog, paper)
    if reading is Reading.SAME and elsewhere not in (None, str(path)):
        warn(_("{path}: is the same paper as {other}, and counts once").format(path=path, other=elsewhere))
    if folder is not None and paper.day is not None and folder != paper.day:
        warn(
            _("{path}: is a paper of day {day}, but lies with those of day {folder}: yesterday's?").format(
                path=path, day=paper.day, folder=folder
            )
        )
    if reading is not Reading.SAME:
        for sentence in paper.warnings:
            warn(f"{path.name}: {sentence}")
    return PaperRead(
        path=str(path), kind=paper.kind, family=paper.family, notes=len(paper.notes), reading=reading,
        day=paper.day, date=paper.date,
    )  # fmt: skip


def _of_day(paper: Paper, day: int | None) -> Paper:
    """The paper with `day` in every line that says none."""
    if day is None or paper.day is not None:
        return paper
    notes = tuple(replace(note, said={"day": day, **note.said}) for note in paper.notes)
    return replace(paper, notes=notes, day=day)
