"""The frame of the page. What a person reads in it comes later, as data, and is written as text, never as HTML."""

import json
from html import escape
from importlib.resources import files as package_files
from string import Template

from chutier.i18n import _, speaking

FRAME = Template("""<!doctype html>
<html lang="$language">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Chutier</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath \
fill='%2378a6d8' d='M2 2h12v3H2zm2 5h10v3H4zm2 5h8v3H6z'/%3E%3C/svg%3E">
<link rel="stylesheet" href="page.css">
<script type="application/json" id="words">$words</script>
<script src="page.js" defer></script>
<header><p class="brand">Chutier</p><h1 id="title" tabindex="-1">$waiting</h1></header>
<main id="main" aria-labelledby="title"></main>
<footer id="buttons" hidden></footer>
<p id="live" class="unseen" role="status" aria-live="polite"></p>
<noscript>$noscript</noscript>
</html>
""")


def words() -> dict[str, str]:
    """What the page itself says, in the current language."""
    return {
        "waiting": _("One moment…"),
        "plan": _("Plan"),
        "open_all": _("Open all"),
        "close_all": _("Close all"),
        "keys": _("Enter: {main} · Esc: close without doing anything"),
        "working": _("Working…"),
        "of": _("{done} of {total}"),
        "finished": _("This page can be closed."),
        "stopped": _("Chutier has stopped"),
        "stopped_why": _("The script in Resolve ended without a last word; its console says why."),
        "other": _("This was answered elsewhere, or too late."),
        "folder_up": _("Folder above"),
        "folder": _("folder"),
        "more": _("… and {n} more"),
        "empty": _("Nothing in this folder"),
    }


def files(language: str) -> dict[str, tuple[str, str]]:
    """What the server gives, by name: type and text. `language` is "en" or "fr"."""
    folder = package_files("chutier_resolve.page")
    with speaking(language):
        said = words()
        noscript = _("This page needs JavaScript, which this browser has switched off.")
        taken = _("The plan is open in another browser already; close it there first.")
    frame = FRAME.substitute(
        language=escape(language),
        words=json.dumps(said).replace("<", "\\u003c"),
        waiting=escape(said["waiting"]),
        noscript=escape(noscript),
    )
    return {
        "": ("text/html", frame),
        "page.css": ("text/css", (folder / "page.css").read_text(encoding="utf-8")),
        "page.js": ("text/javascript", (folder / "page.js").read_text(encoding="utf-8")),
        "taken": ("text/plain", taken),
    }
