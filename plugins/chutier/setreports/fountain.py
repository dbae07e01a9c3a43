"""Scripts in Fountain (https://fountain.io/syntax): plain text, whose elements are known by how their lines look."""

import re
from collections.abc import Iterator, Sequence

from chutier.setreports.slugline import ScriptScene, begins_scene

_LINE_END = re.compile(r"\r\n|\r|\n")
_TITLE = re.compile(r"[^\s:.!>@#=~(\[][^:\n]{0,40}:(?:\s|$)")
_LONGEST_CUE = 60
"""Characters of a character's name with its extensions; what is longer is somebody shouting."""


def scenes_in_fountain(text: str) -> list[ScriptScene]:
    """The scenes of a script. What stands between `/*` and `*/`, and the notes in `[[ ]]`, is not of the script.

    A heading is known by INT, EXT, EST., I/E or INT/EXT after a blank line, or by a point before it; headings with
    their number in front (`12. INT. GARE`), as offices type them, count too.
    """
    lines = _LINE_END.split(_without(_without(text, "/*", "*/"), "[[", "]]"))
    scenes: list[ScriptScene] = []
    speaking, blank = False, True
    for at, line in _body(lines):
        stripped = line.strip()
        if not stripped:
            # Two blanks on a line keep a pause inside a speech.
            speaking, blank = speaking and line.startswith("  "), True
            continue
        if not speaking:
            if heading := _heading(stripped, blank):
                scenes.append(ScriptScene(line=at, heading=heading))
            elif scenes and stripped.startswith("=") and not stripped.startswith("==="):
                scenes[-1].title = scenes[-1].title or stripped[1:].strip()
            elif scenes and blank and _is_cue(stripped, lines[at] if at < len(lines) else ""):
                scenes[-1].hear(stripped)
                speaking = True
        blank = False
    return scenes


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what the two signs enclose; its line ends are kept, so that lines keep their numbers."""
    kept: list[str] = []
    at = 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + 2)) >= 0:
        kept += [text[at:start], *_LINE_END.findall(text, start, end)]
        at = end + 2
    return "".join((*kept, text[at:]))


def _body(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines with their number, from 1, without the title page: `Title: …` and what follows up to a blank line."""
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines and _TITLE.match(lines[start]) and not begins_scene(lines[start].strip()):
        while start < len(lines) and lines[start].strip():
            start += 1
    return ((at, lines[at - 1]) for at in range(start + 1, len(lines) + 1))


def _heading(line: str, after_blank: bool) -> str:
    """The heading that the line is, without the point that forces it; empty when it is none."""
    if line.startswith(".") and line[1:2] not in ("", ".", " "):
        return line[1:]
    if begins_scene(line) and (after_blank or line.isupper()):
        return line
    return ""


def _is_cue(line: str, following: str) -> bool:
    """Whether the line names who speaks: in capitals, with something to say below; or forced by @."""
    if line.startswith("@"):
        return len(line) > 1
    name = line.partition("(")[0].rstrip(" ^")
    capitals = name.isupper() and len(line) <= _LONGEST_CUE and line[0] not in "!>~#=." and name[-1] not in "!?:,;"
    return capitals and bool(following.strip())
