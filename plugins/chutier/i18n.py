"""People's messages in French and English, by gettext.

`_` marks and translates at the moment of the call, so a language chosen by the CLI holds for every message after it.
Machine data (codes, JSON keys, file formats) is never translated.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files

LANGUAGES = ("en", "fr")
_current = "en"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with as_file(files("chutier") / "locale") as folder:
        return gettext.translation("chutier", localedir=str(folder), languages=[language], fallback=True)


def language_of_environment() -> str:
    """`fr` or `en`, from CHUTIER_LANG, LC_ALL, LC_MESSAGES, LANG in that order; `en` when none says otherwise."""
    for name in ("CHUTIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def use_language(language: str) -> None:
    """Translate every later message into `language`, one of LANGUAGES."""
    global _current
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    _current = language


def current_language() -> str:
    """The language that messages are now in."""
    return _current


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Messages inside are in the language of `locale`, whatever the person at the keyboard speaks."""
    before, wanted = current_language(), locale.casefold()[:2]
    use_language(wanted if wanted in LANGUAGES else before)
    try:
        yield
    finally:
        use_language(before)


def _(message: str) -> str:
    """`message` in the current language."""
    return _catalogue(_current).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a counted message that `n` asks for, in the current language."""
    return _catalogue(_current).ngettext(singular, plural, n)
