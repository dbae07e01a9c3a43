"""What a person must do in Resolve themselves, said in the words of its menus."""

from chutier.i18n import _
from chutier.plan import (
    Action,
    AddToBin,
    LinkSound,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
    spelled,
)  # fmt: skip


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
