"""Tables in PDFs that hold text: reports printed from spreadsheets and from script programs."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from chutier.errors import MissingExtra, ReportError
from chutier.i18n import _
from chutier.setreports.delimited import too_long
from chutier.setreports.opening import bytes_of
from chutier.setreports.pdf_columns import aligned_tables, goes_on, is_page_number, on_any_page
from chutier.setreports.pdf_grid import Table, ruled_tables
from chutier.setreports.pdf_page import Page, page_of
from chutier.setreports.sheet import MOST_ROWS, Row, Sheet

_MOST_PAGES = 5_000
_RULED_SHARE = 0.4
"""Of a document's words: when ruled tables hold fewer, the rules are ornament."""

_NEAR = 5.0  # points


def read_pdf(path: Path) -> list[Sheet]:
    """The tables in the PDF at `path`: with ruled lines, or with columns that only white parts.

    A table that goes on over pages is one Sheet, its headings once; the text above is its `head`, each line as
    ("text", line). A row's `line` counts the rows of the document. Raises ReportError when it is a scan, has a
    password, is damaged or holds no table; MissingExtra when pdfium is not installed.
    """
    pages = _pages(path)
    if not any(page.lines for page in pages):
        raise ReportError(
            _("this PDF is a scan: it holds pictures of pages and no text"), path=str(path),
            hint=_("ask for the file that the report was printed from, or have its text recognised (OCR)"),
        )  # fmt: skip
    ruled = [table for page in pages for table in ruled_tables(page)]
    words = sum(len(line.words) for page in pages for line in page.lines)
    within = sum(len(cell.split()) for table in ruled for row in table.rows for cell in row)
    tables = ruled if within >= _RULED_SHARE * words else aligned_tables(pages)
    if not tables:
        raise ReportError(
            _("holds text, and no table"), path=str(path),
            hint=_("ask for the file that the report was printed from"),
        )  # fmt: skip
    return _sheets(path, tables, pages)


def _pages(path: Path) -> list[Page]:
    try:
        pdfium: Any = import_module("pypdfium2")
        raw: Any = import_module("pypdfium2.raw")
    except ImportError as error:
        raise MissingExtra(
            _("reading a PDF needs a package that is not installed"), hint=_("run: pip install 'chutier[pdf]'")
        ) from error
    data = bytes_of(path)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise ReportError(
                _("is protected by a password"), path=str(path), hint=_("save it without the password")
            ) from error
        raise _damaged(path) from error
    try:
        if len(document) > _MOST_PAGES:
            raise ReportError(
                _("has {count} pages, which no paper of a shoot has").format(count=len(document)), path=str(path),
                hint=_("export one shooting day, or one unit, at a time"),
            )  # fmt: skip
        return list(_read(document, raw))
    except pdfium.PdfiumError as error:
        raise _damaged(path) from error
    finally:
        document.close()


def _read(document: Any, raw: Any) -> Iterator[Page]:
    for number in range(len(document)):
        page = document[number]
        try:
            yield page_of(page, number + 1, raw)
        finally:
            page.close()


def _damaged(path: Path) -> ReportError:
    return ReportError(
        _("is damaged, or no PDF that can be read"), path=str(path),
        hint=_("print the report again, or ask for the file that it was printed from"),
    )  # fmt: skip


def _sheets(path: Path, tables: Sequence[Table], pages: Sequence[Page]) -> list[Sheet]:
    """Tables that are one over several pages as one Sheet each."""
    joined: list[list[Table]] = []
    rows: list[list[tuple[str, ...]]] = []
    for table in tables:
        repeated = _repeated(rows[-1], table.rows) if joined else 0
        if joined and (repeated or _same_columns(joined[-1][-1], table)):
            joined[-1].append(table)
            more = list(table.rows[repeated:])
            if more and goes_on(more[0]):
                # A row that the end of the page has cut in two.
                rows[-1][-1] = tuple(
                    "\n".join(filter(None, both)) for both in zip(rows[-1][-1], more.pop(0), strict=True)
                )
            rows[-1] += more
        else:
            joined.append([table])
            rows.append(list(table.rows))
    if sum(map(len, rows)) > MOST_ROWS:
        raise too_long(path, sum(map(len, rows)))
    count = 0
    sheets = []
    seen: set[str] = set()
    after = (0, 0.0)
    for parts, cells in zip(joined, rows, strict=True):
        filled = [row for row in cells if any(row)]
        numbered = tuple(Row(line=line, cells=row) for line, row in enumerate(filled, count + 1))
        count += len(filled)
        head = tuple(_above(parts, pages, seen, after))
        after = (parts[-1].page, parts[-1].bottom)
        name = _("page {number}").format(number=parts[0].page) if len(joined) > 1 else ""
        sheets.append(Sheet(form="pdf", rows=numbered, name=name, head=head))
    return sheets


def _repeated(known: Sequence[tuple[str, ...]], rows: Sequence[tuple[str, ...]]) -> int:
    """How many rows at the top say the same as the table's first: its headings."""
    count = 0
    while count < min(3, len(known), len(rows)) and known[count] == rows[count]:
        count += 1
    return count


def _same_columns(one: Table, two: Table) -> bool:
    return len(one.edges) == len(two.edges) and all(
        abs(a - b) < _NEAR for a, b in zip(one.edges, two.edges, strict=True)
    )


def _above(
    parts: Sequence[Table], pages: Sequence[Page], seen: set[str], after: tuple[int, float]
) -> Iterator[tuple[str, str]]:
    """The text above the table on each of its pages, and on those before it that have none; each line once. `after` is
    the page and the foot of the table before."""
    tops = {part.page: part.top for part in reversed(parts)}
    for page in pages[max(after[0] - 1, 0) : parts[-1].page]:
        top = tops.get(page.number, float("inf"))
        for line in page.lines:
            middle = line.base - line.height / 2
            if (page.number, middle) <= after or middle > top or is_page_number(line):
                continue
            told = on_any_page(line, page)
            if seen.isdisjoint(told):
                yield "text", line.text
            seen |= told
