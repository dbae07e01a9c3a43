"""The editions and versions that we answer for."""

from typing import Any

PROFILES: dict[str, dict[str, Any]] = {
    "studio-19.1": {"version": (19, 1, 3, 7), "studio": True},
    "studio-20.3": {"version": (20, 3, 1, 6), "studio": True},
    "studio-20.3-fr": {"version": (20, 3, 1, 6), "studio": True, "locale": "fr"},
    "studio-21.0": {"version": (21, 0, 4, 5), "studio": True},
    "studio-21.1": {"version": (21, 1, 0, 17), "studio": True},
    "free-19.0": {"version": (19, 0, 3, 4), "studio": False},
    "free-20.3": {"version": (20, 3, 1, 6), "studio": False},
    "free-21.1": {"version": (21, 1, 0, 17), "studio": False},
}
