"""Templates: the built-in ones, the house's own, and the chain of what each one extends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.errors import Mistake, ShowError
from chutier.i18n import _
from chutier.show.answers import as_layer
from chutier.show.compiling import blueprint_of, raise_all
from chutier.show.merging import Merged
from chutier.show.nodes import Keys, Text, nothing, plain, text_at
from chutier.show.reading import read_file
from chutier.show.scalars import did_you_mean
from chutier.show.schema import TEMPLATE

_NOT_INHERITED = ("id", "version", "description", "ask")
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInfo:
    """A template as `chutier template list` shows it."""

    id: str
    version: int
    title: str
    locale: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template with all that it extends merged in: `files` are those read, the template's own first."""

    ref: str
    root: Keys
    files: tuple[Path, ...]
    mistakes: tuple[Mistake, ...] = field(default=())

    @property
    def info(self) -> TemplateInfo:
        """What the template says of itself."""
        version = text_at(self.root, "version", "1")
        return TemplateInfo(
            id=text_at(self.root, "id", self.ref),
            version=int(version) if version.isdigit() else 1,
            title=text_at(self.root, "title"),
            locale=text_at(self.root, "locale", "en"),
            description=text_at(self.root, "description"),
        )


def _shelf() -> Path:
    return Path(str(files("chutier"))) / "templates"


@cache
def _built_in() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _shelf().glob("*.yaml")))


def list_templates() -> tuple[TemplateInfo, ...]:
    """The built-in templates by id; those that only serve as a base (`_…`) are left out."""
    return tuple(gather(name).info for name in _built_in() if not name.startswith("_"))


def template_text(ref: str) -> str:
    """The YAML of template `ref` (an id or a path) as it was written. Raises ShowError when there is none."""
    path = locate(ref, Path.cwd())
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ShowError(_("cannot be read"), path=str(path), hint=_("check the path")) from error


def load_template(ref: str) -> Mapping[str, object]:
    """Template `ref` as data, with everything that it extends; checked. Raises ShowError with every mistake."""
    template = gather(ref)
    _compiled(template)
    data = plain(template.root)
    assert isinstance(data, dict)
    return data


def template_blueprint(ref: str, answers: Mapping[str, str] | None = None) -> Blueprint:
    """What template `ref` builds when a show answers `answers` (names as in chutier.show.schema.ANSWERS)."""
    return _compiled(gather(ref), as_layer(answers or {}, _("answers")))


def _compiled(template: Template, over: Keys | None = None) -> Blueprint:
    merged = Merged(template.root, list(template.mistakes))
    if over:
        merged.lay(over)
    return blueprint_of(merged.root, TEMPLATE, str(template.files[0]), merged.mistakes)


def check_own(path: Path) -> TemplateInfo:
    """Check the template file `path` with all that it extends. Raises ShowError with every mistake."""
    template = gather(str(path.resolve()), label=path)
    _compiled(template)
    return template.info


def gather(ref: str, folder: Path | None = None, *, label: Path | None = None) -> Template:
    """Template `ref` (a built-in id, or a path from `folder`) with what it extends merged in; not yet checked.

    Raises ShowError when a file of the chain cannot be read, is not there, or extends itself by whatever way.
    """
    path = label or locate(ref, folder or Path.cwd())
    merged = Merged(nothing_at(path))
    read: list[Path] = []
    _climb(path, read, merged)
    return Template(ref=ref, root=merged.root, files=tuple(read), mistakes=tuple(merged.mistakes))


def nothing_at(path: Path) -> Keys:
    """An empty map that stands in file `path`."""
    from chutier.show.nodes import Place

    return nothing(Place(str(path), 1))


def _climb(path: Path, read: list[Path], merged: Merged) -> None:
    """Read `path`, climb to what it extends, and lay the files on one another on the way down."""
    _refuse_circle(path, read)
    root, mistakes = read_file(path)
    read.append(path)
    merged.mistakes.extend(mistakes)
    above = root.entries.get("extends")
    if isinstance(above, Text) and not above.empty:
        _climb(_above(above, path), read, merged)
        kept = {name: node for name, node in merged.root.entries.items() if name not in _NOT_INHERITED}
        merged.root = replace(merged.root, entries=kept)
        root = replace(root, entries={name: node for name, node in root.entries.items() if name != "extends"})
    merged.lay(root)


def _above(ref: Text, path: Path) -> Path:
    try:
        return locate(ref.value, path.parent)
    except ShowError as error:
        wrong = Mistake(
            path=ref.place.path, line=ref.place.line, key="extends", message=error.message, suggestion=error.hint
        )
        raise_all([wrong], ref.place.path)
        raise


def _refuse_circle(path: Path, read: list[Path]) -> None:
    real = [one.resolve() for one in read]
    if path.resolve() in real:
        chain = [*read[real.index(path.resolve()) :], path]
        raise ShowError(
            _("a template that extends itself: {chain}").format(chain=" → ".join(one.stem for one in chain)),
            path=str(read[-1]),
            hint=_("take the extends: out of one of them"),
        )


def locate(ref: str, folder: Path) -> Path:
    """The file of template `ref`: a path (it ends in .yaml or has a slash) from `folder`, else a built-in id."""
    if ref.endswith(ENDINGS) or "/" in ref or "\\" in ref:
        path = folder / ref
        if not path.is_file():
            raise ShowError(_("there is no template file {path}").format(path=path), hint=_("check the path"))
        return path
    if ref not in _built_in():
        known = [name for name in _built_in() if not name.startswith("_")]
        raise ShowError(_("there is no template called {name}").format(name=repr(ref)), hint=did_you_mean(ref, known))
    return _shelf() / f"{ref}.yaml"
