"""A show: the folder that holds chutier.yaml, and what that file makes of its template."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.errors import Mistake, ShowError, UsageError
from chutier.i18n import _
from chutier.show.answers import as_layer, spread
from chutier.show.compiling import blueprint_of
from chutier.show.merging import Merged
from chutier.show.nodes import Items, Keys, Node, Text, map_at, text_at
from chutier.show.reading import read_file
from chutier.show.scalars import did_you_mean
from chutier.show.schema import SHOW, TEMPLATE
from chutier.show.templates import Template, gather, nothing_at
from chutier.show.validation import mistake

FILE = "chutier.yaml"
STATE = ".chutier"
"""The folder beside the show file where Chutier keeps what it needs."""
SNAPSHOT = "template.yaml"
"""In STATE: the template as it was when the show was made or last moved to a newer version."""

_NOT_THE_SHOWS = ("id", "version", "description", "ask", "extends")


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A loaded show. `root` is its folder, `sources` every file that was read, `answers` as they were written."""

    path: Path
    root: Path
    template_id: str
    template_version: int
    answers: Mapping[str, object] = field(default_factory=dict)
    blueprint: Blueprint
    catalog_url: str
    """A path (SQLite) or a URL."""
    scenes_file: Path | None = None
    language: str = "en"
    sources: tuple[Path, ...] = ()

    @property
    def state(self) -> Path:
        """The folder where Chutier keeps what belongs to this show."""
        return self.root / STATE

    @property
    def snapshot(self) -> Path:
        """The template that the show follows, as it was then."""
        return self.state / SNAPSHOT

    @property
    def has_catalogue(self) -> bool:
        """Whether something was ingested; a catalogue on a server is taken to be there."""
        if "://" in self.catalog_url and not self.catalog_url.startswith("sqlite"):
            return True
        # os.path says no to a name that no disc can hold, where Path raises.
        return os.path.exists(self.catalog_url.partition(":///")[2] or self.catalog_url)  # noqa: PTH110


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What a show is made of before it is merged: its template and its own file."""

    path: Path
    base: Template
    file: Keys
    mistakes: tuple[Mistake, ...] = ()

    @property
    def root(self) -> Path:
        """The show's folder."""
        return self.path.parent


def find_show(start: Path) -> Path:
    """The show file of the folder `start` or of the nearest one above it. Raises UsageError when there is none."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
    raise UsageError(
        _("there is no show here: no {file} in this folder or above").format(file=FILE),
        path=str(start),
        hint=_("go into the folder of a show, or start one: chutier new TITLE --template NAME"),
    )


def load_show(path: Path, overrides: Mapping[str, str] | None = None) -> Show:
    """The show whose file, or folder, is `path`; `overrides` are settings by dotted name, as `--set` gives them.

    Raises ShowError with every mistake of the file, its template, its taste file and the overrides; UsageError when
    there is no show file.
    """
    layers = read_layers(path)
    merged, files = merge_layers(layers, layers.base, overrides or {})
    blueprint = blueprint_of(merged.root, SHOW, str(layers.path), merged.mistakes)
    return _show(layers, merged.root, blueprint, files)


def read_layers(path: Path) -> Layers:
    """The show file `path` (or the one in folder `path`) and the template that it follows, not yet merged."""
    file = path / FILE if path.is_dir() else path
    if not file.is_file():
        raise UsageError(
            _("there is no show file here"), path=str(file), hint=_("start a show: chutier new TITLE --template NAME")
        )
    root, mistakes = read_file(file)
    if root.get("extends"):
        hint = _("write template: and the name of the template")
        mistakes.append(mistake(root.place_of("extends"), "extends", _("a show does not extend, it follows"), hint))
    return Layers(path=file, base=_base(file, root), file=root, mistakes=tuple(mistakes))


def merge_layers(layers: Layers, base: Template, overrides: Mapping[str, str]) -> tuple[Merged, tuple[Path, ...]]:
    """`base`, the answers, the show's own keys, the taste file and `overrides`, laid one on the other in that order."""
    merged = Merged(base.root, [*base.mistakes, *layers.mistakes])
    given = as_layer(overrides, "--set", merged.mistakes)
    if given.get("template"):
        message, hint = _("a show cannot change its template for one command"), _("edit the show file")
        merged.mistakes.append(mistake(given.place, "template", message, hint))
    merged.lay(spread(map_at(layers.file, "answers")))
    merged.lay(layers.file)
    taste = given.get("taste") or layers.file.get("taste")
    files = [layers.path, *base.files]
    if isinstance(taste, Text):
        files.append(_lay_taste(merged, taste, layers.root))
    merged.lay(given)
    return merged, tuple(files)


