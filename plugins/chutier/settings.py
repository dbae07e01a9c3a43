"""What belongs to a person's machine and not to a show: how many files at a time, which language, which catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass

from chutier.errors import UsageError
from chutier.i18n import LANGUAGES, _

MOST_WORKERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`workers` None leaves the number to the job; empty `language` and `catalogue` leave them to the show."""

    workers: int | None = None
    language: str = ""
    catalogue: str = ""

    @classmethod
    def of(cls, environ: Mapping[str, str], overrides: Mapping[str, str] | None = None) -> "Settings":
        """CHUTIER_WORKERS, CHUTIER_LANG and CHUTIER_CATALOGUE of `environ`; `overrides` (workers, language,
        catalogue) come before them. Raises UsageError, which names the one that means nothing."""
        given = overrides or {}

        def setting(name: str, variable: str) -> tuple[str, str]:
            return (name, given[name]) if given.get(name) else (variable, environ.get(variable, ""))

        return cls(
            workers=_workers(*setting("workers", "CHUTIER_WORKERS")),
            language=_language(*setting("language", "CHUTIER_LANG")),
            catalogue=setting("catalogue", "CHUTIER_CATALOGUE")[1],
        )


def _workers(name: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise UsageError(
            _("{name}: {text} is not a number of workers").format(name=name, text=repr(text)),
            hint=_("a number from 1 to {most}").format(most=MOST_WORKERS),
        )
    return int(text)


def _language(name: str, text: str) -> str:
    if text and text not in LANGUAGES:
        raise UsageError(
            _("{name}: {text} is not a language of Chutier").format(name=name, text=repr(text)),
            hint=_("known: {words}").format(words=", ".join(LANGUAGES)),
        )
    return text
