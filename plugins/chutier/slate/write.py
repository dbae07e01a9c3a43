"""From what a slate says to how it is written."""

from chutier.slate.value import Slate


def format_slate(slate: Slate, style: str = "name") -> str:
    """`name` is safe in file and bin names (`12bis-3-02 B`), `paper` is how the crew writes it (`12bis/3-2 B`).

    Both parse back to the same slate under the same system.
    """
    tail = "".join(f" {tag}" for tag in slate.tags if not _is_wild(slate) or tag not in ("WT", "RT"))
    cameras = f" {','.join(slate.cameras)}" if slate.cameras else ""
    body = _body(slate, paper=style == "paper")
    if _is_wild(slate):
        tag = "RT" if "RT" in slate.tags else "WT"
        take = "" if slate.take is None else str(slate.take)
        return f"{body} {tag}{take}".strip() + cameras
    return f"{body}{_take(slate, paper=style == 'paper')}{tail}{cameras}"


def _is_wild(slate: Slate) -> bool:
    return bool({"WT", "RT"} & set(slate.tags))


def _body(slate: Slate, *, paper: bool) -> str:
    episode = f"{slate.ep}-" if slate.ep else ""
    if slate.system == "us":
        return f"{episode}{slate.scene}{slate.setup}"
    if slate.system == "fr":
        mark = "/" if paper else "-"
        return f"{episode}{slate.scene}{mark}{slate.setup}" if slate.setup else f"{episode}{slate.scene}"
    scene = f"Sc {slate.scene} " if slate.scene else ""
    number = "" if slate.slate is None else f"{slate.slate}{slate.variant}"
    return f"{episode}{scene}{number}"


def _take(slate: Slate, *, paper: bool) -> str:
    if slate.take is None:
        return ""
    return f"-{slate.take:02}" if slate.system == "fr" and not paper else f"-{slate.take}"
