"""The docs hold what the program says: every verb has a place in docs/commands.md, with its help as it is."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from chutier.check import KINDS
from chutier.cli.app import application

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "commands.md"


def verbs() -> list[tuple[str, ...]]:
    return list(_verbs_of(application, ()))


def _verbs_of(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        yield (*words, name)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _verbs_of(command, (*words, name))


def help_of(words: tuple[str, ...]) -> str:
    command: click.Command | None = application
    context = click.Context(application, info_name="chutier", terminal_width=100, help_option_names=["-h", "--help"])
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(context, word)
        assert command is not None
        context = click.Context(command, info_name=word, parent=context, terminal_width=100)
    assert command is not None
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def page() -> str:
    parts = ["# Commands", "", "Each command as it describes itself. `--json` and `--set` go with all of them.", ""]
    for words in verbs():
        title = f"{'#' * (1 + len(words))} chutier {' '.join(words)}"
        parts += [title, "", "```text", help_of(words), "```", ""]
    return "\n".join(parts)


def test_the_page_of_commands_is_fresh() -> None:
    if os.environ.get("CHUTIER_UPDATE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "run: CHUTIER_UPDATE=1 pytest tests/test_docs.py"


@pytest.mark.parametrize("words", verbs(), ids=" ".join)
def test_every_command_takes_json_and_set(words: tuple[str, ...]) -> None:
    text = help_of(words)
    assert "Commands" in text or ("--json" in text and "--set" in text)


@pytest.mark.parametrize("path", sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]), ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_of_issue_is_explained(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
