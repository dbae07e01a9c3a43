"""What was handed to a person already."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from chutier.errors import ChutierError
from chutier.files import write_whole
from chutier.live.journal import FOLDER
from chutier.model import ClipId
from chutier.plan import ByHand, LinkSound, MakeTimeline, Tree, apply_actions, tree_from_json, tree_to_json


class Handed:
    """Clips that a person was asked to make (multicam clips): asked for once, not at every build."""

    def __init__(self, out: Path, program: str, target: str) -> None:
        self._file = out / FOLDER / f"{program}-by-hand-{sha256(target.encode()).hexdigest()[:12]}.json"

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
