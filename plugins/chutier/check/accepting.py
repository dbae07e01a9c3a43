"""Issues that somebody has looked at and lets stand: with a name and a reason, until it is taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select

from chutier.catalog import Catalog, tables
from chutier.catalog.values import storable
from chutier.check.issue import Accepted, Issue
from chutier.errors import UsageError
from chutier.i18n import _


def accepted(catalogue: Catalog) -> dict[str, Accepted]:
    """Who accepted what, by the issue's key."""
    c = tables.accepted.c
    with catalogue.reading() as connection:
        rows = connection.execute(select(c.key, c.who, c.because, c.at)).all()
    return {row.key: Accepted(who=row.who, because=row.because, at=row.at) for row in rows}


def accept(catalogue: Catalog, issues: Sequence[Issue], *, who: str, because: str) -> None:
    """Let `issues` stand. Raises UsageError without a name or a reason: the next person must understand it."""
    if not who.strip() or not because.strip():
        raise UsageError(
            _("an issue is accepted by a name, for a reason"), hint=_('add --because "…", and --name NAME')
        )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {"key": one.key, "code": one.code, "subject": storable(one.subject), "who": storable(who.strip()),
         "because": storable(because.strip()), "at": at}
        for one in issues
    ]  # fmt: skip
    if not rows:
        return
    insert = catalogue.insert(tables.accepted)
    changed = {name: insert.excluded[name] for name in ("who", "because", "at")}
    with catalogue.writing(counts=False) as connection:
        connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=changed), rows)


def take_back(catalogue: Catalog, issues: Sequence[Issue]) -> None:
    """Accept `issues` no longer."""
    with catalogue.writing(counts=False) as connection:
        connection.execute(delete(tables.accepted).where(tables.accepted.c.key.in_([one.key for one in issues])))
