"""What a person must do in Premiere themselves, said in the words of its menus."""

from chutier.i18n import _
from chutier.plan import Action, AddToBin, LinkSound, MoveClip, PlaceClip, Rename, SetColor, SetColumns, spelled


def instruction(action: Action) -> str:
    """How a person does what no script can."""
    match action:
        case LinkSound(name=name, sounds=sounds):
            return _("select {name} and {sounds}, Clip > Merge Clips, synchronise by Timecode").format(
                name=name, sounds=", ".join(sounds)
            )
        case PlaceClip(placed=placed) if placed.kind == "group":
            return _(
                "select the angles of {name}, Clip > Create Multi-Camera Source Sequence, synchronise by Timecode, and "
                "move it to {bin}"
            ).format(name=placed.name, bin=spelled(placed.bins[0]))
        case PlaceClip(placed=placed):
            return _("{name} has no file that we know: import it by hand into {bin}").format(
                name=placed.name, bin=spelled(placed.bins[0])
            )
        case Rename() | SetColumns() | SetColor() | MoveClip():
            return _("on the clip that you made by hand: {action}").format(action=str(action).strip())
        case AddToBin(placed=placed, path=path):
            return _("a clip lies in one bin: for {name} in {bin}, make a search bin").format(
                name=placed.name, bin=spelled(path)
            )
    return str(action)
