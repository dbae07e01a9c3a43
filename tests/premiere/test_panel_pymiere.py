"""The unmodified client pymiere against our panel's server and our boot script in an engine of ES3's size."""

import json
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import NleUnreachable
from chutier_premiere.cep import Cep
from premiere.panel_process import PanelProcess


@pytest.fixture(scope="module")
def panel() -> Iterator[PanelProcess]:
    with PanelProcess(engine=True) as running:
        yield running


@pytest.fixture(scope="module")
def echo() -> Iterator[PanelProcess]:
    with PanelProcess(patience=200) as running:
        yield running


@pytest.fixture
def core(panel: PanelProcess, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """pymiere as installed; only the search for Premiere's process, which is not here, is answered for it."""
    with warnings.catch_warnings():
        # pymiere imports distutils, which Python 3.11 warns of.
        warnings.simplefilter("ignore", DeprecationWarning)
        module: Any = pytest.importorskip("pymiere.core")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(module, "PANEL_URL", f"http://127.0.0.1:{panel.port}{panel.path}")
    # Our own transport sets its own for good.
    monkeypatch.setattr(module, "requests", requests)
    monkeypatch.setattr(module, "is_premiere_running", lambda: (True, 4242))
    monkeypatch.setattr(module, "last_alive_check_time", 0.0, raising=False)
    result: ModuleType = module
    return result


@pytest.mark.parametrize(
    ("script", "value"),
    [("1 + 1", 2), ("'é' + '🎬'", "é🎬"), ("true", True), ("app.version", "26.3.0"), ("undefined", "undefined")],
)
def test_scripts_and_values(core: Any, script: str, value: object) -> None:
    assert core.eval_script(script) == value


def test_the_ping_is_believed(core: Any) -> None:
    assert core.check_premiere_is_alive()


def test_objects_are_kept_by_id_and_let_go(core: Any) -> None:
    made = core._eval_script_returning_object("new Error('kept')")
    assert (made["isObject"], made["objectType"]) == (True, "Error")
    assert core.eval_script(f"$._pymiere['{made['pymiereId']}'].message") == "kept"
    kept = core.PymiereGenericObject(made["pymiereId"])
    before = int(core.eval_script("$._pymiere.generatedIds.length"))
    del kept
    assert core.eval_script("$._pymiere.generatedIds.length") == before - 1


def test_ids_are_never_given_twice(core: Any) -> None:
    code = "var seen = {}, double = 0; for (var n = 0; n < 500; n += 1) { var id = $._pymiere.generateId();"
    assert core.eval_script(f"{code} if (seen[id]) {{ double += 1; }} seen[id] = true; }} double") == 0


def test_an_error_of_a_script_is_an_error_with_its_line(core: Any) -> None:
    with pytest.raises(core.ExtendScriptError, match="nothing is here") as caught:
        core.eval_script("throw new Error('nothing is here')")
    assert "Error at line 1" in str(caught.value)


def test_a_long_script_is_not_spoiled(core: Any) -> None:
    """Where Pymiere Link would put a comma at each 64 KiB."""
    assert core.eval_script(f"'{'a' * 200_000}'.length") == 200_000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyzé\"\\ '"), inner, max_size=4),
    max_leaves=12,
)


@given(value=json_values)
def test_its_json_is_json(panel: PanelProcess, value: object) -> None:
    answer = panel.post(f"ExtendJSON.stringify({json.dumps(value)})")
    assert answer.text.isascii()
    assert json.loads(answer.text) == _as_deep_as_it_goes(value, 6)


def _as_deep_as_it_goes(value: object, depth: int) -> object:
    if isinstance(value, list | dict) and depth <= 0:
        return None
    if isinstance(value, list):
        return [_as_deep_as_it_goes(one, depth - 1) for one in value]
    if isinstance(value, dict):
        return {name: _as_deep_as_it_goes(one, depth - 1) for name, one in value.items()}
    return value


@pytest.mark.parametrize(
    ("script", "written"),
    [
        ("({a: undefined, b: function () {}, c: NaN, d: Infinity})", {"c": None, "d": None}),
        ("var round = {}; round.self = round; round", {"self": {"self": {"self": {"self": {"self": {"self": None}}}}}}),
        ("[undefined, 1]", [None, 1]),
    ],
)
def test_what_json_cannot_say_is_left_out(panel: PanelProcess, script: str, written: object) -> None:
    code, _, last = script.rpartition("; ")
    assert json.loads(panel.post(f"{code}; ExtendJSON.stringify({last})").text) == written


def test_what_objects_keep_to_themselves_is_left_out(panel: PanelProcess) -> None:
    assert json.loads(panel.post("ExtendJSON.stringify({a: 1, __b: 2}, internal_variables_replacer, 0, 1)").text) == {
        "a": 1
    }


def test_no_prototype_of_others_is_changed(panel: PanelProcess) -> None:
    assert panel.post("var names = []; for (var name in []) { names.push(name); } names.join()").text == ""


def test_our_transport_reads_busy(core: Any, echo: PanelProcess) -> None:
    """A refusal because of a dialog reads as such, not as an answer of Premiere's."""
    cep = Cep(f"http://127.0.0.1:{echo.port}{echo.path}", patience=0.5, look_for_program=False)
    with pytest.raises(NleUnreachable, match="has not answered"):
        cep._raw("hang")
    with pytest.raises(NleUnreachable, match="busy"):
        cep.call("hello", {})
    echo.release("at last")
