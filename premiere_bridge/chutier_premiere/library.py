"""The library that works inside Premiere, as one script: the files of `host/`, in their order, without comments."""

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

FILES = ("text", "project", "looking", "organising", "logging", "cutting", "run")
"""The files of `host/`, each standing on those before it."""

_COMMENT = re.compile(r"^\s*(?:/\*\*.*?\*/|//[^\n]*)\s*?\n", re.MULTILINE | re.DOTALL)


@cache
def library() -> tuple[str, str]:
    """The script, and its version: a digest of what it does."""
    host = files("chutier_premiere") / "host"
    sources = "\n".join((host / f"{name}.jsx").read_text(encoding="utf-8") for name in FILES)
    body = re.sub(r"\n\s+", "\n", _COMMENT.sub("", sources))
    version = sha256(body.encode()).hexdigest()[:12]
    end = f"VERSION = '{version}';\n$._chutier = {{ v: VERSION, run: answerTo }};"
    return f"(function () {{\n{body}\n{end}\n}}());\n'loaded'", version
