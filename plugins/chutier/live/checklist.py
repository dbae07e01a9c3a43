"""What a build leaves to a person, as a file to print and tick."""

from collections.abc import Callable, Sequence
from pathlib import Path

from chutier.files import write_whole
from chutier.i18n import _, speaking
from chutier.plan import Action


def checklist(
    out: Path, title: str, number: int, actions: Sequence[Action], instruction: Callable[[Action], str], locale: str
) -> tuple[str, ...]:
    """Write the numbered list of build `number` in the program `title`, in the show's language: what `instruction` says
    of each action. Its path, none when nothing is left to do. Raises ChutierError when the disk refuses."""
    if not actions:
        return ()
    with speaking(locale):
        instructions = dict.fromkeys(map(instruction, actions))
        head = _("To do in {program}, build {n}").format(program=title, n=number)
        name = _("TO DO")
    lines = [head, "=" * len(head), "", *(f"{place:3}. [ ] {one}" for place, one in enumerate(instructions, 1))]
    path = out / f"{name}_b{number}.txt"
    write_whole(path, "\n".join(lines) + "\n")
    return (str(path),)
