"""The paper of the day as it comes from the set: script notes, camera report, and the script's scene list."""

import csv
import io
from collections.abc import Sequence

from chutier.demo.script import DATE, DAY, SHOTS, Shot

LONG_DECOR = "GRANDE TERRASSE DE LA MAISON SUR LE PORT"
"""Forty characters: trap 14."""

_DECORS = (
    "CUISINE D'HÉLÈNE", "SALON D'HÉLÈNE", "CAFÉ DU PORT", "FORÊT", "PLAGE", "VOITURE DE SIMON", "HÔPITAL, COULOIR",
    "CHAMBRE DE LÉA", "RUE DE L'ÉGLISE", "GARE", "JETÉE", "GRENIER",
)  # fmt: skip
_EFFECTS = ("JOUR", "NUIT", "SOIR", "AUBE")
_OMITTED = 93
_KNOWN = {"12": "CUISINE D'HÉLÈNE", "12bis": "CUISINE D'HÉLÈNE", "A47": "FORÊT", "7": LONG_DECOR, "128": "JETÉE"}


def scene_list() -> bytes:
    """148 scenes in script order (UTF-8, `;`), with 12bis, A47 and one that was cut."""
    rows = [["Séquence", "I/E", "Décor", "Effet", "Statut", "Personnages"]]
    for number in range(1, 147):
        labels = [f"A{number}", str(number)] if number == 47 else [str(number)]
        labels += [f"{number}bis"] if number == 12 else []
        rows += [_scene(label, number) for label in labels]
    return _csv(rows).encode("utf-8")


def _scene(label: str, number: int) -> list[str]:
    decor = _KNOWN.get(label, _DECORS[number * 7 % len(_DECORS)])
    status = "supprimée" if number == _OMITTED else ""
    people = "HÉLÈNE, SIMON" if number % 3 else "LÉA"
    inside = "EXT" if decor in ("FORÊT", "PLAGE", "JETÉE", LONG_DECOR, "RUE DE L'ÉGLISE") else "INT"
    return [label, inside, decor, _EFFECTS[number % 4], status, people]


def script_notes() -> bytes:
    """The rapport montage (cp1252, `;`): every take but the one nobody slated; one slate became a date (trap 12)."""
    head = ["Jour", "Date", "Séq./plan", "Prise", "Avis", "Valeur", "Caméras", "Cartes", "Bobine son", "Durée", "Notes"]
    rows = [head, *(_note(shot) for shot in SHOTS if shot.scene)]
    return _csv(rows).encode("cp1252", "replace")


def _note(shot: Shot) -> list[str]:
    slate = f"{shot.scene}/{shot.setup}" if shot.setup else f"{shot.scene} {shot.mark}"
    if (shot.scene, shot.setup, shot.take) == ("12", "3", 1):
        slate = "12-mars"
    cards = " ".join(f"{card}C{number:03}" for card, number in shot.cards.values()) or "A012"
    note = " ".join(part for part in (shot.mark if shot.setup else "", _composed(shot.note)) if part)
    verdict = "cerclée" if shot.circled else ""
    sound = "S003" if shot.sound else "muet"
    cameras = "".join(shot.cards) or ("A" if shot.setup else "")
    return [
        f"J{DAY:02}", DATE, slate, str(shot.take), verdict, shot.size, cameras, cards if shot.setup else "",
        sound, f"0:{int(shot.seconds):02}", note,
    ]  # fmt: skip


def camera_report() -> bytes:
    """A camera report with the columns of the VES CRIF (camerareports.org): one row a take and camera."""
    head = [
        "Job", "CRIF Version", "Unique Slate ID", "Slate", "Camera Letter", "Scene Number", "Shoot Day",
        "Shoot Timestamp", "Shot Description", "Unit", "tkTake", "tkCard", "tkClip", "tkCircled",
    ]  # fmt: skip
    rows = [head]
    for number, shot in enumerate(SHOTS, 1):
        for camera, (card, clip) in shot.cards.items():
            slate = shot.tags.get("scene", f"{shot.scene}/{shot.setup}" if shot.scene else "")
            stamp = f"{DATE.replace('-', '/')} {shot.at}"
            rows.append(
                ["La Nuit d'été", "1.0", f"NDV-{number:04}", slate, camera, shot.scene, str(DAY), stamp,
                 _composed(shot.note), "1", str(shot.take), card, f"C{clip:03}", "Y" if shot.circled else ""]
            )  # fmt: skip
    return _csv(rows, ",").encode("utf-8")


def _composed(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


def _csv(rows: Sequence[Sequence[str]], delimiter: str = ";") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
