"""What Chutier takes for granted of Resolve. Where a report says otherwise, Chutier, or its double, is to be mended.

Only facts on which something of ours rests; where builds are known to differ, ours asks and reads back instead.
"""

from __future__ import annotations

from typing import Any

ASSUMED: dict[str, dict[str, Any]] = {
    # A twin is made without a word, and becomes current (measured on free 21.1.0.17).
    "twin-bins": {
        "first": "object", "moves current bin": True, "second": "object", "bins of that name": 2, "ids differ": True,
    },
    "bin-names": {"slash": "as given", "composed accent": "as given", "decomposed accent": "as given"},
    "unique-ids": {"clip": "text", "clip after move": 1, "old handle after move": True},
    # One clip each time (measured on Studio 20.3).
    "import-twice": {"first": 1, "in the bin": 2, "in the other bin": 1, "ids differ": True},
    "import-answers": {"mixed": 3},
    # Blackmagic's README.
    "import-sequence": {"clips": 1, "in the bin": 1, "path": "run_[0001-0005].dpx"},
    # Readable, not writable (measured on 21.1).
    "good-take": {"metadata 1": [False, ""], "metadata true": [False, ""], "metadata Yes": [False, ""]},
    "keywords": {"plain": [True, "Beta,Alpha"]},
    "third-party": {"id": "cl-1", "accents": "\u00e9t\u00e9", "others stay": True},
    # Two palettes, five names in common (measured on 19.1.3).
    "colours-and-flags": {
        "clip colours": [
            "Orange", "Apricot", "Yellow", "Lime", "Olive", "Green", "Teal", "Navy", "Blue", "Purple", "Violet", "Pink",
            "Tan", "Beige", "Brown", "Chocolate",
        ],
        "flags": [
            "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint",
            "Lemon", "Sand", "Cocoa", "Cream",
        ],
    },
    "clip-markers": {"plain": True, "occupied": False, "no name": False, "no duration": False, "negative": False},
    # No schema is published: a list for Good Take is written as the program's own export is.
    "metadata-csv": {"encoding": "utf-16-le", "columns of ours": ["File Name", "Clip Directory", "Good Take"]},
    "sync-one": {"unknown key": [False, ""], "synced": [True, "sound.wav"], "of the sound": ""},
    "timeline-made": {"current": True, "clips in the current bin": 1, "type": "Timeline", "name taken": "None"},
    "timeline-start": {"before": [True, "10:00:00:00", 900000]},
}  # fmt: skip


def differences(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What a report says otherwise: `probe`, `fact`, `said`, `assumed`. A probe without an answer says nothing."""
    found = []
    for probe in report["probes"]:
        facts = probe.get("facts", {})
        for fact, assumed in ASSUMED.get(probe.get("name", ""), {}).items():
            if fact in facts and facts[fact] != assumed:
                found.append({"probe": probe["name"], "fact": fact, "said": facts[fact], "assumed": assumed})
    return found
