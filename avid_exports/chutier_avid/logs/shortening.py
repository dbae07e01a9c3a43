"""Titles made short so that a person still knows what they mean.

    Camera serial number  ->  Cam Ser No       words that everybody abbreviates
    Focus_distance_unit   ->  Focus_dist_unt   then vowels inside words, the longest word first
    ...                                        then the gaps, and only then letters are cut off
Figures stay: Audiotrack1 and Audiotrack12 are two things.
"""

import re
from collections.abc import Callable, Sequence

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^A-Za-z0-9]+")
_VOWELS = "aeiouAEIOU"

_SHORT = {
    # English
    "camera": "cam", "number": "no", "serial": "ser", "source": "src", "audio": "aud", "track": "trk", "tracks": "trks",
    "recorder": "rec", "recording": "rec", "record": "rec", "temperature": "temp", "resolution": "res",
    "timecode": "TC", "frame": "frm", "frames": "frms", "distance": "dist", "exposure": "exp", "index": "idx",
    "sensor": "sens", "angle": "ang", "color": "col", "colour": "col", "original": "orig", "duration": "dur",
    "version": "ver", "firmware": "FW", "software": "SW", "hardware": "HW", "manufacturer": "mfr", "production": "prod",
    "director": "dir", "location": "loc", "description": "desc", "comment": "cmt", "comments": "cmts",
    "character": "char", "characters": "chars", "format": "fmt", "horizontal": "horiz", "vertical": "vert",
    "maximum": "max", "minimum": "min", "average": "avg", "reference": "ref", "identifier": "ID",
    "information": "info", "metadata": "meta", "channel": "ch", "channels": "chs", "speed": "spd", "project": "proj",
    "aspect": "asp", "position": "pos", "image": "img", "picture": "pic", "sound": "snd", "device": "dev",
    "model": "mdl", "white": "wht", "balance": "bal", "quality": "qual", "group": "grp", "message": "msg",
    "memory": "mem", "magazine": "mag", "system": "sys", "status": "stat", "length": "len", "level": "lvl",
    "background": "bg", "foreground": "fg", "database": "db", "department": "dept", "compression": "comp",
    "supervisor": "sup", "assistant": "asst", "episode": "ep", "sequence": "seq", "category": "cat",
    # French
    "numero": "no", "bobine": "bob", "personnage": "perso", "personnages": "persos", "commentaire": "com",
    "commentaires": "coms", "remarque": "rem", "remarques": "rems", "equipe": "eq", "cadence": "cad",
    "couleur": "coul", "objectif": "obj", "exposition": "expo", "vitesse": "vit", "definition": "def",
    "hauteur": "haut", "largeur": "larg", "originale": "orig", "piste": "pst", "pistes": "psts", "fichier": "fich",
    "journee": "jour", "realisateur": "real",
}  # fmt: skip
"""What people of the trade write themselves when there is no room."""

_Step = Callable[[Sequence[str]], list[str] | None]


def shortened(title: str, length: int) -> str:
    """`title` in `length` characters at most; itself when it is no longer than that. One title has one short form."""
    parts = _PART.findall(title)
    steps: Sequence[_Step] = (_abbreviated, _without_a_vowel, _without_a_gap, _cut)
    for step in steps:
        while sum(map(len, parts)) > length:
            fewer = step(parts)
            if fewer is None:
                break
            parts = fewer
    return "".join(parts)[:length].rstrip()


def _abbreviated(parts: Sequence[str]) -> list[str] | None:
    """The word that gains most, in short."""
    gains = [len(part) - len(_SHORT.get(part.lower(), part)) for part in parts]
    if max(gains, default=0) <= 0:
        return None
    at = gains.index(max(gains))
    return _with(parts, at, _in_case_of(parts[at], _SHORT[parts[at].lower()]))


def _in_case_of(word: str, short: str) -> str:
    if word.isupper() or short.isupper():
        return short.upper()
    return short.capitalize() if word[0].isupper() else short


def _without_a_vowel(parts: Sequence[str]) -> list[str] | None:
    """The longest word that has one to spare, without its last inner vowel."""
    spare = [len(part) if len(part) > 3 and _inner_vowel(part) else 0 for part in parts]
    if not any(spare):
        return None
    at = _last(spare)
    place = _inner_vowel(parts[at])
    return _with(parts, at, parts[at][:place] + parts[at][place + 1 :])


def _inner_vowel(word: str) -> int:
    """The place of the last vowel that neither begins nor ends `word`; 0 when there is none."""
    return max((place for place in range(1, len(word) - 1) if word[place] in _VOWELS), default=0)


def _without_a_gap(parts: Sequence[str]) -> list[str] | None:
    """Without the last gap that does not part two numbers; the next word begins with a capital."""
    for at in range(len(parts) - 1, -1, -1):
        between = 0 < at < len(parts) - 1 and parts[at - 1].isdigit() and parts[at + 1].isdigit()
        if not parts[at][0].isalnum() and not between:
            after = [part[:1].upper() + part[1:] for part in parts[at + 1 : at + 2]]
            return [*parts[:at], *after, *parts[at + 2 :]]
    return None


def _cut(parts: Sequence[str]) -> list[str] | None:
    """The longest word without its last letter."""
    words = [len(part) if part.isalpha() and len(part) > 1 else 0 for part in parts]
    if not any(words):
        return None
    at = _last(words)
    return _with(parts, at, parts[at][:-1])


def _last(lengths: Sequence[int]) -> int:
    """The last of the longest: what a title begins with says most."""
    return max(range(len(lengths)), key=lambda at: (lengths[at], at))


def _with(parts: Sequence[str], at: int, part: str) -> list[str]:
    return [*parts[:at], part, *parts[at + 1 :]]
