"""Whatever a show file holds, it loads or is told what is wrong with it; nothing else ever comes out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chutier.errors import ShowError
from chutier.show import load_show, template_text
from chutier.show.reading import read_bytes

LINES = (template_text("_base-fiction-fr") + template_text("long-metrage-fr")).splitlines()
WORDS = [
    "names:",
    "bins:",
    "  - ",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "&a ",
    "*a",
    "@scene_bin",
    "{seq",
    "|",
    ">",
    "!!int",
    "~",
    "é",
]


def complaint(work: Callable[[], object]) -> ShowError | None:
    """The ShowError of `work`, None when all is well; any other exception goes through."""
    try:
        work()
    except ShowError as error:
        return error
    return None


def loads_or_tells(content: bytes, folder: Path) -> None:
    (folder / "chutier.yaml").write_bytes(content)
    error = complaint(lambda: load_show(folder))
    if error:
        assert error.mistakes or error.hint
        assert all(mistake.message and mistake.line >= 0 for mistake in error.mistakes)


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    error = complaint(lambda: read_bytes(content, "x.yaml"))
    assert error is None or error.path == "x.yaml"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=25),
    words=st.lists(st.sampled_from(WORDS), max_size=4),
    at=st.integers(0, 400),
)
def test_lines_of_a_template_in_any_order(lines: list[str], words: list[str], at: int, tmp_path: Path) -> None:
    text = "\n".join(lines)
    loads_or_tells((text[:at] + "".join(words) + text[at:]).encode(), tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.data())
def test_a_key_of_any_other_type(data: st.DataObject, tmp_path: Path) -> None:
    keys = ["answers", "names", "bins", "bins_add", "bins_remove", "rules", "rules_add", "views", "vocab", "colors"]
    keys += ["production", "slate", "targets", "turnovers", "precedence", "template", "taste", "scenes", "track_layout"]
    values = st.recursive(
        st.sampled_from(["", "x", "12", "'{seq}'", "no", "~", "clip", "circled", "A"]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
            st.dictionaries(st.sampled_from(["name", "clip", "children", "place", "x"]), inner, max_size=3).map(
                lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}"
            ),
        ),
        max_leaves=6,
    )
    chosen = data.draw(st.dictionaries(st.sampled_from(keys), values, max_size=4))
    lines = [f"{key}: {value}" for key, value in chosen.items()]
    if "template" not in chosen:
        lines.append("template: court-metrage-fr")
    loads_or_tells("\n".join(lines).encode(), tmp_path)


@pytest.mark.parametrize(
    "setting", ["bins=[{name: a}]\nnames: x", "bins=", "names=[", "slate.cameras=", "views.x=a,b", "=1"]
)
def test_odd_settings(setting: str, tmp_path: Path) -> None:
    (tmp_path / "chutier.yaml").write_text("template: court-metrage-fr\n", encoding="utf-8")
    name, _, value = setting.partition("=")
    error = complaint(lambda: load_show(tmp_path, {name: value}))
    assert error is None or error.mistakes
