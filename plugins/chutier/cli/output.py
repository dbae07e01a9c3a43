"""How results are shown: rich tables for people, JSON for programs, progress on the error stream."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from chutier.errors import ChutierError, NamingError, ShowError
from chutier.events import Event, Report
from chutier.i18n import _

if TYPE_CHECKING:
    from rich.console import Console

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All but tab and line end."""


@cache
def console() -> "Console":
    """Where people read. Never wraps in the middle of a name when the output is not a terminal."""
    from rich.console import Console

    plain = Console(highlight=False, soft_wrap=True)
    if plain.is_terminal:
        return plain
    return Console(highlight=False, soft_wrap=True, width=160, no_color=True)


def visible(text: str) -> str:
    """`text` with control characters spelled out: a file name must not steer the terminal."""
    return _CONTROLS.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


def say(text: str = "", style: str = "") -> None:
    """One line for a person. `text` is data: its square brackets are not markup."""
    console().print(visible(text), style=style or None, markup=False)


def plain(value: object) -> Any:
    """`value` as JSON can hold it: fractions as text, dates in ISO form, names with undecodable bytes escaped."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(item) for key, item in asdict(value).items()}
    if isinstance(value, (Fraction, date, datetime)):
        return str(value) if isinstance(value, Fraction) else value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if value is None or isinstance(value, (int, float, bool)):
        return value
    return str(value)


def give_json(value: object) -> None:
    """Write `value` to the standard output as one JSON document."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, styles: Sequence[str] = ()) -> None:
    """A table for people, without frames that get in the way of copying."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for index, title in enumerate(columns):
        style = styles[index] if index < len(styles) else ""
        grid.add_column(title, style=style or None, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console().print(grid)


def show_error(error: ChutierError, *, as_json: bool) -> None:
    """One sentence, then what to do next; the mistakes of a show file one by one; a caret under a rule's mistake."""
    if as_json:
        mistakes = [asdict(m) for m in error.mistakes] if isinstance(error, ShowError) else []
        document = {"error": type(error).__name__, "message": str(error), "hint": error.hint, "mistakes": mistakes}
        click.echo(json.dumps(plain(document), ensure_ascii=False), err=True)
        return
    click.secho(visible(str(error)), fg="red", err=True)
    if isinstance(error, ShowError):
        for mistake in error.mistakes:
            click.echo(f"  {mistake}", err=True)
            if mistake.suggestion:
                click.echo(f"      → {mistake.suggestion}", err=True)
    if isinstance(error, NamingError) and error.rule:
        from chutier.naming import caret

        click.echo(caret(error), err=True)
    if error.hint:
        click.echo(f"→ {error.hint}", err=True)


@contextmanager
def progress(title: str, *, as_json: bool) -> Iterator[Report]:
    """A report that draws a bar on the error stream, or writes JSON lines; only warnings when it is no terminal."""
    if as_json:
        yield lambda event: click.echo(json.dumps(plain(event), ensure_ascii=False), err=True)
        return
    if not sys.stderr.isatty():
        yield lambda event: click.secho(_warning(event), fg="yellow", err=True) if event.warning else None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def listen(event: Event) -> None:
            if event.warning:
                bar.console.print(_warning(event), style="yellow", markup=False)
            if event.total:
                bar.update(task, completed=event.done, total=event.total, description=f"{title} {event.step}")

        yield listen


def _warning(event: Event) -> str:
    """The warning with the file or folder that it is about."""
    about = f"{event.subject}: " if event.subject and event.subject not in event.warning else ""
    return visible(f"! {about}{event.warning}")


def confirm(question: str) -> bool:
    """Ask a person, on the error stream. No terminal to ask on is a no, with the way out."""
    if not sys.stdin.isatty():
        click.echo(_("There is nobody to ask: add --yes to go on without asking."), err=True)
        return False
    return click.confirm(question, err=True)
