"""`chutier avid ale split`: one log cut into several."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import ChutierError, MediaError, UsageError
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chutier_avid.ale import Ale
    from chutier_avid.logs.splitting import Part

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("Cut the log A into one log a roll, a day, a scene, or a value of any column."))
@click.argument("a", type=FILE)
@click.option("--by", required=True, metavar="roll|day|scene|COLUMN", help=_("What each new log holds one of."))
@click.option("--out", "-o", "folder", type=click.Path(file_okay=False, path_type=Path),
              help=_("The folder to write to; else that of A."))  # fmt: skip
@click.option("--preview", is_flag=True, help=_("Say what would be done, and write nothing."))
@click.option("--encoding", help=_("Read A in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--write-encoding", help=_("Write in this encoding, not in A's."))
@common
def command(
    a: Path, by: str, folder: Path | None, preview: bool, encoding: str | None, write_encoding: str | None,
    given: Given,
) -> int:  # fmt: skip
    """Exit status: 1 when rows have no value and were put together in a file of their own; else 0."""
    from chutier_avid.ale import read
    from chutier_avid.logs.handing_over import in_encoding
    from chutier_avid.logs.splitting import columns_for, split

    ale = read(a, encoding)
    if not ale.rows:
        raise MediaError(_("there is no row after Data"), path=str(a), hint=_("export the log again"))
    columns = columns_for(ale, by)
    parts = split(in_encoding(ale, write_encoding), columns, a.stem, by)
    place = a.parent if folder is None else folder
    if not preview:
        _write(parts, place)
    without = sum(len(part.ale) for part in parts if not part.value)
    if given.as_json:
        give_json({
            "columns": columns, "folder": None if preview else str(place), "rows": len(ale), "without": without,
            "notes": ale.notes,
            "files": [{"file": part.name, "value": part.value, "rows": len(part.ale)} for part in parts],
        })  # fmt: skip
    else:
        _show(ale, parts, columns, place, preview=preview)
    return int(bool(without))


def _write(parts: "Sequence[Part]", folder: Path) -> None:
    """All files or none: what a full disk leaves of them is taken away again."""
    from chutier.files import write_whole
    from chutier_avid.logs.handing_over import bytes_of

    there = [part.name for part in parts if (folder / part.name).exists() or (folder / part.name).is_symlink()]
    if there:
        raise UsageError(
            ngettext(
                "{file} is there already", "{n} of the files are there already, the first is {file}", len(there)
            ).format(file=folder / there[0], n=len(there)),
            hint=_("name another folder with -o; nothing was written"),
        )
    contents: Mapping[Path, bytes] = {folder / part.name: bytes_of(part.ale, folder / part.name) for part in parts}
    written: list[Path] = []
    try:
        for path, data in contents.items():
            write_whole(path, data)
            written.append(path)
    except ChutierError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _show(ale: "Ale", parts: "Sequence[Part]", columns: "Sequence[str]", folder: Path, *, preview: bool) -> None:
    rows = [[part.value or "-", str(len(part.ale)), part.name] for part in parts]
    table([" / ".join(columns), _("rows"), _("file")], rows, styles=["bold", "green", ""])
    without = sum(len(part.ale) for part in parts if not part.value)
    if without:
        say("! " + ngettext("{n} row has no {titles}", "{n} rows have no {titles}", without).format(
            n=without, titles=" / ".join(columns)), "yellow")  # fmt: skip
    if len(parts) > 3 and len(parts) > len(ale) / 2:
        say("! " + _("almost a file for each row: is {titles} what you mean? Name another with --by COLUMN").format(
            titles=" / ".join(columns)), "yellow")  # fmt: skip
    for note in ale.notes:
        say(f"! {note}", "yellow")
    n = len(ale)
    rows_of = ngettext("{n} row", "{n} rows", n).format(n=n)
    files_of = ngettext("{n} log", "{n} logs", len(parts)).format(n=len(parts))
    if preview:
        say(_("Nothing was written: a preview ({rows}, {files}).").format(rows=rows_of, files=files_of))
    else:
        say(_("Written to {folder}: {rows} in {files}").format(folder=folder, rows=rows_of, files=files_of), "green")
