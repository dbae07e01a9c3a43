"""Scripts by Final Draft (.fdx): XML in which a paragraph says by its type what it is.

Facts from files of Final Draft 8 to 13: a heading is a Paragraph of Type "Scene Heading", its Number an attribute, its
title in SceneProperties; two who speak at once stand inside a DualDialogue; an omitted scene keeps what it was inside
an OmittedScene, under the heading that says so.
"""

import re
from xml.parsers import expat

from chutier.setreports.headings import plain_heading
from chutier.setreports.slugline import ScriptScene

_HEADINGS = frozenset({"sceneheading", "entetedescene", "entetedesequence", "intitulescene", "intituledescene"})
_CUES = frozenset({"character", "personnage"})
_DEEPEST = 200
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


class NotFinalDraft(Exception):
    """The XML is broken, or is no script of Final Draft; `line` is where, from 1."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.line = line


def scenes_in_final_draft(text: str) -> list[ScriptScene]:
    """The scenes of a script. Raises NotFinalDraft, also for a document type: its entities could fill the memory."""
    reader = _Reader()
    declaration = _DECLARATION.match(text)
    # The declared encoding is that of the bytes; lines before the first element keep their number.
    body = "\n" * text.count("\n", 0, declaration.end()) + text[declaration.end() :] if declaration else text
    try:
        reader.parser.Parse(_CONTROL.sub(" ", body).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise NotFinalDraft(expat.ErrorString(error.code), error.lineno) from error
    return reader.scenes


class _Paragraph:
    """What is known of a paragraph before it ends."""

    def __init__(self, words: dict[str, str], line: int) -> None:
        self.kind = plain_heading(words.get("Type", ""))
        self.number = words.get("Number", "").strip()
        self.line = line
        self.title = ""
        self.text: list[str] = []


class _Reader:
    """Follows the elements of one document; nothing of it is kept but the scenes."""

    def __init__(self) -> None:
        self.scenes: list[ScriptScene] = []
        self.elements: list[str] = []
        self.paragraphs: list[_Paragraph] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.document_type

    def refuse(self, why: str) -> NotFinalDraft:
        return NotFinalDraft(why, self.parser.CurrentLineNumber)

    def document_type(self, *_declared: object) -> None:
        raise self.refuse("document type")

    def start(self, name: str, words: dict[str, str]) -> None:
        if not self.elements and name != "FinalDraft":
            raise self.refuse(f"<{name}>")
        if len(self.elements) > _DEEPEST:
            raise self.refuse("too deep")
        self.elements.append(name)
        if not self.inside_script():
            return
        if name == "Paragraph":
            self.paragraphs.append(_Paragraph(words, self.parser.CurrentLineNumber))
        elif name == "SceneProperties" and self.paragraphs:
            self.paragraphs[-1].title = words.get("Title", "").strip()

    def inside_script(self) -> bool:
        """In the script itself: neither on the title page nor in what an omitted scene was."""
        return self.elements[1:2] == ["Content"] and "OmittedScene" not in self.elements

    def characters(self, text: str) -> None:
        if self.elements[-1] == "Text" and self.paragraphs and self.inside_script():
            self.paragraphs[-1].text.append(text)

    def end(self, name: str) -> None:
        if name == "Paragraph" and self.inside_script():
            self.finish(self.paragraphs.pop())
        self.elements.pop()

    def finish(self, paragraph: _Paragraph) -> None:
        text = " ".join("".join(paragraph.text).split())
        if "Summary" in self.elements and self.paragraphs:
            heading = self.paragraphs[-1]
            heading.title = heading.title or text
        elif paragraph.kind in _HEADINGS and (text or paragraph.number):
            self.scenes.append(
                ScriptScene(line=paragraph.line, heading=text, number=paragraph.number, title=paragraph.title)
            )
        elif paragraph.kind in _CUES and self.scenes:
            self.scenes[-1].hear(text)
