"""`chutier avid calibrate`: write the three logs that show in which encoding a Media Composer reads."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.files import write_whole
from chutier.i18n import _
from chutier_avid.cli.against import target_of


@click.command(help=_("Write three small logs that show in which encoding your Media Composer reads."))
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help=_("Folder to write to."))
@click.option("--against", metavar="FORMAT@RATE", help=_("The project to try it in, such as 1080@25; else the show's."))
@common
def command(out: Path | None, against: str | None, given: Given) -> None:
    """Nothing that is there already is written over."""
    from chutier_avid.logs.calibration import ENCODINGS, LETTERS, kit

    target = target_of(against, given)
    if target is None:
        raise UsageError(
            _("a log must say for what kind of project it is"), hint=_("say it, for example: --against 1080@25")
        )
    made = kit(target)
    folder = out or Path("calibration")
    files = {**made.logs, made.text_name: made.text.replace("\n", "\r\n").encode("utf-8-sig")}
    _refuse_existing([folder / name for name in files])
    for name, data in files.items():
        write_whole(folder / name, data)
    if given.as_json:
        give_json({"folder": str(folder), "files": list(files), "encodings": ENCODINGS, "letters": LETTERS})
        return
    say(_("Written to {folder}: {files}").format(folder=folder, files=", ".join(files)), "green")
    say()
    say(made.text.rstrip("\n"))


def _refuse_existing(paths: list[Path]) -> None:
    there = next((path for path in paths if path.exists() or path.is_symlink()), None)
    if there:
        raise UsageError(
            _("{file} is there already").format(file=there),
            hint=_("name another folder with -o; nothing was written"),
        )
