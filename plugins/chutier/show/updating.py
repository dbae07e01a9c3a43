"""Moving a running show to a newer version of its template, as a three-way merge: shown first, then done.

the copy kept beside the show ----> the template now         what the newer template changes
          |
          +-----------------------> the show's own keys      what the show has decided: kept
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chutier.errors import ChutierError, Mistake, ShowError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.show.compiling import blueprint_of
from chutier.show.creating import snapshot_text
from chutier.show.merging import ARROW, Merged
from chutier.show.nodes import Items, Keys, Node, Text, items_at, plain, text_at
from chutier.show.schema import SHOW
from chutier.show.showfile import SNAPSHOT, STATE, Layers, Show, merge_layers, read_layers
from chutier.show.templates import Template, gather

_NO_CHANGE = ("schema", "id", "version", "ask", "extends", "bins", *("bins_add", "bins_remove", "rules_add"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One key that the newer template changes: `was`, `will` be; `yours` when the show decided otherwise and keeps it.
    Empty text means that the key is not there."""

    key: str
    was: str
    will: str
    yours: str = ""
    kept: bool = False

    def __str__(self) -> str:
        if self.kept:
            yours = self.yours or _("(none)")
            return _("= {key}: yours stays, {yours} (the template says {will})").format(
                key=self.key, yours=yours, will=self.will or _("(none)")
            )
        if not self.was:
            return f"+ {self.key}: {self.will}" if self.will != self.key else f"+ {self.key}"
        if not self.will:
            return f"- {self.key}"
        return f"~ {self.key}: {self.was} → {self.will}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUpdate:
    """What moving the show at `path` from template `current` to `target` would change; `problems` stand in the way."""

    path: Path
    current: str
    target: str
    changes: tuple[Change, ...]
    problems: tuple[Mistake, ...]
    seen: str
    """Fingerprint of the files it was made from: applying it is refused once they have changed."""
    same: bool = False

    @property
    def nothing_to_do(self) -> bool:
        """Whether the show follows the newest version already."""
        return self.same

    def lines(self) -> list[str]:
        """The update as a person reads it before it is done."""
        if self.same:
            return [_("{template} is the newest version: there is nothing to do.").format(template=self.current)]
        lines = [f"{self.current} → {self.target}", *map(str, self.changes)]
        if not self.changes:
            lines.append(_("nothing changes for this show"))
        return [*lines, *(f"! {problem}" for problem in self.problems)]


def plan_update(show: Show) -> TemplateUpdate:
    """What the newest version of the show's template changes. Raises ShowError when it is older than the show's."""
    layers = read_layers(show.path)
    newer = _newest(layers)
    then, now = layers.base.info, newer.info
    if now.version < then.version:
        raise ShowError(
            _("the show follows version {then}, this Chutier knows version {now}").format(
                then=then.version, now=now.version
            ),
            path=str(show.path),
            hint=_("install the newer Chutier that the show was made with"),
        )
    mine, _files = merge_layers(layers, layers.base, {})
    after, _files = merge_layers(layers, newer, {})
    changes = _changes(*(_flat(root) for root in (layers.base.root, newer.root, mine.root, after.root)))
    same = then.version == now.version and _flat(layers.base.root) == _flat(newer.root)
    return TemplateUpdate(
        path=show.path,
        current=f"{layers.base.ref}@{then.version}",
        target=f"{layers.base.ref}@{now.version}",
        changes=changes,
        problems=_problems(after, show.path),
        seen=_fingerprint(layers, newer),
        same=same,
    )


