"""The double's engine is ExtendScript's: nothing later than the third edition parses, or is there."""

from collections.abc import Iterator

import pytest

from hosts.premiere import FakePremiere
from premiere.pymiere_bench import Desk, at_the_desk, body_of, posted

BROKEN = "EvalScript error."


@pytest.fixture
def desk(premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with at_the_desk(premiere, monkeypatch) as found:
        yield found


@pytest.mark.parametrize(
    "script",
    [
        "let a = 1; a", "const a = 1; a", "(() => 1)()", "`a`", "class A {}; 1", "[...[1]]",
        "for (var a of [1]) { a; }", "/a/u.test('a')",
        "var { a } = { a: 1 }; a", "({ get a() { return 1; } }).a", "({ a: 1, }).a", "({ default: 1 }).a",
        "(function (a = 1) { return a; }())", "1 ** 2", "async function f() {}", "/(?<=a)b/.test('ab')",
        "var = 1", "'open",
    ],
)  # fmt: skip
def test_what_came_later_does_not_parse(premiere: FakePremiere, script: str) -> None:
    assert posted(premiere, body_of(script)) == BROKEN


@pytest.mark.parametrize("sign", ["\u2028", "\u2029"])
def test_a_line_separator_in_a_text_does_not_parse(premiere: FakePremiere, sign: str) -> None:
    assert posted(premiere, body_of(f"'a{sign}b'.length")) == BROKEN
    assert posted(premiere, body_of(f"'a{chr(92)}u{ord(sign):04x}b'.length")) == "3"


@pytest.mark.parametrize(
    "name",
    ["JSON", "Promise", "Map", "Set", "Symbol", "Proxy", "Reflect", "BigInt", "Uint8Array", "console", "globalThis",
     "Intl", "require", "process", "module", "window", "setTimeout", "Buffer"],
)  # fmt: skip
def test_what_came_later_is_not_there(premiere: FakePremiere, name: str) -> None:
    assert posted(premiere, body_of(f"typeof {name}")) == "undefined"


@pytest.mark.parametrize(
    "value",
    ["[].map", "[].forEach", "[].filter", "[].includes", "[].find", "Array.isArray", "Array.from", "''.trim",
     "''.startsWith", "''.padStart", "''.includes", "Object.keys", "Object.create", "Object.defineProperty",
     "(function () {}).bind", "Date.now", "new Date().toISOString", "new Date().toJSON", "Number.isInteger",
     "Math.trunc"],
)  # fmt: skip
def test_methods_that_came_later_are_not_there(premiere: FakePremiere, value: str) -> None:
    assert posted(premiere, body_of(f"typeof ({value})")) == "undefined"


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        ("[3, 1].sort().concat([5]).slice(1).join('-')", "3-5"), ("'a-b'.split('-').length", "2"),
        ("'aXb'.replace(/x/i, function (one) { return '<' + one + '>'; })", "a<X>b"), ("Math.max(1, 2)", "2"),
        ("new Date(2026, 8, 14).getFullYear()", "2026"), ("String.fromCharCode(233)", "é"),
        ("var p = 0; for (var k in { a: 1, b: 2 }) { p++; } p", "2"), ("parseInt('1f', 16)", "31"),
        ("undefined", "undefined"), ("null", "null"), ("true", "true"), ("3", "3"), ("1 / 0", "Infinity"),
        ("try { throw { code: 'x' }; } catch (e) { e.code; }", "x"), ("eval('(' + '{a: 1}' + ')').a", "1"),
        ("(function () { var here = 1; return typeof here; }())", "number"), ("'a'.hasOwnProperty('length')", "true"),
    ],
)  # fmt: skip
def test_the_third_edition_is_there(premiere: FakePremiere, script: str, answer: str) -> None:
    assert posted(premiere, body_of(script)) == answer


def test_eval_reads_with_the_same_parser(premiere: FakePremiere) -> None:
    code = (
        "var told; try { eval(%s); told = 'taken'; }"
        " catch (error) { told = error.name + (error instanceof Error); } told"
    )
    assert posted(premiere, body_of(code % "'[1].length'")) == "taken"
    for later in ("'let a = 1'", "'() => 1'", "'({ a: 1, })'", "'var a = \"' + String.fromCharCode(8232) + '\"'"):
        assert posted(premiere, body_of(code % later)) == "SyntaxErrortrue", later


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        ('"""a"b"""', 'a"b'), ('"""two\nlines"""', "two\nlines"), ("\"\"\"it's\"\"\"", "it's"), ('""""""', ""),
        ('"""a\\\\b"""', "a\\b"), ('"""a\\tb"""', "a\tb"), ('["""a""", """b"""].join("+")', "a+b"),
        ('"""ends""""', BROKEN), ('"""open', BROKEN),
    ],
)  # fmt: skip
def test_texts_in_three_quotes(premiere: FakePremiere, script: str, answer: str) -> None:
    assert posted(premiere, body_of(script)) == answer


def test_use_strict_is_no_directive(premiere: FakePremiere) -> None:
    assert posted(premiere, body_of("'use strict';\nundeclared = 3; undeclared")) == "3"


def test_what_a_script_leaves_stays_until_the_panel_is_loaded_again(desk: Desk) -> None:
    desk.run("var kept = 3; $.mine = 4")
    assert desk.run("kept + $.mine") == "7"
    desk.fake.person("reload_panel")
    assert desk.run("typeof kept + typeof $.mine") == "undefinedundefined"


def test_errors_tell_their_line_and_their_source(desk: Desk) -> None:
    with pytest.raises(desk.core.ExtendScriptError) as caught:
        desk.core.eval_script("var a = 1;\n\nnowhere.b;\nvar c;")
    # The first line is pymiere's own.
    assert "ReferenceError at line 4 : nowhere is not defined" in str(caught.value)
    assert "nowhere.b;" in str(caught.value)


def test_errors_of_the_program_are_errors(desk: Desk) -> None:
    told = desk.run(
        "var told; try { app.project.rootItem.createBin(); }"
        " catch (error) { told = (error instanceof Error) + ' ' + error.message; } told"
    )
    assert told == "true Not Enough Parameters"


def test_an_error_of_a_function_that_was_left_there_tells_where_it_is(desk: Desk) -> None:
    desk.run("$.fails = function () {\n  nowhere();\n}; ''")
    with pytest.raises(desk.core.ExtendScriptError, match="nowhere is not defined") as caught:
        desk.core.eval_script("$.fails()")
    assert "nowhere();" in str(caught.value)


def test_every_object_can_be_looked_at(premiere: FakePremiere) -> None:
    assert posted(premiere, body_of("({}).reflect.name + [].reflect.name")) == "ObjectArray"
    assert posted(premiere, body_of("app.reflect.name + app.project.rootItem.reflect.name")) == "ApplicationProjectItem"
    assert posted(premiere, body_of("app.project.rootItem.children.reflect.name")) == "ProjectItemCollection"
    methods = (posted(premiere, body_of("app.project.rootItem.reflect.methods")) or "").split(",")
    assert {"createBin", "moveBin", "setColorLabel"} <= set(methods)
    assert posted(premiere, body_of("var seen = 0; for (var name in {}) { seen++; } seen")) == "0"
