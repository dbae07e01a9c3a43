"""What a show learns of its papers, written into chutier.yaml: one block, every other byte as it was."""

import json
import re
from collections.abc import Mapping

import yaml

from chutier.blueprint import Reports
from chutier.errors import ShowError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.show.showfile import Show, load_show

KEY = "setreports"
_BLOCK = re.compile(rf"^{KEY}:.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def remember_reports(show: Show, headings: Mapping[str, str], kinds: Mapping[str, str]) -> Show:
    """The show with `headings` and `kinds` added to what its `setreports:` says, and its file written so.

    Raises ShowError, and writes nothing, when the block holds comments of a person, or when the show would not load.
    """
    before = show.path.read_text(encoding="utf-8")
    match = _BLOCK.search(before)
    if match and _has_remarks(match[0]):
        raise ShowError(
            _("the key {key} holds remarks, which would be lost").format(key=KEY),
            path=str(show.path),
            hint=_("write it in yourself: {line}").format(line=_inline(headings)),
        )
    own = _own(before)
    text = _text({**own.headings, **headings}, {**own.kinds, **kinds})
    after = before[: match.start()] + text + before[match.end() :] if match else f"{before.rstrip()}\n\n{text}"
    write_whole(show.path, after)
    try:
        return load_show(show.path)
    except ShowError:
        write_whole(show.path, before)
        raise


def _has_remarks(block: str) -> bool:
    return any(re.search(r"(?:^|\s)#", line) for line in block.splitlines() if "learned" not in line)


def _own(text: str) -> Reports:
    """What the show's own file says, without its template."""
    document = yaml.safe_load(text)
    node = document.get(KEY) if isinstance(document, dict) else None
    return Reports(headings=_map(node, "headings"), kinds=_map(node, "kinds"))


def _map(node: object, name: str) -> Mapping[str, str]:
    value = node.get(name) if isinstance(node, dict) else None
    return {str(key): str(item) for key, item in value.items()} if isinstance(value, dict) else {}


def _text(headings: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """JSON strings are YAML's double-quoted ones: any heading can be written."""
    lines = [f"{KEY}:   # learned from papers by chutier setreport map"]
    for name, entries in (("headings", headings), ("kinds", kinds)):
        if entries:
            lines += [
                f"  {name}:",
                *(f"    {json.dumps(key, ensure_ascii=False)}: {value}" for key, value in entries.items()),
            ]
    return "\n".join(lines) + "\n"


def _inline(headings: Mapping[str, str]) -> str:
    return "; ".join(f"{json.dumps(key, ensure_ascii=False)}: {value}" for key, value in headings.items())
