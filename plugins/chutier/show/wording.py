"""The words of a new show file, in the language of its template (not of the person's system: the file stays)."""

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "head": "{title} : ce que Chutier sait de la production.\n"
        "Ce qui suit un # est un commentaire. Vérifier ce fichier : chutier template check chutier.yaml",
        "template": "Modèle suivi, et sa version. chutier template update montre ce qu'apporte une plus récente.",
        "code": "court, dans les noms ; à changer si la production en a déjà un",
        "fps": "cadence de tournage : 23.976, 24, 25, 29.97…",
        "start_tc": "timecode de début des montages",
        "raster": "image des montages : 1920x1080, 3840x2160…",
        "day_one": "date du premier jour de tournage, AAAA-MM-JJ",
        "cameras": "toutes les caméras, A d'abord",
        "slate": "fr : 12/3-2 ; us : 12A-3 ; uk : 6-2",
        "episodes": "numéros, comme sur le clap",
        "scenes": "Liste des séquences (CSV) : séquence ; décor ; effet… Elle peut arriver plus tard.",
        "scenes_file": "scenario.csv",
        "own": "Tout ce que dit le modèle (chutier template show {template}) se change ici. Par exemple :",
        "bin": "JINGLES",
    },
    "en": {
        "head": "{title}: what Chutier knows of this production.\n"
        "What follows a # is a comment. To check this file: chutier template check chutier.yaml",
        "template": "The template it follows, and its version. chutier template update shows what a newer one brings.",
        "code": "short, used in names; change it if the production has one already",
        "fps": "shooting rate: 23.976, 24, 25, 29.97 …",
        "start_tc": "start timecode of sequences",
        "raster": "picture size of sequences: 1920x1080, 3840x2160 …",
        "day_one": "date of the first shooting day, YYYY-MM-DD",
        "cameras": "every camera, A first",
        "slate": "us: 12A-3; uk: 6-2; fr: 12/3-2",
        "episodes": "numbers, as on the slate",
        "scenes": "Scene list (CSV): scene, set, day/night … It may come later.",
        "scenes_file": "scenes.csv",
        "own": "All that the template says (chutier template show {template}) can be changed here. For example:",
        "bin": "TEMP MUSIC",
    },
}

EXAMPLES: dict[str, str] = {
    "code": "NDV",
    "fps": "25",
    "start_tc": '"01:00:00:00"',
    "raster": "1920x1080",
    "day_one": "2026-05-12",
    "season": "1",
    "episodes": "[101, 102]",
    "reels": "5",
    "acts": "5",
    "client": '"…"',
    "agency": '"…"',
    "product": '"…"',
    "spots": '["…"]',
    "lengths": "[30, 20]",
    "ratios": '["16x9"]',
    "characters": '["…"]',
    "interviews": '["…"]',
    "locations": '["…"]',
    "initials": "AB",
    "slate": "fr",
    "cameras": "[A, B]",
    "title": '"…"',
}
"""What an answer that nobody gave yet looks like, in a comment."""
