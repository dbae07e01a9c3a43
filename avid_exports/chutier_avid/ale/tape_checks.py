"""What a relink goes by: names, tapes and files, and whether two rows are one recording."""

from collections.abc import Iterator

from chutier.i18n import _
from chutier_avid.ale.codes import Finding, found
from chutier_avid.ale.document import Ale

NAME_LENGTH = 32
"""Characters of Name and Tape in the manual; real bins hold longer names."""


def is_same_file(a: str, b: str) -> bool:
    """Whether two rows of one tape and time can mean one recording: yes, unless both name their file and it differs,
    as the mono files of one sound take do."""
    return not (a and b) or a == b


def double_findings(ale: Ale) -> Iterator[Finding]:
    """E07: rows that are one recording twice."""
    files = ale.column("Source File")
    seen: dict[tuple[str, str, str], dict[str, int]] = {}
    spans = zip(ale.tapes(), files, ale.column("Start"), ale.column("End"), strict=True)
    for number, (tape, file, start, end) in enumerate(spans, 1):
        source = tape or file
        if not source:
            continue
        key = (source, start, end)
        others = seen.get(key)
        if others is None:
            seen[key] = {file: number}
            continue
        # As is_same_file has it, without asking every file of a long take.
        other = others.get(file) or others.get("") or (0 if file else next(iter(others.values())))
        if other:
            yield found("E07", number, "Start", _("the same tape, Start and End as row {row}").format(row=other))
        others.setdefault(file, number)


def name_findings(ale: Ale) -> Iterator[Finding]:
    """W03: names and tapes beyond the manual's 32 characters."""
    columns = {title: ale.column(title) for title in ("Name", "Tape")}
    for title, texts in columns.items():
        if max(map(len, texts), default=0) <= NAME_LENGTH:
            continue
        for number, text in enumerate(texts, 1):
            if len(text) > NAME_LENGTH:
                yield found("W03", number, title, _("{value} is longer than 32 characters").format(
                    value=repr(text)))  # fmt: skip


def tape_findings(ale: Ale) -> Iterator[Finding]:
    """W05 for each row without a source; W04 once for each other spelling of a tape ("a single tape listed as several
    tapes if you alter the case", says the manual)."""
    tapes, files = ale.tapes(), ale.column("Source File")
    if "" in tapes:
        for number, (tape, file) in enumerate(zip(tapes, files, strict=True), 1):
            if not tape and not file:
                yield found("W05", number, "Tape", _("neither Tape nor Source File: nothing to relink with"))
    spellings: dict[str, str] = {}
    cells = ale.cells("Tape")  # blanks around a tape part it too
    first: dict[str, int] = {}
    for number, tape in enumerate(cells, 1):
        first.setdefault(tape, number)
    for tape, number in first.items():
        same = "".join(tape.casefold().split())
        if same and spellings.setdefault(same, tape) != tape:
            yield found("W04", number, "Tape", _("{a} and {b} will be two tapes").format(
                a=repr(spellings[same]), b=repr(tape)))  # fmt: skip
