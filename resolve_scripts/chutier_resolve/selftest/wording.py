"""What the self-test says in Resolve's console and in its text file. English: for those who mend the double."""

from __future__ import annotations

import json
from typing import Any

CONSENT = (
    "Chutier self-test. It makes a project of its own, `Chutier self-test` with the date, puts 25 questions to this "
    "copy of DaVinci Resolve in it, opens the project that you have open again, and deletes its own. Your projects are "
    "not written to. SAVE YOUR WORK FIRST: opening another project is what Resolve itself does meanwhile. "
    "What was asked and answered is written to {into}, without your paths and project names."
)
HOW = (
    "Nothing was done yet. To agree, write the script again with: chutier resolve selftest --agree\n"
    "or open the script in an editor and change AGREED = False to AGREED = True."
)
CLOSING = {
    (True, True): "Your project is open again; the self-test's project is deleted.",
    (True, False): "Your project is open again. PLEASE DELETE the project {name} yourself.",
    (False, True): "The self-test's project is deleted. PLEASE OPEN your project again.",
    (False, False): "PLEASE OPEN your project again, and delete the project {name}.",
}


def edition(report: dict[str, Any]) -> str:
    """Product, version and system in one line."""
    version = version_text(report["version"])
    which = "Studio" if report["studio"] else "free"
    return "{} {} ({}), {}, Python {}".format(report["product"], version, which, report["system"], report["python"])


def version_text(version: list[Any]) -> str:
    """Major, minor, patch, build; some bridges count in floats.

    >>> version_text([21.0, 1, 0, 17])
    '21.1.0.17'
    """
    return ".".join(str(int(one) if isinstance(one, float) and one.is_integer() else one) for one in version)


def told(report: dict[str, Any]) -> str:
    """The report as text: what was asked, and every fact in a line."""
    lines = [edition(report), "{} calls, {}".format(report["calls"], report["made"]), ""]
    lines.extend(f"{kind}: {len(names)} names" for kind, names in sorted(report["names"].items()))
    lines.append("")
    for probe in report["probes"]:
        lines.append("{}  {}".format(probe["name"], probe["asks"]))
        if probe["state"] != "answered":
            lines.append("    {}: {}".format(probe["state"], " ".join((probe.get("why", ""), probe.get("detail", "")))))
        lines.extend(f"    {key}: {fact(value)}" for key, value in probe.get("facts", {}).items())
        lines.append("")
    if report["lost lines"]:
        lines.append("{} lines of the recording could not be written.".format(report["lost lines"]))
    lines.append(CLOSING[report["returned"], report["deleted"]].format(name=report["project"]))
    return "\n".join(lines) + "\n"


def fact(value: Any) -> str:
    """A fact as a person reads it: texts bare, the rest as JSON.

    >>> fact("list"), fact([True, "A012"]), fact(None)
    ('list', '[true, "A012"]', 'null')
    """
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
