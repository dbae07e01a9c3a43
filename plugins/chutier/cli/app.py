"""The group of all verbs, and the one place where errors become a sentence and an exit status."""

import gettext
import importlib
import os
import sys
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files

import click

from chutier import __version__, i18n
from chutier.cli import ENDED_BY_USER
from chutier.errors import ChutierError
from chutier.i18n import _

BROKEN_PIPE = 141


def _marked(message: str) -> str:
    """Marks a message for translation where it is too early to translate it."""
    return message


VERBS: dict[str, str] = {
    "demo": _marked("Make a shooting day on disk, then ingest, plan and build it."),
    "new": _marked("Start a show from a template."),
    "ingest": _marked("Read cards, sound rolls and set reports into the catalogue."),
    "check": _marked("Find what is missing: cards, sound, script and bins, reconciled."),
    "report": _marked("Make the day report: a page, a PDF, a CSV, an ALE."),
    "coverage": _marked("Scene by scene: what the script wants and what exists."),
    "list": _marked("List the clips of the catalogue."),
    "find": _marked("Find clips by words: slate, status, set, notes, file."),
    "show": _marked("Tell all that is known of a clip, and who says so."),
    "set": _marked("Give a clip a value yourself; it wins over every other source."),
    "names": _marked("Every naming rule with what it yields on the show's clips."),
    "plan": _marked("Show the bins as they will be, and what would be done."),
    "build": _marked("Show the plan, ask, and make it so."),
    "setreport": _marked("Look into a set report, and say what its columns are."),
    "slate": _marked("What a slate says under a system."),
    "template": _marked("List, show, check and update templates."),
    "completion": _marked("Print the completion script of a shell."),
}


GROUP = "chutier.verbs"
"""Entry points by which an adapter brings a verb of its own (`chutier avid`): each is a click command."""


class Verbs(click.Group):
    """Verbs are listed without importing them: `--help` stays quick. Adapters' verbs come after ours."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*VERBS, *sorted(_of_adapters())]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in VERBS:
            command: click.Command = importlib.import_module(f"chutier.cli.verbs.{name}").command
            return command
        found = _of_adapters().get(name)
        return found.load() if found else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-") and args[0] not in _of_adapters():
            import difflib

            close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            maybe = " " + _("Did you mean {word}?").format(word=close[0]) if close else ""
            ctx.fail(_("There is no command {word}.").format(word=repr(args[0])) + maybe)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lines = [(name, _(text)) for name, text in VERBS.items()]
        for name, found in sorted(_of_adapters().items()):
            lines.append((name, found.load().get_short_help_str(limit=90)))
        with formatter.section(_("Commands")):
            formatter.write_dl(lines)


@cache
def _of_adapters() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP) if point.name not in VERBS}


def make_application() -> click.Group:
    """The group of all verbs, in the language of the moment."""
    options = [
        click.Option(
            ["--lang"],
            type=click.Choice(i18n.LANGUAGES),
            expose_value=False,
            help=_("Language of messages; CHUTIER_LANG sets it for good."),
        )
    ]
    group = Verbs(
        "chutier",
        params=options,
        help=_("Chutier, the assistant editor's instrument: from the day's rushes to an organised project."),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    versioned: click.Group = click.version_option(
        __version__, prog_name="chutier", help=_("Show the version and exit.")
    )(group)
    return versioned


application = make_application()
"""For those who look at the commands without running them (completion, docs)."""


def _language(arguments: list[str]) -> str:
    """The language asked for by `--lang`, before click reads anything (help texts are made while importing)."""
    for index, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if index and arguments[index - 1] == "--lang":
            return word
        if word.removeprefix("--set=").startswith("language="):
            return word.removeprefix("--set=").removeprefix("language=")
    return i18n.language_of_environment()


def _speak(language: str) -> None:
    if language not in i18n.LANGUAGES:
        return
    i18n.use_language(language)
    # click translates its own words through the process-wide domain: ours holds them too.
    gettext.bindtextdomain("chutier", str(files("chutier") / "locale"))
    gettext.textdomain("chutier")
    os.environ["LANGUAGE"] = language


def _open_closed_streams() -> None:
    """A command may be started with its output closed (`>&-`): then nobody reads, which is no reason to stop."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - open until the end


def _drop_output() -> None:
    """What is still waiting to be written goes nowhere, so that leaving does not fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status."""
    _speak(_language(arguments))
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A file name that is not valid text must not stop a listing.
            stream.reconfigure(errors="backslashreplace" if stream.encoding.lower() != "utf-8" else "surrogateescape")
    as_json = "--json" in arguments
    try:
        status = make_application().main(args=arguments, prog_name="chutier", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except (KeyboardInterrupt, click.Abort):
        click.echo(_("Stopped. What was done so far is kept; the same command goes on from there."), err=True)
        return ENDED_BY_USER
    except (BrokenPipeError, SystemExit):
        # click and rich meet a reader that is gone by leaving with status 1; nothing else here leaves by itself.
        _drop_output()
        return BROKEN_PIPE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ChutierError as error:
        from chutier.cli.output import show_error

        show_error(error, as_json=as_json)
        return error.exit_code
    except OSError as error:
        # What goes to files and discs has its own sentence by now: this is the output that we write to, or our input.
        _drop_output()
        click.secho(_("the output cannot be written: {why}").format(why=error.strerror or error), fg="red", err=True)
        return ChutierError.exit_code