def _lay_taste(merged: Merged, taste: Text, folder: Path) -> Path:
    """Lay the editor's own file over all else; it may change what a template says, not which template it is."""
    path = folder / taste.value
    if not path.is_file():
        message = _("there is no file {path}").format(path=taste.value)
        merged.mistakes.append(mistake(taste.place, "taste", message, _("check the path")))
        return path
    root, mistakes = read_file(path)
    known = [key.name for key in TEMPLATE.keys if key.name not in _NOT_THE_SHOWS]
    kept: dict[str, Node] = {}
    for name, node in root.entries.items():
        if name in known:
            kept[name] = node
        elif name not in _NOT_THE_SHOWS:
            mistakes.append(mistake(root.place_of(name), name, _("there is no such key"), did_you_mean(name, known)))
    merged.mistakes.extend(mistakes)
    merged.lay(replace(root, entries=kept))
    return path


def split_ref(text: str) -> tuple[str, int | None]:
    """Template and version of `long-metrage-fr@1`; None when no version is written."""
    name, at, version = text.rpartition("@")
    return (name, int(version)) if at and version.isdigit() else (text, None)


def _base(path: Path, root: Keys) -> Template:
    """The template that the show follows: the copy kept beside it, else the one of that name."""
    node = root.get("template")
    if not isinstance(node, Text):
        return Template(ref="", root=nothing_at(path), files=())
    ref, version = split_ref(node.value)
    kept = path.parent / STATE / SNAPSHOT
    try:
        if not kept.is_file():
            return _without_copy(gather(ref, path.parent), version)
        copy, mistakes = read_file(kept)
    except ShowError as error:
        if error.mistakes:
            raise
        wrong = mistake(node.place, "template", error.message, error.hint)
        raise ShowError(error.message, mistakes=[wrong], path=str(path), hint=error.hint) from error
    template = Template(ref=ref, root=copy, files=(kept,), mistakes=tuple(mistakes))
    known = template.info
    if (version is not None and version != known.version) or ("." not in ref and ref != known.id):
        message = _("the copy kept beside the show is {kept}@{version}").format(kept=known.id, version=known.version)
        hint = _("write that here, then chutier template update; or, for another template, delete {copy}").format(
            copy=kept
        )
        wrong = mistake(node.place, "template", message, hint)
        raise ShowError(message, mistakes=[wrong], path=str(path), hint=hint)
    return template


def _without_copy(template: Template, version: int | None) -> Template:
    known = template.info
    if version is not None and version != known.version:
        raise ShowError(
            _("the template is now at version {now}, and no copy of version {then} was kept").format(
                now=known.version, then=version
            ),
            hint=_("write {ref}@{now} to follow the one that there is").format(ref=template.ref, now=known.version),
        )
    return template


def _show(layers: Layers, merged: Keys, blueprint: Blueprint, files: tuple[Path, ...]) -> Show:
    info = layers.base.info
    folder = layers.root
    scenes = text_at(merged, "scenes")
    return Show(
        path=layers.path,
        root=folder,
        template_id=layers.base.ref,
        template_version=info.version,
        answers=_answers(map_at(layers.file, "answers")),
        blueprint=blueprint,
        catalog_url=_catalogue(text_at(merged, "catalogue"), folder),
        scenes_file=folder / scenes if scenes else None,
        language=text_at(merged, "language") or text_at(merged, "locale", "en"),
        sources=files,
    )


def _answers(node: Keys) -> dict[str, object]:
    return {name: _as_written(item) for name, item in node.entries.items() if node.get(name) is not None}


def _as_written(node: Node) -> object:
    if isinstance(node, Text):
        return node.value
    return [_as_written(item) for item in node.items] if isinstance(node, Items) else {}


def _catalogue(written: str, folder: Path) -> str:
    if "://" in written:
        return written
    return str((folder / (written or f"{STATE}/catalogue.sqlite")).resolve())
