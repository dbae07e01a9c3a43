"""The papers of the generated week: script notes of two units, camera reports, sound reports, the scene list."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from chutier.demo.week_media import TRACKS
from chutier.demo.week_names import Names, sound_roll
from chutier.demo.week_plan import scene_labels
from chutier.demo.week_shot import DATES, FPS, Shot, timecode

_MONTHS = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
"""As a French spreadsheet shortens them."""

_SETS = ("CUISINE", "SALON", "CAFÉ DU PORT", "FORÊT", "PLAGE", "VOITURE", "HÔPITAL", "RUE DE L'ÉGLISE", "GARE", "JETÉE")
_EFFECTS = ("JOUR", "NUIT", "SOIR", "AUBE")
_NO_CLIP = frozenset({"circled-absent", "take-absent"})


def papers_of(day: int, shots: Sequence[Shot], names: Names) -> Iterator[tuple[Path, bytes]]:
    """Name and bytes of each paper of a day, whose `shots` are in the order of shooting."""
    folder = Path("RAPPORTS", f"J{day:02}")
    units = {unit: [shot for shot in shots if shot.unit == unit] for unit in (1, 2)}
    yield folder / f"scripte_J{day:02}.csv", _script_notes(units[1], names)
    yield folder / f"script_notes_2nd_unit_J{day:02}.csv", _second_unit_notes(units[2], names)
    yield folder / f"crif_J{day:02}.csv", _camera_report(shots, names)
    for unit, some in units.items():
        recorded = [shot for shot in some if shot.heard]
        if recorded:
            yield folder / f"son_{sound_roll(day, unit)}.csv", _sound_report(day, unit, recorded, names)


def scene_list() -> bytes:
    """120 scenes in script order (UTF-8, `;`)."""
    rows = [["Séquence", "I/E", "Décor", "Effet", "Statut", "Personnages"]]
    for number, label in enumerate(scene_labels()):
        decor = _SETS[number * 7 % len(_SETS)]
        inside = "EXT" if decor in ("FORÊT", "PLAGE", "JETÉE", "RUE DE L'ÉGLISE") else "INT"
        rows.append([label, inside, decor, _EFFECTS[number % 4], "", "LÉA" if number % 3 else "HÉLÈNE, SIMON"])
    return _table(rows, ";").encode()


def spreadsheet_date(shot: Shot) -> str:
    """What a French spreadsheet makes of the slate `12/3`: `12-mars`."""
    return f"{int(shot.scene)}-{_MONTHS[int(shot.setup) - 1]}"


def _script_notes(shots: Iterable[Shot], names: Names) -> bytes:
    head = ["Jour", "Date", "Séq./plan", "Prise", "Avis", "Valeur", "Caméras", "Cartes", "Bobine son", "Durée", "Notes"]
    rows = [head]
    for shot in shots:
        if shot.noted:
            slate = spreadsheet_date(shot) if shot.flaw == "excel-date" else shot.slate
            mark = shot.mark if shot.setup else ""
            sound = sound_roll(shot.day, shot.unit) if shot.sound else "muet"
            rows.append([
                f"J{shot.day:02}", str(DATES[shot.day - 1]), slate, str(shot.take), "cerclée" if shot.circled else "",
                shot.size, shot.cameras, " ".join(_named(shot, names)), sound, _length(shot),
                " ".join(filter(None, (mark, shot.note))),
            ])  # fmt: skip
    return _table(rows, ";").encode("cp1252")


def _second_unit_notes(shots: Iterable[Shot], names: Names) -> bytes:
    head = [
        "Day",
        "Date",
        "Scene",
        "Setup",
        "Take",
        "Circled",
        "Shot size",
        "Cameras",
        "Clips",
        "Sound roll",
        "Comments",
    ]
    rows = [head]
    for shot in shots:
        if shot.noted:
            mark = f" {shot.mark}" if shot.mark and shot.setup and not shot.mos else ""
            sound = sound_roll(shot.day, shot.unit) if shot.sound else "MOS"
            rows.append([
                str(shot.day), str(DATES[shot.day - 1]), shot.scene if shot.setup else shot.slate, shot.setup,
                f"{shot.take}{mark}", "Y" if shot.circled else "", shot.size, shot.cameras,
                " ".join(() if shot.flaw in _NO_CLIP else _named(shot, names)), sound, shot.note,
            ])  # fmt: skip
    return _table(rows, ",").encode()


def _named(shot: Shot, names: Names) -> tuple[str, ...]:
    """The clips that a row names; its cards where a clip has none."""
    if shot.flaw in _NO_CLIP:
        return tuple(names.cards[rolled.card] for rolled in shot.rolled)
    return names.of_shot(shot)


def _camera_report(shots: Iterable[Shot], names: Names) -> bytes:
    """The columns of the VES CRIF (camerareports.org): one row a take and camera."""
    head = [
        "Job", "CRIF Version", "Unique Slate ID", "Slate", "Camera Letter", "Scene Number", "Shoot Day",
        "Shoot Timestamp", "Shot Description", "Unit", "tkTake", "tkCard", "tkClip", "tkCircled",
    ]  # fmt: skip
    rows = [head]
    for shot in shots:
        slated = shot.flaw != "no-slate"
        for rolled in shot.rolled if shot.reported else ():
            clip = names.clips[shot.number, rolled.card.camera]
            stamp = f"{DATES[shot.day - 1]:%Y/%m/%d} {str(timecode(shot.start))[:8]}"
            rows.append([
                "La Nuit d'été", "1.0", f"NDV-{shot.number:04}", (shot.camera_says or shot.slate) if slated else "",
                rolled.card.camera, shot.scene if slated else "", str(shot.day), stamp, shot.note if slated else "",
                str(shot.unit), str(shot.take) if slated else "", clip[:-4], clip[-4:], "Y" if shot.circled else "",
            ])  # fmt: skip
    return _table(rows, ",").encode()


def _sound_report(day: int, unit: int, shots: Sequence[Shot], names: Names) -> bytes:
    """An overview and a take list, as the Sound Devices 6 series writes them (664 user guide, Sound Reports)."""
    roll = sound_roll(day, unit)
    overview = {
        "Project:": "La Nuit d'été", "Date:": f"{DATES[day - 1]:%m/%d/%y}", "Sound Mixer:": "C. Morel" if unit == 1 else
        "R. Blake", "Roll:": roll, "Media:": "SD", "File Type:": "WAV Poly", "Sample Rate:": "48 kHz", "Bit Depth:":
        "24", "FPS:": "24 ND",
    }  # fmt: skip
    head = ["File Name", "Scene", "Take", "Length", "Start TC", "Circled", "Notes"]
    rows = [[*head, *(f"Trk{n}" for n in range(1, len(TRACKS) + 1))]]
    for shot in shots:
        seconds = (shot.lead + shot.frames + shot.tail) // FPS
        mark = f" {shot.mark}" if shot.mark and shot.setup else ""
        tracks = [TRACKS[0], "", ""] if shot.flaw == "tracks" else TRACKS
        rows.append([
            f"{names.sounds[shot.number]}.wav", shot.slate, f"{shot.take}{mark}",
            f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}", str(timecode(shot.start - shot.lead)),
            "Y" if shot.circled else "", shot.note, *tracks,
        ])  # fmt: skip
    return (_table(overview.items(), ",", quoted=True) + "\r\n" + _table(rows, ",", quoted=True)).encode()


def _length(shot: Shot) -> str:
    return f"{shot.frames // FPS // 60}:{shot.frames // FPS % 60:02}"


def _table(rows: Iterable[Sequence[str]], delimiter: str, *, quoted: bool = False) -> str:
    out = io.StringIO(newline="")
    csv.writer(
        out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerows(rows)
    return out.getvalue()
