"""The document that Premiere imports: bins in bins, clips with all that is known of them, whatever it is called."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.demo import make_catalogue_clips
from chutier.naming import limits_for
from chutier.plan import Timeline, want
from chutier.show import TemplateInfo, list_templates, template_blueprint
from chutier.show.scalars import COLORS
from chutier.testing.trees import clip, project
from chutier_premiere.labels import LABELS, label_of
from chutier_premiere.xmeml import Project
from chutier_premiere.xmeml.notes import BETWEEN
from chutier_premiere.xmeml.text import leaf, legal, node
from premiere.xml_reading import document, held, read

AWKWARD = (
    "R&D <3>", ']]>', '"quotes"', "it's", "été", "🎬 clap", "a/b\\c", " spaces ", "", "tab\there", "two\nlines",
    "a\r\nb", "&amp;", "<!-- -->", "١٢", "e\u0301", "\u2028",
)  # fmt: skip


def one_clip(**how: object) -> ET.Element:
    root = read(document(project(clip(1, **how)), french=True))  # type: ignore[arg-type]
    return held(root).every("clips")[0]


@pytest.mark.parametrize("name", [name for name in AWKWARD if name])
def test_any_name_comes_back(name: str) -> None:
    bins = (("SEQ", name),)
    tree = project(clip(1, *bins, name=name), timelines=[Timeline(bin=bins[0], name=name, type="kem", clips=())])
    found = held(read(document(tree, title=name)))
    assert found.bins == [("SEQ",), ("SEQ", name)]
    assert found.names("clips") == {("SEQ", name): [name]}


@given(st.text())
def test_any_text_is_a_text(text: str) -> None:
    assert ET.fromstring(leaf("name", text)).text in ({legal(text)} if text else {None, ""})
    assert ET.fromstring(node("bin", leaf("name", text), id=text)).get("id") == legal(text)


@given(st.lists(st.integers(0, 0x10FFFF).map(chr)).map("".join))
def test_what_xml_refuses_is_replaced_and_all_else_stays(text: str) -> None:
    kept = [new == old for new, old in zip(legal(text), text, strict=True)]
    for sign, same in zip(text, kept, strict=True):
        try:
            ET.fromstring(f"<a>{sign}</a>".encode()) if sign not in "<&" else None
            refused = False
        except (ET.ParseError, UnicodeEncodeError):
            refused = True
        assert same or refused or "\x7f" <= sign <= "\x9f"
        assert not (same and refused)


def test_the_same_show_makes_the_same_file() -> None:
    tree = project(clip(2, ("B",)), clip(1, ("A",)), timelines=[Timeline(bin=("A",), name="x", type="kem")])
    assert document(tree) == document(tree)


def test_bins_and_what_lies_in_them() -> None:
    scene = ("10_SEQUENCES", "SEQ 12")
    tree = project(
        clip(1, scene), clip(2, scene, color="cyan"), clip(3, ("SON",), kind="sound"),
        bins=[("90_DOCUMENTS", "PHOTOS")],
        timelines=[Timeline(bin=scene, name="BAB", type="kem", clips=(clip(1).clip, clip(2).clip))],
    )  # fmt: skip
    found = held(read(document(tree)))
    assert found.bins == list(tree.bins)
    assert found.names("clips") == {scene: ["12-3-01", "12-3-02"], ("SON",): ["12-3-03"]}
    assert found.names("sequences") == {scene: ["BAB"]}


def test_one_clip_as_premiere_writes_it() -> None:
    found = one_clip(columns={"setup": "3", "status": "bonne", "description": "gros plan", "circled": "cerclée"})
    assert found.findtext("ismasterclip") == "TRUE"
    assert found.findtext("duration") == "240"
    assert [found.findtext(f"rate/{tag}") for tag in ("timebase", "ntsc")] == ["24", "FALSE"]
    file = found.find("media/video/track/clipitem/file")
    assert file is not None
    assert file.findtext("pathurl") == "file://localhost/rushes/A012/A012C001_260514_R1AB.mov"
    assert file.findtext("timecode/string") == "10:00:20:00"
    assert file.findtext("timecode/frame") == str((10 * 3600 + 20) * 24)
    assert file.findtext("timecode/displayformat") == "NDF"
    assert file.findtext("timecode/reel/name") == "A012R1AB"
    assert file.findtext("media/video/samplecharacteristics/width") == "1920"
    assert file.findtext("media/audio/channelcount") == "2"
    heard = [one.findtext("clipitem/sourcetrack/trackindex") for one in found.findall("media/audio/track")]
    assert heard == ["1", "2"]
    logged = {one.tag: one.text or "" for one in found.find("logginginfo") or ()}
    assert logged == {
        "description": "gros plan", "scene": "12", "shottake": "3-1", "lognote": "bonne", "good": "TRUE",
        "originalvideofilename": "A012C001_260514_R1AB.mov", "originalaudiofilename": "",
    }  # fmt: skip


@pytest.mark.parametrize("color", COLORS)
def test_colours_are_labels(color: str) -> None:
    assert one_clip(color=color).findtext("labels/label2") == LABELS[label_of(color)]


def test_no_colour_is_no_label() -> None:
    assert one_clip().find("labels") is None


VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="|\ufffe\uffff"),
                 min_size=1)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["description", "comments", "cam", "lens", "decor", "day", "tags", "status", "ours"]), VALUES
    )
)
def test_all_that_is_known_comes_back(columns: dict[str, str]) -> None:
    found = one_clip(columns={"setup": "4", **columns})
    got = {"description": found.findtext("logginginfo/description"), "status": found.findtext("logginginfo/lognote")}
    got["comments"] = found.findtext("comments/mastercomment1")
    titles = {
        "caméra": "cam", "focale": "lens", "décor": "decor", "jour": "day", "mentions": "tags", "ours": "ours",
    }  # fmt: skip
    for one in [one for one in found.find("comments") or () if one.tag != "mastercomment1"]:
        for told in (one.text or "").split(BETWEEN):
            title, _colon, value = told.partition(": ")
            got[titles[title]] = value
    assert {field: value for field, value in got.items() if value} == columns


def test_columns_of_several_lines_are_one_line_among_others() -> None:
    found = one_clip(columns={"decor": "CUISINE\nd'Hélène", "lens": "35 | 50", "comments": "un\ndeux"})
    assert found.findtext("comments/mastercomment1") == "un\ndeux"
    assert found.findtext("comments/mastercomment2") == "décor: CUISINE d'Hélène"
    assert found.findtext("comments/mastercomment3") == "focale: 35 ¦ 50"


def test_a_still_and_a_file_without_timecode() -> None:
    still = clip(1, kind="still")
    assert still.media is not None
    bare = replace(still, media=replace(still.media, time=None, audio_tracks=0, width=None, height=None))
    found = held(read(document(project(bare)))).every("clips")[0]
    assert found.findtext("media/video/track/clipitem/stillframe") == "TRUE"
    assert found.find("duration") is None
    assert found.find(".//timecode") is None
    assert found.find("media/audio") is None


def test_two_clips_of_one_file_tell_it_once() -> None:
    one, two = clip(1), clip(2)
    root = read(document(project(one, replace(two, media=one.media))))
    assert len({file.get("id") for file in root.iter("file")}) == 1


@pytest.mark.parametrize("template", list_templates(), ids=lambda one: one.id)
def test_every_template_keeps_the_rules(template: TemplateInfo) -> None:
    blueprint = template_blueprint(template.id)
    clips, scenes = make_catalogue_clips(400, 30, episodes=blueprint.production.episodes)
    limits = limits_for("premiere", {})
    wanted = want(
        blueprint, clips, scenes, limits, one_home=True, sync_on_picture=True, number_doubles=True
    )  # fmt: skip
    made = Project(wanted.tree, {one.id: one.media for one in clips if one.media}, title=template.id)
    found = held(read("".join(made.pieces())))
    assert found.bins == list(wanted.tree.bins)
    assert len(found.every("clips")) == len([one for one in wanted.tree.clips.values() if one.media])
    assert len(found.every("sequences")) == made.told.sequences >= len(wanted.tree.timelines)
    assert [*made.told.left_out, *made.told.mute, *made.told.missing] == []


def shapes(root: ET.Element) -> set[tuple[str, str]]:
    """Which element holds which."""
    return {(parent.tag, child.tag) for parent in root.iter() for child in parent}


# Elements of Apple's catalogue that exports of a single sequence, as the samples are, have no use for.
CATALOGUE = {
    ("xmeml", "project"), ("project", "name"), ("project", "children"), ("children", "bin"), ("children", "clip"),
    ("bin", "name"), ("bin", "children"), ("clip", "masterclipid"), ("clip", "ismasterclip"), ("clip", "duration"),
    ("clip", "rate"), ("clip", "name"), ("clip", "media"), ("clip", "logginginfo"), ("clip", "comments"),
    ("clip", "labels"), ("clipitem", "comments"), ("clipitem", "stillframe"), ("logginginfo", "good"),
    ("logginginfo", "originalvideofilename"), ("logginginfo", "originalaudiofilename"), ("children", "sequence"),
    *(("comments", f"mastercomment{number}") for number in (1, 2, 3, 4)),
}  # fmt: skip


def test_elements_lie_where_premiere_puts_them(samples: Path) -> None:
    genuine = [ET.parse(path).getroot() for path in sorted((samples / "fcpxml" / "xmeml").glob("premiere_*.xml"))]
    assert genuine
    known = set().union(CATALOGUE, *map(shapes, genuine))
    clips, scenes = make_catalogue_clips(200, 10)
    wanted = want(
        template_blueprint("long-metrage-fr"), clips, scenes, limits_for("premiere", {}), one_home=True,
        sync_on_picture=True, number_doubles=True,
    )  # fmt: skip
    media = {one.id: one.media for one in clips if one.media}
    root = read("".join(Project(wanted.tree, media, title="X").pieces()))
    assert shapes(root) - known == set()


def test_a_slate_number_is_told_once() -> None:
    assert one_clip(columns={"slate": "214", "take": "2"}).findtext("logginginfo/shottake") == "214-2"
    assert one_clip(columns={"slate": "214"}).find("comments") is None
    both = one_clip(columns={"slate": "214", "setup": "3", "take": "2", "circled": ""})
    assert both.findtext("logginginfo/shottake") == "3-2"
    assert both.findtext("comments/mastercomment4") == "clap: 214"
    assert both.findtext("logginginfo/good") == "FALSE"


def test_a_sound_has_as_many_channels_as_its_file() -> None:
    sound = clip(1, kind="wild")
    assert sound.media is not None
    for count, told in ((0, 1), (1, 1), (8, 8)):
        root = read(document(project(replace(sound, media=replace(sound.media, audio_tracks=count)))))
        found = held(root).every("clips")[0]
        assert found.findtext(".//file/media/audio/channelcount") == str(told)
        assert found.find("media/video") is None
        assert found.find(".//file/media/video") is None
        assert len(found.findall("media/audio/track")) == told
