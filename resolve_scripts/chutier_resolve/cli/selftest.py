"""`chutier resolve selftest`: what this copy of DaVinci Resolve really does, asked in a project made for it."""

from pathlib import Path
from typing import Any

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import MediaError, NleError, NleUnreachable, UsageError
from chutier.i18n import _, ngettext

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(help=_("Write the menu script that asks Resolve 25 questions, or read what it answered."))
@click.option("--to", "folder", type=FOLDER, help=_("Folder to write the script to, else Resolve's."))
@click.option("--agree", is_flag=True, help=_("Your work is saved; the script may make and delete its own project."))
@click.option("--into", type=FOLDER, help=_("Where the answers go; a folder in your home by default."))
@click.option("--now", is_flag=True, help=_("Ask the Resolve Studio that is running, without a menu script."))
@click.option(
    "--lua", is_flag=True, help=_("The script for free Resolve 21.1 or later: it looks at Lua, not at projects.")
)
@click.option("--read", "recording", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help=_("Show what FILE says: a report (.json), a recording (.jsonl), or Fusion.prefs."))  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=_("With --read: every fact."))
@common
def command(
    folder: Path | None, agree: bool, into: Path | None, now: bool, lua: bool, recording: Path | None,
    everything: bool, given: Given,
) -> int:  # fmt: skip
    """With --read and --now the exit status is 1 when Resolve does otherwise than Chutier takes for granted."""
    if recording is not None:
        if folder or agree or into or now or lua:
            raise UsageError(_("--read only reads"), hint=_("leave --to, --agree, --into, --now and --lua out"))
        return _read(recording, everything, given)
    if lua and (agree or into or now):
        raise UsageError(_("--lua only looks around"), hint=_("leave --agree, --into and --now out"))
    if now and folder:
        raise UsageError(_("--now writes no script"), hint=_("leave --to out"))
    if lua:
        _write_lua(folder, given)
        return 0
    answers = (into or Path.home() / "Chutier self-test").absolute()
    if now:
        return _ask(answers, agree, given)
    _write(folder, agree, answers, given)
    return 0


def _ask(into: Path, agree: bool, given: Given) -> int:
    from chutier_resolve.host.acquire import acquire
    from chutier_resolve.selftest.assumed import differences
    from chutier_resolve.selftest.run import run

    resolve = acquire({})
    if resolve is None:
        raise NleUnreachable(
            _("DaVinci Resolve does not answer from outside"),
            hint=_("only Studio does, with External scripting on; else write the menu script"),
        )
    heard: list[str] = []
    report = run(resolve, str(into), agree, heard.append if given.as_json else say)
    if report is None:
        raise NleError(
            _("the self-test was not begun"), hint=" ".join(heard[1:]) or _("read above why; add --agree to agree")
        )
    found = differences(report)
    if given.as_json:
        give_json({"report": report, "otherwise": found})
    return int(bool(found))


def _write(folder: Path | None, agree: bool, into: Path, given: Given) -> None:
    import chutier_resolve
    from chutier_resolve.install import put_script
    from chutier_resolve.selftest.shim import NAME, script

    package = Path(chutier_resolve.__file__).resolve().parents[1]
    target = put_script(NAME, script(str(package), str(into), agree), folder)
    if given.as_json:
        give_json({"script": str(target), "into": str(into), "agreed": agree})
        return
    say(_("Written: {file}").format(file=target), "green")
    if agree:
        say(_("Save your work in Resolve, then choose Workspace > Scripts > Chutier > Self-test."))
    else:
        say(_("It will only say what it would do. To let it: chutier resolve selftest --agree"))
    say(_("The free edition lists no Python script from 21.1 on: there, chutier resolve selftest --lua"), "dim")
    say(_("The answers come into {folder}. Read them with: chutier resolve selftest --read FILE").format(folder=into))


def _write_lua(folder: Path | None, given: Given) -> None:
    from chutier_resolve.install import put_script
    from chutier_resolve.selftest.lua import NAME, script

    target = put_script(NAME, script("Chutier self-test"), folder)
    if given.as_json:
        give_json({"script": str(target)})
        return
    say(_("Written: {file}").format(file=target), "green")
    say(_("It changes nothing in your projects. Choose it from Workspace > Scripts > Chutier, then leave Resolve."))
    say(_("Read what it found with: chutier resolve selftest --read Fusion.prefs"))


