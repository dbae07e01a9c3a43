"""What a menu script did, read back from Resolve's Fusion preferences (`Fusion.prefs`).

The file is a Lua table as text, `Global = { Chutier = { pieces = 2, report1 = "…", report2 = "…" } }`: values in any
order, tabs before them, in texts `\\"`, `\\\\` and `\\n` (as others measured on free 21.1.0.17 on macOS; other systems
assumed alike). Other ways to write the same, `report = "…"` and `report = { "…", "…" }`, are read too.
"""

import json
import re
from collections.abc import Iterator

from chutier.errors import NleError
from chutier.i18n import _

FILE = "Fusion.prefs"
"""The file's name; it lies in `Fusion/Profiles/<profile>/` of the person's Resolve folder."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_][A-Za-z0-9_]*|-?\d[\w.+-]*|\S', re.DOTALL)
_ESCAPE = re.compile(r"\\(\d{1,3}|.)", re.DOTALL)
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}

Table = dict[str, object]


def read_report(prefs_text: str) -> dict[str, object]:
    """The last script's report: `plan`, `title`, `project_id`, `began`, `ended` (seconds), `finished`, `stopped`
    (None, or code and detail) and `operations` ({op, answer}). Raises NleError when there is none, or half of one."""
    found = _chutier(prefs_text)
    text = _text_of(found) if found is not None else ""
    if not text:
        raise NleError(
            _("Resolve's preferences hold no report of Chutier"),
            hint=_("run the script from Workspace > Scripts in Resolve, then this command again"),
        )
    try:
        report = json.loads(text)
    except ValueError as error:
        raise NleError(
            _("the report in Resolve's preferences is not whole"),
            hint=_("wait for the script to end, then run this command again"),
        ) from error
    if not isinstance(report, dict):
        raise NleError(_("the report in Resolve's preferences is none of Chutier's"))
    return report


def _chutier(prefs_text: str) -> Table | None:
    """The last table of our name. A text that quotes one is a text."""
    tokens = [match.group() for match in _TOKEN.finditer(prefs_text)]
    found = None
    for place, token in enumerate(tokens):
        if token in ("Chutier", '"Chutier"'):
            start = place + 2 if tokens[place + 1 : place + 2] == ["]"] else place + 1
            if tokens[start : start + 2] == ["=", "{"]:
                found = _table(iter(tokens[start + 2 :]))
    return found


def _table(tokens: Iterator[str]) -> Table:
    """A table up to its closing brace (or the file's end, half written); list items under their numbers from 1."""
    table: Table = {}
    name = ""
    for token in tokens:
        if token == "}":
            break
        if token == "[":
            name = _unquoted(next(tokens, ""))
        elif token.isidentifier():
            name = token
        elif token not in ("]", "=", ",", ";"):
            table[name or str(len(table) + 1)] = _table(tokens) if token == "{" else _unquoted(token)
            name = ""
    return table


def _unquoted(token: str) -> str:
    return _ESCAPE.sub(_character, token[1:-1]) if token[0] == '"' else token


def _character(match: re.Match[str]) -> str:
    escaped = match.group(1)
    return chr(int(escaped)) if escaped.isdigit() else _NAMED.get(escaped, escaped)


def _text_of(table: Table) -> str:
    pieces = table.get("pieces")
    if isinstance(pieces, str) and pieces.partition(".")[0].isdigit():
        count = int(pieces.partition(".")[0])
        return "".join(str(table.get(f"report{place}", "")) for place in range(1, count + 1))
    report = table.get("report")
    if isinstance(report, dict):
        return "".join(str(report[key]) for key in sorted(report, key=lambda key: (len(key), key)))
    return report if isinstance(report, str) else ""
