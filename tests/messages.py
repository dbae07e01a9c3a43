"""Extracts the messages of the code, merges them into the French catalogue and compiles it.

Run as a program it writes; the functions are what tests/test_messages.py checks with.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCES = (
    ROOT / "plugins" / "chutier",
    ROOT / "avid_exports" / "chutier_avid",
    ROOT / "premiere_bridge" / "chutier_premiere",
    ROOT / "resolve_scripts" / "chutier_resolve",
)
FRENCH = ROOT / "plugins" / "chutier" / "locale" / "fr" / "LC_MESSAGES" / "chutier.po"
COMPILED = FRENCH.with_suffix(".mo")
KEYWORDS = {"_": None, "_marked": None, "ngettext": (1, 2)}

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
"""A date that stays: the file changes when its messages do."""

CLICK = (
    "Usage:", "Options", "Commands", "Show this message and exit.", "Show the version and exit.", "[OPTIONS]",
    "COMMAND [ARGS]...", "Error: {message}", "Usage: {name}", "default: {default}", "required",
    "Try '{command} {option}' for help.", "Missing argument {param_hint}.", "Missing command.",
    "No such option: {name}", "No such command {name!r}.", "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}", "Aborted!", "{name} {filename!r} does not exist.", "file", "directory", "path",
    "{value!r} is not a valid {number_type}.", "{value} is not in the range {range}.",
)  # fmt: skip
"""Words of click itself, which translates them through our catalogue."""


def extracted() -> Catalog:
    """Every message that the code marks, with its places."""
    catalogue = Catalog(project="chutier", charset="utf-8", creation_date=SINCE)
    for folder in SOURCES:
        found = extract_from_dir(folder, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
        for name, _line, message, comments, context in found:
            # No line numbers: they would change the file at each edit of the code.
            catalogue.add(message, locations=[(f"{folder.name}/{name}", None)], auto_comments=comments, context=context)
    for message in CLICK:
        catalogue.add(message, locations=[("click", None)])
    return catalogue


def french() -> Catalog:
    """The French catalogue as it stands."""
    if not FRENCH.exists():
        return Catalog(
            locale="fr", project="chutier", charset="utf-8", fuzzy=False, header_comment="# Chutier in French."
        )
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr")


def compiled(catalogue: Catalog) -> bytes:
    """What the .mo file must hold."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> None:
    """Merge, compile, and list what waits for a translation."""
    catalogue = french()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    with FRENCH.open("wb") as file:
        write_po(file, catalogue, sort_output=True, ignore_obsolete=True, width=120, include_lineno=False)
    COMPILED.write_bytes(compiled(french()))
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(forms):
            print(repr(message.id))


if __name__ == "__main__":
    main()
