"""The fake held to the contract: calls, arguments and vocabularies of its version, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosts.resolve import PROFILES, FakeResolve, VirtualFile
from hosts.resolve.contract import Contract, UndocumentedCall, enforced
from hosts.resolve.kinds import Verdict, judged

A, SOUND = "/a.mov", "/a.wav"
FILES = {A: VirtualFile(), SOUND: VirtualFile(picture=False, audio=2)}


def resolve(**how: Any) -> FakeResolve:
    return FakeResolve(**{"files": FILES, **how})


def pool(fake: FakeResolve) -> Any:
    return fake.resolve.GetProjectManager().GetCurrentProject().GetMediaPool()


def project(fake: FakeResolve) -> Any:
    return fake.resolve.GetProjectManager().GetCurrentProject()


# What can be reached ------------------------------------------------------------------------------------------------


def test_an_undocumented_call_fails_and_is_remembered() -> None:
    """`Folder.SetClipProperty` is in a published library: bins cannot be renamed."""
    fake = resolve()
    with pytest.raises(UndocumentedCall):
        pool(fake).GetRootFolder().SetClipProperty("Name", "x")
    assert fake.violations == ["Folder.SetClipProperty is not documented for (20, 3, 1, 6)"]


def test_a_documented_call_that_is_not_modelled_says_so() -> None:
    fake = resolve()
    with pytest.raises(NotImplementedError, match=r"MediaPool\.ImportFolderFromFile"):
        pool(fake).ImportFolderFromFile("x.drb")
    assert fake.violations == ["MediaPool.ImportFolderFromFile is documented, and not modelled"]


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_newer_than_the_version_is_not_there(profile: str) -> None:
    fake = resolve(**PROFILES[profile])
    item = pool(fake).ImportMedia([A])[0]
    for name, since in (("SetName", (20, 2)), ("SetThirdPartyMetadata", (19, 0)), ("GetTimeline", (21, 0, 4))):
        there = fake.version >= since
        assert (name in dir(item)) == there
        if not there:
            with pytest.raises(UndocumentedCall):
                getattr(item, name)


@pytest.mark.parametrize("profile", PROFILES)
def test_all_that_is_listed_can_be_read(profile: str) -> None:
    fake = resolve(**PROFILES[profile])
    handles = [fake.resolve, fake.manager, project(fake), pool(fake), pool(fake).GetRootFolder()]
    for handle in handles:
        assert all(callable(getattr(handle, name)) for name in dir(handle))
        assert "_fake" not in dir(handle)
    assert fake.violations == []


def test_what_no_class_documents_is_hidden_though_it_is_inherited() -> None:
    """A project has an id, the manager of projects has none."""
    fake = resolve()
    assert "GetUniqueId" in dir(project(fake))
    assert "GetUniqueId" not in dir(fake.manager)
    with pytest.raises(UndocumentedCall):
        fake.resolve.GetUniqueId()


def test_a_lenient_fake_answers_none_to_any_name_as_the_bridge_does() -> None:
    fake = resolve(lenient=True)
    assert pool(fake).ImportPorject("x") is None
    assert fake.resolve.EXPORT_NO_SUCH_THING() is None
    assert fake.violations == []


def test_constants_are_asked_for_not_listed() -> None:
    """A missing one comes back as a callable (21); one that no version has is a slip of ours."""
    fake = resolve(version=(19, 0, 3, 1))
    assert not [name for name in dir(fake.resolve) if name.isupper()]
    assert callable(fake.resolve.AUDIO_SYNC_MODE)
    assert callable(fake.resolve.AUDIO_SYNC_MARKER)
    assert fake.violations == []
    with pytest.raises(UndocumentedCall):
        _ = fake.resolve.AUDIO_SYNC_TIME_CODE
    with pytest.raises(NotImplementedError):
        _ = fake.resolve.EXPORT_HDR_10_PROFILE_A


def test_versions_are_compared_by_their_numbers() -> None:
    contract = Contract.load()
    assert contract.has("Folder.AnalyzeForSlate", (21, 0))
    assert contract.has("Folder.AnalyzeForSlate", (21, 0, 0, 47))
    assert not contract.has("Folder.AnalyzeForSlate", (20, 3, 2))
    assert not contract.has("MediaPool.GetTimelineByName")
    assert "AnalyzeForSlate" in contract.names("Folder", (21, 1))
    assert "AnalyzeForSlate" not in contract.names("Folder", (20, 3, 2))


def test_deprecated_calls_are_remembered_from_then_on() -> None:
    """21.1 offers `GetSettings`; the old call still runs (seen on Studio 21.1)."""
    for version, remembered in (((21, 0, 4, 5), set()), ((21, 1, 0, 14), {"Project.GetSetting"})):
        fake = resolve(version=version)
        assert project(fake).GetSetting("timelineFrameRate")
        assert fake.deprecations == remembered
        assert fake.violations == []


# What calls take ----------------------------------------------------------------------------------------------------

Call = Callable[[FakeResolve], object]


def clip(fake: FakeResolve, path: str = A) -> Any:
    return pool(fake).ImportMedia([path])[0]


def line(fake: FakeResolve) -> Any:
    return pool(fake).CreateEmptyTimeline("x")


WRONG: dict[str, Call] = {
    "too few": lambda fake: pool(fake).AddSubFolder(pool(fake).GetRootFolder()),
    "too many": lambda fake: pool(fake).GetRootFolder(1),
    "no list": lambda fake: pool(fake).MoveClips(pool(fake).GetRootFolder(), pool(fake).GetRootFolder()),
    "a list of others": lambda fake: pool(fake).DeleteClips([pool(fake).GetRootFolder()]),
    "a hole in a list": lambda fake: pool(fake).DeleteClips([clip(fake), None]),
    "another object": lambda fake: pool(fake).SetCurrentFolder(clip(fake)),
    "a name for an object": lambda fake: pool(fake).AddSubFolder("Master", "x"),
    "nothing for an object": lambda fake: project(fake).SetCurrentTimeline(None),
    "keys of another call": lambda fake: pool(fake).ImportMedia([{"media": A, "startFrame": 1}]),
    "a text for a number": lambda fake: pool(fake).ImportMedia([{"FilePath": A, "StartIndex": "1", "EndIndex": 2}]),
    "no clip in a clip's info": lambda fake: pool(fake).AppendToTimeline([{"mediaPoolItem": A, "startFrame": 0}]),
    "a number for a text": lambda fake: clip(fake).SetMetadata({"Take": 3}),
    "a number for a key": lambda fake: clip(fake).SetThirdPartyMetadata({1: "x"}),
    "a truth for a number": lambda fake: clip(fake).AddMarker(True, "Blue", "a", "", 1, ""),
    "a number for a name": lambda fake: pool(fake).CreateEmptyTimeline(12),
    "a setting that is no text": lambda fake: project(fake).SetSetting("timelineFrameRate", 25),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_arguments_are_found(wrong: str) -> None:
    fake = resolve()
    with pytest.raises(UndocumentedCall):
        WRONG[wrong](fake)
    assert len(fake.violations) == 1


@pytest.mark.parametrize("files", [(A,), (A, SOUND)])
def test_the_form_for_any_number_is_not_modelled(files: tuple[str, ...]) -> None:
    """`AppendToTimeline(clip, clip)`: documented since ever, deprecated by 21.1."""
    fake = resolve()
    with pytest.raises(NotImplementedError, match="give it a list"):
        pool(fake).AppendToTimeline(*(clip(fake, one) for one in files))


MISSPELLED: dict[str, tuple[Call, object]] = {
    "a marker's colour for a clip": (lambda fake: clip(fake).SetClipColor("Red"), False),
    "a clip's colour for a flag": (lambda fake: clip(fake).AddFlag("Orange"), False),
    "a colour in small letters": (lambda fake: clip(fake).AddMarker(0, "blue", "a", "", 1, ""), False),
    "a page": (lambda fake: fake.resolve.OpenPage("Edit"), False),
    "a kind of track": (lambda fake: line(fake).AddTrack("picture"), False),
    "a number for a constant": (lambda fake: line(fake).Export("/x.edl", 3, 4), False),
    "a text for a constant": (
        lambda fake: pool(fake).AutoSyncAudio([clip(fake), clip(fake, SOUND)], {"syncMode": "timecode"}), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISSPELLED)
def test_a_word_that_resolve_does_not_know_is_answered_no_and_noted(case: str) -> None:
    """19.1.3: a plain False, whatever is wrong."""
    fake = resolve()
    call, answer = MISSPELLED[case]
    assert call(fake) is answer
    assert len(fake.misspelled) == 1
    assert fake.violations == []


RIGHT: dict[str, Call] = {
    "all flags": lambda fake: clip(fake).ClearFlags("All"),
    "no marker's text": lambda fake: clip(fake).AddMarker(0, "Sky", "a", "", 1),
    "fractions of a frame": lambda fake: clip(fake).AddMarker(0.0, "Sky", "a", "", 1.0, ""),
    "metadata by key": lambda fake: clip(fake).SetMetadata("Take", "3"),
    "nothing to set": lambda fake: clip(fake).SetMetadata({}),
    "part of an info": lambda fake: (line(fake), pool(fake).AppendToTimeline([{"mediaPoolItem": clip(fake)}])),
    "an empty list": lambda fake: pool(fake).MoveClips([], pool(fake).GetRootFolder()),
    "the handle's constants": lambda fake: pool(fake).AutoSyncAudio(
        [clip(fake), clip(fake, SOUND)], {fake.resolve.AUDIO_SYNC_MODE: fake.resolve.AUDIO_SYNC_TIMECODE}
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_documented_passes(case: str) -> None:
    fake = resolve()
    RIGHT[case](fake)
    assert (fake.violations, fake.misspelled) == ([], [])


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3), max_leaves=5,
)  # fmt: skip
KINDS = sorted({
    kind.lstrip("*")
    for said in Contract.load().symbols().values()
    for kind in [*(one for form in said.get("forms", ()) for one in form), *said.get("keys", {}).values()]
})  # fmt: skip


@given(kind=st.sampled_from(KINDS), value=ANYTHING)
def test_every_kind_of_the_contract_judges_whatever_comes(kind: str, value: Any) -> None:
    verdict, told = judged(kind, value, Contract.load().symbols(), lambda name: object())
    assert (verdict is Verdict.FINE) == (told == "")


# What a class of the fake may have ----------------------------------------------------------------------------------


def test_a_fake_cannot_invent_calls() -> None:
    with pytest.raises(AssertionError, match="no call of Resolve"):

        @enforced
        class MediaPool:
            def GetTimelineByName(self, name: str) -> None:  # noqa: N802 - the program's spelling, here and below
                """Other fakes have it."""


def test_a_fake_cannot_ask_for_more_than_is_documented() -> None:
    with pytest.raises(AssertionError, match="with 1 arguments, here with 2 at least"):

        @enforced
        class Folder:
            def Export(self, filePath: str, overwrite: bool) -> None:  # noqa: N802, N803
                """A bin template."""


class Marked:
    def AddMarker(self, frameId: int, color: str, name: str, note: str, duration: int) -> None:  # noqa: N802, N803
        """Without the text for scripts."""

    def OnlyHere(self) -> None:  # noqa: N802
        """Documented for no class."""


def test_what_is_inherited_counts_too() -> None:
    with pytest.raises(AssertionError, match="with 6 arguments, here with 5 at most"):
        enforced(type("Timeline", (Marked,), {}))
    assert enforced(type("Folder", (Marked,), {}))
