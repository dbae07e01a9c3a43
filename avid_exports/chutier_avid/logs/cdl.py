"""The colour corrections of a log as ASC CDL 1.2 files: a collection (.ccc), or a decision list (.cdl) with the clips.

Numbers come through as they are written (`-1.0e-05` too): what a log says is what a grade was.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from chutier.i18n import _
from chutier_avid.ale import Ale, Row

NAMESPACE = "urn:ASC:CDL:v1.2"

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_GROUP = rf"\(\s*({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*\)"
_SOP = re.compile(rf"\s*{_GROUP}\s*{_GROUP}\s*{_GROUP}\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One clip's correction, its numbers as text; `media` is the file that it belongs to."""

    id: str
    media: str
    slope: str
    offset: str
    power: str
    saturation: str = "1"


def corrections(ale: Ale) -> tuple[tuple[Correction, ...], tuple[str, ...], int]:
    """The corrections, ids made unique; a sentence for each that cannot be read; how many rows have none."""
    found: list[Correction] = []
    wrong: list[str] = []
    without = 0
    taken: dict[str, int] = {}
    for number, row in enumerate(ale, 1):
        sop, saturation = row.get("ASC_SOP"), row.get("ASC_SAT")
        if not sop and not saturation:
            without += 1
            continue
        match = _SOP.fullmatch(sop or "(1 1 1)(0 0 0)(1 1 1)")
        if match is None or (saturation and not re.fullmatch(_NUMBER, saturation)):
            wrong.append(_("row {row}, {name}: {text} is no CDL").format(
                row=number, name=row.get("Name"), text=repr(sop if match is None else saturation)))  # fmt: skip
            continue
        groups = match.groups()
        found.append(Correction(
            id=_unique(row, taken), media=row.get("Source File") or row.get("Name"), slope=" ".join(groups[:3]),
            offset=" ".join(groups[3:6]), power=" ".join(groups[6:]), saturation=saturation or "1",
        ))  # fmt: skip
    return tuple(found), tuple(wrong), without


def _unique(row: Row, taken: dict[str, int]) -> str:
    name = row.get("Name") or row.get("Source File") or f"row{row.line}"
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}_{taken[name]}"


def ccc(found: tuple[Correction, ...]) -> bytes:
    """A ColorCorrectionCollection: for programs that pair corrections by id."""
    root = Element("ColorCorrectionCollection", xmlns=NAMESPACE)
    for one in found:
        _correction(root, one)
    return _xml(root)


def cdl(found: tuple[Correction, ...]) -> bytes:
    """A ColorDecisionList: each correction with the file that it belongs to."""
    root = Element("ColorDecisionList", xmlns=NAMESPACE)
    for one in found:
        decision = SubElement(root, "ColorDecision")
        SubElement(decision, "MediaRef", ref=_clean(one.media))
        _correction(decision, one)
    return _xml(root)


def _correction(parent: Element, one: Correction) -> None:
    correction = SubElement(parent, "ColorCorrection", id=_clean(one.id))
    sop = SubElement(correction, "SOPNode")
    for name, text in (("Slope", one.slope), ("Offset", one.offset), ("Power", one.power)):
        SubElement(sop, name).text = text
    SubElement(SubElement(correction, "SatNode"), "Saturation").text = one.saturation


def _clean(text: str) -> str:
    """`text` without what no XML may hold."""
    return _CONTROLS.sub("", text)


def _xml(root: Element) -> bytes:
    indent(root)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