def apply_update(update: TemplateUpdate) -> None:
    """Do what `update` shows: the copy of the template, then the one line `template:` of the show file.

    Raises ShowError when there are problems or when the show or the template has changed since; nothing is done then.
    """
    if update.problems:
        raise ShowError(
            _("the show does not fit the newer template"),
            mistakes=update.problems, path=str(update.path), hint=_("correct the lines named above, then update again"),
        )  # fmt: skip
    layers = read_layers(update.path)
    newer = _newest(layers)
    if _fingerprint(layers, newer) != update.seen:
        raise ShowError(
            _("the show or its template has changed since the update was shown"),
            path=str(update.path),
            hint=_("run chutier template update again"),
        )
    edited = _with_line(update, layers)
    copy = update.path.parent / STATE / SNAPSHOT
    before = copy.read_bytes() if copy.is_file() else None
    write_whole(copy, snapshot_text(newer))
    try:
        write_whole(update.path, edited)
    except ChutierError:
        if before is not None:
            write_whole(copy, before)
        else:
            copy.unlink(missing_ok=True)
        raise


def _newest(layers: Layers) -> Template:
    if not layers.base.ref:
        raise ShowError(
            _("this show follows no template"), path=str(layers.path), hint=_("write template: and its name")
        )
    return gather(layers.base.ref, layers.root)


def _problems(after: Merged, path: Path) -> tuple[Mistake, ...]:
    try:
        blueprint_of(after.root, SHOW, str(path), after.mistakes)
    except ShowError as error:
        return error.mistakes
    return ()


def _fingerprint(layers: Layers, newer: Template) -> str:
    digest = hashlib.sha256(layers.path.read_bytes())
    digest.update(snapshot_text(layers.base).encode())
    digest.update(snapshot_text(newer).encode())
    return digest.hexdigest()


def _with_line(update: TemplateUpdate, layers: Layers) -> bytes:
    """The show file with its `template:` line moved on and every other byte as it was."""
    node = layers.file.entries["template"]
    lines = update.path.read_bytes().split(b"\n")
    index = node.place.line - 1
    old = node.value.encode() if isinstance(node, Text) else b""
    head, found, tail = lines[index].rpartition(old) if lines[index].count(old) == 1 else (b"", b"", b"")
    if not found:
        head, found, tail = lines[index].partition(old)
    if not old or not found:
        raise ShowError(
            _("the template: line cannot be edited"),
            path=str(update.path),
            hint=_("write it on one line: template: {target}").format(target=update.target),
        )
    lines[index] = head + update.target.encode() + tail
    return b"\n".join(lines)


def _changes(
    base: Mapping[str, str], newer: Mapping[str, str], mine: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    changes = []
    for key in dict.fromkeys([*base, *newer]):
        was, will = base.get(key, ""), newer.get(key, "")
        before, result = mine.get(key, ""), after.get(key, "")
        if was == will or before == result == will:
            continue
        kept = result != will
        changes.append(Change(key=key, was=was, will=will, yours=result if kept else "", kept=kept))
    return tuple(changes)


def _flat(root: Keys) -> dict[str, str]:
    """Every value by its dotted key; bins by the path of their names; lists whole."""
    flat: dict[str, str] = {}
    for name, node in root.entries.items():
        if name not in _NO_CHANGE:
            _flatten(node, name, flat)
    _flatten_bins(items_at(root, "bins"), "", flat)
    return flat


def _flatten(node: Node, key: str, flat: dict[str, str]) -> None:
    if isinstance(node, Keys):
        for name, item in node.entries.items():
            _flatten(item, f"{key}.{name}", flat)
    else:
        flat[key] = str(plain(node)) if isinstance(node, Items) else "" if node.empty else node.value


def _flatten_bins(bins: tuple[Node, ...], outer: str, flat: dict[str, str]) -> None:
    for node in bins:
        if not isinstance(node, Keys):
            continue
        path = f"{outer}{ARROW}{text_at(node, 'name')}" if outer else text_at(node, "name")
        flat[f"bins: {path}"] = f"bins: {path}"
        for name, item in node.entries.items():
            if name not in ("name", "children"):
                _flatten(item, f"bins: {path}: {name}", flat)
        _flatten_bins(items_at(node, "children"), path, flat)
