"""Recordings leave the house: what tells whose machine it was does not go into them."""

from __future__ import annotations

import os
import re
from typing import Any

PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|/)[^\"\n]*")
QUOTED = re.compile(r"(?<=\")(?:[A-Za-z]:[\\/]|\\\\|/)[^\"\n]+(?=\")")
"""A path inside a longer text, such as the JSON of GetAudioMapping."""


class Anonymous:
    """A map of paths. The folders given keep a name (`<media>`), every other part of a path becomes a number.

    >>> told = Anonymous({"/Users/ana/tmp": "<media>"})
    >>> told("/Users/ana/tmp/tone.wav"), told("/Volumes/FILM/A001.mov"), told("/Volumes/FILM/A002.mov"), told("12/3")
    ('<media>/tone.wav', '/p1/p2/p3.mov', '/p1/p2/p4.mov', '12/3')
    """

    def __init__(self, folders: dict[str, str]) -> None:
        spellings: dict[str, str] = {}
        for folder, name in folders.items():
            # macOS hands out /var/… and answers /private/var/…; Windows answers with either slash.
            for one in (folder, os.path.realpath(folder)):
                if one.strip("/\\"):
                    spellings.update({one: name, one.replace("\\", "/"): name})
        self._folders = sorted(spellings.items(), key=lambda pair: -len(pair[0]))
        self._parts: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """`text` without what is a person's. Below a folder with a name, paths are written with `/`."""
        for folder, name in self._folders:
            if text.startswith(folder):
                return name + text[len(folder) :].replace("\\", "/")
            text = text.replace(folder, name)
        if PATH.fullmatch(text):
            return self._path(text)
        return QUOTED.sub(lambda found: self._path(found[0]), text)

    def all(self, value: Any) -> Any:
        """The same for every text in plain data, keys among them."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, (list, tuple)):
            return [self.all(one) for one in value]
        if isinstance(value, dict):
            return {self.all(key): self.all(one) for key, one in value.items()}
        return value

    def _path(self, path: str) -> str:
        parts = [part for part in re.split(r"[\\/]+", path) if part]
        if not parts:
            return path
        told = [self._parts.setdefault(part, f"p{len(self._parts) + 1}") for part in parts]
        extension = re.search(r"\.[A-Za-z0-9]{1,5}$", parts[-1])
        return "/" + "/".join(told) + (extension[0] if extension else "")
