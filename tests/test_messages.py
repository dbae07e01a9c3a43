"""Every message has its French, with the same placeholders, and the compiled catalogue is the one of the text."""

import re

import pytest

messages = pytest.importorskip("messages", reason="needs babel")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?:![rs])?(?::[^{}]*)?\}", text))


def translated() -> dict[str, tuple[str, ...]]:
    return {
        (m.id[0] if isinstance(m.id, tuple) else m.id): (m.string if isinstance(m.string, tuple) else (m.string,))
        for m in messages.french()
        if m.id
    }


def test_every_message_of_the_code_has_its_french() -> None:
    known = translated()
    wanted = [m.id[0] if isinstance(m.id, tuple) else m.id for m in messages.extracted() if m.id]
    missing = [text for text in wanted if not all(known.get(text) or ("",))]
    assert not missing, "run: python tests/messages.py, then translate"


def test_nothing_is_translated_that_the_code_no_longer_says() -> None:
    wanted = {m.id[0] if isinstance(m.id, tuple) else m.id for m in messages.extracted() if m.id}
    assert not set(translated()) - wanted


def test_placeholders_are_the_same_in_both_languages() -> None:
    for message in messages.french():
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        allowed = set().union(*map(placeholders, forms))
        french = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in french if message.id else ():
            assert placeholders(text) <= allowed, forms[0]
            assert len(forms) > 1 or placeholders(text) == allowed, forms[0]


def test_the_compiled_catalogue_is_fresh() -> None:
    assert messages.COMPILED.read_bytes() == messages.compiled(messages.french())


def test_french_typography_keeps_its_accents() -> None:
    poor = re.compile(r"\b(?:sequence|camera|episode|decor|numero|fichier deja|deja|meme)\b", re.IGNORECASE)
    found = [text for french in translated().values() for text in french if poor.search(re.sub(r"\{.*?\}", "", text))]
    assert not [text for text in found if "--" not in text]
