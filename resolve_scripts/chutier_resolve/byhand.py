"""What a person must do in Resolve themselves, said in the words of its menus, and what was handed to them already."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from chutier.errors import ChutierError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.model import ClipId
from chutier.plan import (
    Action,
    AddToBin,
    ByHand,
    LinkSound,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
    Tree,
    apply_actions,
    spelled,
    tree_from_json,
    tree_to_json,
)  # fmt: skip
from chutier_resolve.journal import FOLDER


def instruction(action: Action) -> str:
    """How a person does what this edition and version will not let a script do."""
    match action:
        case LinkSound(name=name, sounds=sounds):
            return _(
                "in the media pool select {name} and {sounds}, right-click, Auto Sync Audio > Based on Timecode"
            ).format(name=name, sounds=", ".join(sounds))
        case PlaceClip(placed=placed) if placed.kind == "group":
            return _(
                "select the angles of {name}, right-click, Create New Multicam Clip Using Selected Clips, angle sync "
                "by Timecode, and move it to {bin}"
            ).format(name=placed.name, bin=spelled(placed.bins[0]))
        case PlaceClip(placed=placed):
            return _("{name} has no file that we know: import it by hand into {bin}").format(
                name=placed.name, bin=spelled(placed.bins[0])
            )
        case Rename() | SetColumns() | SetColor() | MoveClip():
            return _("on the multicam clip that you made by hand: {action}").format(action=str(action).strip())
        case AddToBin(placed=placed, path=path):
            return _("a clip lies in one bin: for {name} in {bin}, make a smart bin").format(
                name=placed.name, bin=spelled(path)
            )
        case MakeTimeline(timeline=timeline):
            return _("say the production's frame rate in the show (fps), then build again to get the timeline {name}"
                     ).format(name=timeline.name)  # fmt: skip
    return str(action)


class Handed:
    """Clips that a person was asked to make (multicam clips): asked for once, not at every build."""

    def __init__(self, out: Path, target: str) -> None:
        self._file = out / FOLDER / f"resolve-by-hand-{sha256(target.encode()).hexdigest()[:12]}.json"

    def add(self, by_hand: Sequence[ByHand]) -> None:
        """These were asked for."""
        before = self._tree()
        after = apply_actions(
            before, [one.action for one in by_hand if not isinstance(one.action, (LinkSound, MakeTimeline))]
        )
        if after.clips != before.clips:
            write_whole(self._file, tree_to_json(Tree(clips=after.clips)))

    def has(self, clip: ClipId) -> bool:
        """Whether a person was asked to make it."""
        return clip in self._tree().clips

    def with_handed(self, tree: Tree) -> Tree:
        """The project with what a person was asked to make, where its bin is still there."""
        asked = self._tree().clips
        there = {clip: one for clip, one in asked.items() if clip not in tree.clips and one.bins[0] in tree.bins}
        return replace(tree, clips={**tree.clips, **there}) if there else tree

    def _tree(self) -> Tree:
        try:
            return tree_from_json(self._file.read_text(encoding="utf-8"))
        except (OSError, ChutierError, UnicodeDecodeError):
            return Tree()
