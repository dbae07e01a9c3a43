"""What a doctor finds: why a running program does not do as it should, and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the screen. `fine` None means that it cannot be told from here, or is as it must be."""

    what: str
    told: str
    fine: bool | None = True
    do: str = ""