def _read(path: Path, everything: bool, given: Given) -> int:
    from chutier_resolve.selftest.assumed import differences
    from chutier_resolve.selftest.reading import report_of

    text = _text(path)
    if path.suffix == ".jsonl":
        return _read_recording(path, text, given)
    if path.suffix == ".prefs":
        return _read_lua(path, text, everything, given)
    report = report_of(text)
    if report is None:
        raise MediaError(_("is no report of the self-test"), path=str(path), hint=_("name a file that it wrote"))
    found = differences(report)
    if given.as_json:
        give_json({"report": report, "otherwise": found})
    else:
        _show(report, found, everything)
    return int(bool(found))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MediaError(
            _("cannot be read"), path=str(path), hint=_("name a file that the self-test wrote: .json or .jsonl")
        ) from error


def _show(report: dict[str, Any], found: list[Any], everything: bool) -> None:
    from chutier_resolve.selftest.wording import edition, fact

    say(edition(report), "bold")
    otherwise = {one["probe"] for one in found}
    rows = [[one["name"], _state(one, otherwise), one["asks"]] for one in report["probes"]]
    table([_("probe"), _("answer"), _("question")], rows, styles=["bold"])
    if everything:
        say()
        facts = [
            [probe["name"], key, fact(value)]
            for probe in report["probes"]
            for key, value in probe.get("facts", {}).items()
        ]
        table([_("probe"), _("fact"), _("answer")], facts, styles=["bold"])
    _tell(found)


def _tell(found: list[Any]) -> None:
    from chutier_resolve.selftest.wording import fact

    for one in found:
        say(
            _("! {probe}, {fact}: Resolve says {said}, Chutier takes {assumed} for granted").format(
                probe=one["probe"], fact=one["fact"], said=fact(one["said"]), assumed=fact(one["assumed"])
            ),
            "yellow",
        )
    if not found:
        say(_("All is as Chutier takes it for granted."), "green")


def _read_lua(path: Path, text: str, everything: bool, given: Given) -> int:
    from chutier_resolve.selftest.lua import differences, facts
    from chutier_resolve.selftest.wording import fact

    said = facts(text)
    if said is None:
        raise MediaError(
            _("holds the report of another script"), path=str(path), hint=_("choose Self-test in Resolve's menu again")
        )
    found = differences(said)
    if given.as_json:
        give_json({"surroundings": said, "otherwise": found})
        return int(bool(found))
    say(f"{fact(said.get('product'))} {fact(said.get('version'))}, {fact(said.get('lua'))}", "bold")
    if everything:
        groups = [(name, one) for name, one in said.items() if isinstance(one, dict)]
        rows = [[name, key, fact(value)] for name, one in groups for key, value in one.items()]
        table([_("probe"), _("fact"), _("answer")], rows, styles=["bold"])
    _tell(found)
    return int(bool(found))


def _state(probe: dict[str, Any], otherwise: set[str]) -> str:
    if probe["name"] in otherwise:
        return _("otherwise than assumed")
    words = {
        "answered": _("answered"), "not available": _("not available here"), "failed": _("the probe failed"),
        "gone": _("Resolve went away"), "not reached": _("not reached"),
    }  # fmt: skip
    return words.get(probe["state"], str(probe["state"]))


def _read_recording(path: Path, text: str, given: Given) -> int:
    from chutier_resolve.selftest.reading import calls_of, head_of
    from chutier_resolve.selftest.wording import version_text

    head, calls = head_of(text), calls_of(text)
    if head is None:
        raise MediaError(_("is no recording"), path=str(path), hint=_("name a file that it wrote"))
    if given.as_json:
        give_json({"head": head, "calls": calls})
        return 0
    say(f"{head['product']} {version_text(head['version'])}, {head['os']}", "bold")
    total = sum(one["calls"] for one in calls)
    say(ngettext("{n} call", "{n} calls", total).format(n=total))
    rows = [[one["call"], str(one["calls"]), f"{one['mean']:.2f}", f"{one['longest']:.2f}", str(one["raised"] or "")]
            for one in calls]  # fmt: skip
    table([_("call"), _("times"), _("mean, ms"), _("longest, ms"), _("raised")], rows, styles=["bold"])
    return 0
