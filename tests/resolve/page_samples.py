"""A day of a French feature as a dialog: what a person sees before *Build bins*, in both languages."""

from chutier_resolve.dialogs import Branch, Button, Dialog

TAKES = {
    "SEQ 012": ("12-1-01", "12-1-02", "12-3-01 ●", "12-3-02"),
    "SEQ 013": ("13-1-01", "13-1-02 ●", "13-2-01"),
}
SOUND = tuple(f"LNDE_J03_T{number:02}" for number in range(1, 12))


def _rows(mark: str, *names: str) -> tuple[Branch, ...]:
    return tuple(Branch(text=name, mark=mark) for name in names)


def _scene(name: str, takes: tuple[str, ...], *, new: bool, french: bool) -> Branch:
    roll = f"{name} (bout à bout, {len(takes)} plans)" if french else f"{name} (timeline, {len(takes)} clips)"
    return Branch(text=name, mark="+" if new else "", children=_rows("+", roll, *takes))


def _tree(french: bool) -> tuple[Branch, ...]:
    ready = (
        Branch(text="11-4-02 depuis 20_RUSHES ▸ J02" if french else "11-4-02 from 20_RUSHES ▸ J02", mark=">"),
        Branch(text="11-5-02 : couleur Green" if french else "11-5-02: colour Green", mark="~"),
    )
    scenes = [_scene(name, takes, new=name == "SEQ 013", french=french) for name, takes in TAKES.items()]
    sources = (
        Branch(text="CAM A", mark="+", children=_rows("+", *(f"A012C{number:03}" for number in range(1, 10)))),
        Branch(text="CAM B", mark="+", children=_rows("+", *(f"B007C{number:03}" for number in range(1, 5)))),
        Branch(text="SON", mark="+", children=_rows("+", *SOUND)),
    )
    lost = "13-3-01 : son fichier sur RAID_02 est hors ligne" if french else "13-3-01: its file on RAID_02 is offline"
    return (
        Branch(text="10_SEQUENCES", children=(Branch(text="SEQ 011", children=ready), *scenes)),
        Branch(text="20_RUSHES", children=(Branch(text="J03", mark="+", children=sources),)),
        Branch(text="90_A VOIR", children=_rows("!", lost)),
    )


def day(language: str) -> Dialog:
    """The plan of day 3 of *La Nuit d'été*, in "en" or "fr"."""
    if language == "fr":
        return Dialog(
            title="Ranger les chutiers",
            lead="La Nuit d’été, jour J03, dans le projet NUIT_MONTAGE\n"
            "5 chutiers, 31 plans, 2 timelines, 1 déplacement, 1 couleur",
            tree=_tree(french=True),
            notes=(
                "= 12-2-02 : reste dans 99_PERSO, où quelqu’un l’a rangé",
                "? 2 chutiers ne sont pas de nous, laissés tels quels",
            ),
            buttons=(Button(id="cancel", label="Annuler"), Button(id="go", label="Ranger", main=True)),
        )
    return Dialog(
        title="Build bins",
        lead="La Nuit d’été, day J03, in the project NUIT_MONTAGE\n5 bins, 31 clips, 2 timelines, 1 move, 1 colour",
        tree=_tree(french=False),
        notes=(
            "= 12-2-02: stays in 99_PERSO, where somebody put it",
            "? 2 bins are not ours, left alone",
        ),
        buttons=(Button(id="cancel", label="Cancel"), Button(id="go", label="Build", main=True)),
    )
