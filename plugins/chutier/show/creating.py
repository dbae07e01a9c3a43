"""Starting a show: a folder, its chutier.yaml with comments, and a copy of the template it follows."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from chutier.errors import ShowError, UsageError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.show.answers import as_layer, full_name
from chutier.show.compiling import blueprint_of
from chutier.show.merging import Merged
from chutier.show.nodes import Items, Keys, Node, Text, map_at, plain, text_at, texts_at
from chutier.show.schema import ANSWERS, SHOW
from chutier.show.showfile import FILE, SNAPSHOT, STATE, Show, load_show
from chutier.show.templates import Template, gather
from chutier.show.titles import code_of, slug_of
from chutier.show.wording import EXAMPLES, WORDS


def create_show(folder: Path | None, title: str, template_id: str, answers: Mapping[str, str] | None = None) -> Show:
    """Start the show `title` in `folder` (by default one named after the title, here) from a template.

    `answers` are by the names of chutier.show.schema.ANSWERS, or any dotted key of a show file. Nothing is written when
    something is wrong, and nothing that exists is written over: raises ShowError or UsageError.
    """
    if not title.strip() or not title.isprintable():
        hint = _('chutier new "La Nuit d\'été" --template long-metrage-fr')
        raise UsageError(_("a show needs a title, on one line"), hint=hint)
    root = folder if folder is not None else Path(slug_of(title))
    path = root / FILE
    if path.exists() or path.is_symlink():
        raise ShowError(
            _("there is a show here already"),
            path=str(path),
            hint=_("go into that folder and work on, or choose another with --into"),
        )
    template = _from_here(gather(template_id), template_id, root)
    given = {full_name(name): value for name, value in (answers or {}).items()}
    given.setdefault("production.title", title)
    given.setdefault("production.code", code_of(given["production.title"]))
    _check(template, given)
    write_whole(root / STATE / SNAPSHOT, snapshot_text(template))
    write_whole(path, _show_text(template, given))
    return load_show(path)


def _from_here(template: Template, ref: str, root: Path) -> Template:
    """A template given by path is named from the show's folder, so that the show finds it wherever one stands."""
    if not ("/" in ref or "\\" in ref or ref.endswith((".yaml", ".yml"))):
        return template
    path = Path(ref).resolve()
    try:
        # Path.relative_to walks up from Python 3.12 on only.
        return replace(template, ref=Path(os.path.relpath(path, root.resolve())).as_posix())
    except ValueError:
        # Windows knows no way from one drive to another.
        return replace(template, ref=path.as_posix())


def _check(template: Template, given: Mapping[str, str]) -> None:
    merged = Merged(template.root, list(template.mistakes))
    merged.lay(as_layer(given, "--set", merged.mistakes))
    blueprint_of(merged.root, SHOW, str(template.files[0]), merged.mistakes)


def snapshot_text(template: Template) -> str:
    """The template with all that it extends, as one file that stands alone."""
    root = {name: node for name, node in template.root.entries.items() if name != "extends"}
    info = template.info
    data = plain(replace(template.root, entries=root))
    head = f"# Template {info.id}@{info.version} as this show follows it. `chutier template update` replaces it.\n"
    dumped: str = yaml.safe_dump(
        {"schema": 1, "id": info.id, "version": info.version, **(data if isinstance(data, dict) else {})},
        sort_keys=False, allow_unicode=True, width=110,
    )  # fmt: skip
    return head + dumped


def quoted(text: str) -> str:
    """`text` between double quotes, by the encoder."""
    dumped: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=1 << 30)
    return dumped.strip()


def _show_text(template: Template, given: Mapping[str, str]) -> str:
    words = WORDS[text_at(template.root, "locale", "en")]
    layer = as_layer(given)
    title = given["production.title"]
    info = template.info
    lines = [*(f"# {line}" for line in words["head"].format(title=title).splitlines()), ""]
    lines += [f"# {words['template']}", f"template: {quoted(f'{template.ref}@{info.version}')}", "", "answers:"]
    lines += _answer_lines(template, layer, words)
    scenes = given.get("scenes", words["scenes_file"])
    lines += ["", f"# {words['scenes']}", f"scenes: {quoted(scenes)}", ""]
    rest = _others(layer)
    if rest:
        lines += [yaml.safe_dump(rest, sort_keys=False, allow_unicode=True, width=110)]
    return "\n".join([*lines, *_example_lines(template, words), ""])


def _answer_lines(template: Template, layer: Keys, words: Mapping[str, str]) -> list[str]:
    """The answers given, the template's own where it has one (to be looked at), and in comments those still to give."""
    asked = dict.fromkeys(["title", "code", *(texts_at(template.root, "ask") or ("fps", "day_one", "cameras"))])
    given = [name for name in ANSWERS if _answer(layer, name) is not None]
    lines = []
    for name in dict.fromkeys([*asked, *given]):
        node = _answer(layer, name) or _answer(template.root, name)
        comment = f"   # {words[name]}" if name in words else ""
        written = _written(node) if node is not None else ""
        lines.append(f"  {name}: {written}{comment}" if written else f"  # {name}: {EXAMPLES[name]}{comment}")
    return lines


def _answer(root: Keys, name: str) -> Node | None:
    table, key = ANSWERS[name].split(".")
    return map_at(root, table).get(key)


def _written(node: Node) -> str:
    if isinstance(node, Items):
        return "[" + ", ".join(_written(item) for item in node.items) + "]"
    if not isinstance(node, Text):
        return ""
    simple = node.value.replace(".", "", 1).isalnum() and node.value.isascii()
    return node.value if simple and node.value.lower() not in ("null", "") else quoted(node.value)


def _others(layer: Keys) -> dict[str, object]:
    """What was given besides answers and the scene list, as keys of the show file."""
    data = plain(layer)
    assert isinstance(data, dict)
    for dotted in ANSWERS.values():
        table, key = dotted.split(".")
        if isinstance(data.get(table), dict):
            data[table].pop(key, None)
    data.pop("scenes", None)
    return {name: value for name, value in data.items() if value != {}}


def _example_lines(template: Template, words: Mapping[str, str]) -> list[str]:
    clip = text_at(map_at(template.root, "names"), "clip")
    return [
        f"# {words['own'].format(template=template.ref)}",
        "# names:",
        f"#   clip: {quoted(clip)}",
        "# bins_add:",
        f"#   - {{name: {quoted(words['bin'])}}}",
    ]
