"""Headings of script notes, camera reports and sound reports, French and English, however they are spelt."""

from collections.abc import Mapping, Sequence

from chutier.blueprint import IGNORED
from chutier.setreports.headings import plain_heading

MEANINGS: dict[str, tuple[str, ...]] = {
    "slate": (
        "seqplan", "sequenceplan", "seqplanprise", "slate", "clap", "scenesetup", "sceneshot", "sceneandsetup",
        "ardoise", "slatename", "scenetake", "seqscene", "nclap", "noclap", "numerodeclap", "slatenumber", "slateno",
    ),
    "scene": (
        "scene", "scenes", "sequence", "seq", "sc", "scn", "scenenumber", "sceneno", "nseq", "nsequence", "noseq",
        "numerodesequence", "scenename",
    ),
    "setup": ("plan", "setup", "shot", "nplan", "noplan", "plans", "shotnumber", "setupletter"),
    "take": ("prise", "take", "tk", "pr", "prises", "takes", "nprise", "takenumber", "takeno", "tktake", "pse"),
    "ep": ("episode", "ep", "epi", "nepisode", "episodenumber"),
    "tags": ("mention", "mentions", "tags", "tag", "marque"),
    "circled": (
        "avis", "cerclee", "cercle", "cercler", "circled", "circle", "circletake", "circledtake", "circletakes",
        "print", "printed", "goodtake", "bonne", "good", "select", "selected", "tkcircled", "verdict", "statut",
        "status", "rating", "bon", "bons", "bonnes", "tiree", "tirees", "tirer", "atirer", "avisreal", "choix",
        "circletk",
    ),
    "day": ("jour", "day", "shootday", "shootingday", "jourdetournage", "njour", "dayno", "daynumber", "jt"),
    "date": (
        "date", "shootdate", "shootingdate", "datedetournage", "shoottimestamp", "recordingdate", "dateofrecording",
    ),
    "unit": ("unit", "equipe", "unite"),
    "shot_size": ("valeur", "valeurdeplan", "size", "shotsize", "framing", "cadre", "grosseur"),
    "lens": ("focale", "lens", "optique", "objectif", "focallength"),
    "cams": ("cameras", "camera", "cam", "cams", "cameraletter", "cameraid", "cameraindex", "cameraname"),
    "media": (
        "clips", "clip", "clipname", "filename", "file", "fichier", "fichiers", "nomdefichier", "sourcefile",
        "sourcefilename", "tkclip", "clipnumber", "clipno", "filepath", "path", "name", "filenames", "nomduclip", "nom",
    ),
    "rolls": (
        "cartes", "carte", "cards", "card", "camroll", "cameraroll", "camerarolls", "roll", "rolls", "mag", "magasin",
        "reel", "reelname", "reelid", "tkcard", "tape", "tapename", "bobine", "bobineimage", "rollimage",
    ),
    "sound_roll": (
        "bobineson", "soundroll", "soundrolls", "sndroll", "rollson", "son", "sound", "sr", "audioroll", "soundreel",
        "soundtape", "soundrollname",
    ),
    "sound_file": ("soundfile", "soundfilename", "fichierson", "sonfichier", "filetag", "soundclip", "wav", "segment"),
    "start": (
        "start", "starttc", "tcstart", "tcin", "timecodein", "tcdebut", "timecode", "starttimecode", "debut", "tc",
        "timecodestart", "intc", "starttime",
    ),
    "end": ("end", "endtc", "tcend", "tcout", "tcfin", "endtimecode", "fin"),
    "mos": ("mos", "muet"),
    "wild": ("sonseul", "wild", "wildtrack", "wt", "ss"),
    "description": ("description", "shotdescription", "action", "descriptif", "contenu"),
    "comments": (
        "notes", "note", "comments", "comment", "commentaires", "commentaire", "remarques", "remarque", "remarks",
        "observations", "observation", "scripternotes", "rapport", "continuitynotes", "editornotes",
    ),
}  # fmt: skip
"""What a column may hold, and the headings that mean it, the surest first."""


def columns_of(headings: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """Which column holds what. `mapped` (heading → meaning, spelt as one likes) goes before our own words."""
    spelt = [plain_heading(heading) for heading in headings]
    told = {plain_heading(heading): meaning for heading, meaning in mapped.items()}
    found: dict[str, int] = {}
    taken: set[int] = set()
    for at, word in enumerate(spelt):
        if meaning := told.get(word):
            taken.add(at)
            if meaning != IGNORED:
                found.setdefault(meaning, at)
    for meaning, words in MEANINGS.items():
        if meaning in found:
            continue
        known = [at for at, word in enumerate(spelt) if at not in taken and word in words]
        if known:
            found[meaning] = min(known, key=lambda at: words.index(spelt[at]))
            taken.add(found[meaning])
    return found
