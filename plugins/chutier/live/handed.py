"""What was handed to a person already."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from chutier.errors import ChutierError
from chutier.files import write_whole
from chutier.live.journal import FOLDER
from chutier.plan import ByHand, LinkSound, MakeTimeline, Placed, Tree, apply_actions, tree_from_json, tree_to_json

_LINK = "link"


class Handed:
    """What a person was asked to do is asked for once, not at every build: clips to make (multicam clips) and, where
    the program does not show whether it was done, sounds to link (`sounds`)."""

    def __init__(self, out: Path, program: str, target: str, *, sounds: bool = False) -> None:
        self._sounds = sounds
        self._file = out / FOLDER / f"{program}-by-hand-{sha256(target.encode()).hexdigest()[:12]}.json"

    def add(self, by_hand: Sequence[ByHand]) -> None:
        """These were asked for."""
        before = self._tree()
        actions = [one.action for one in by_hand]
        made = [one for one in actions if not isinstance(one, (LinkSound, MakeTimeline))]
        clips = dict(apply_actions(before, made).clips)
        if self._sounds:
            clips.update((one.clip, _link(one)) for one in actions if isinstance(one, LinkSound))
        if clips != before.clips:
            write_whole(self._file, tree_to_json(Tree(clips=clips)))

    def with_handed(self, tree: Tree) -> Tree:
        """The project with what a person was asked to make, where its bin is still there."""
        clips = dict(tree.clips)
        for clip, asked in self._tree().clips.items():
            there = tree.clips.get(clip)
            if asked.kind == _LINK:
                if there is not None and not there.parts:
                    clips[clip] = replace(there, parts=asked.parts)
            elif there is None and asked.bins[0] in tree.bins:
                clips[clip] = asked
        return replace(tree, clips=clips)

    def _tree(self) -> Tree:
        try:
            return tree_from_json(self._file.read_text(encoding="utf-8"))
        except (OSError, ChutierError, UnicodeDecodeError):
            return Tree()


def _link(action: LinkSound) -> Placed:
    return Placed(clip=action.clip, kind=_LINK, name=action.name, bins=(action.path,), parts=action.parts)
