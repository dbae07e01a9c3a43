"""Every key of a show file and of a template, one table: what validation accepts and what text editors complete.

Keys are English words; labels (bins, names, vocabulary) are free text in the language of the production.
"""

from chutier.blueprint import REPORT_COLUMNS
from chutier.model import Source
from chutier.show.kinds import Either, Free, Key, ListOf, MapOf, Ref, Scalar, Table

FORMAT = 1
"""The number that `schema:` holds."""

FOR_EACH = ("episode", "scene", "day", "roll", "camera", "character", "interview", "location", "unit", "spot")
SORTS = ("slate", "time", "name")
OMITS = ("skip", "placeholder")
SEQUENCES = ("dailies", "kem", "selects", "assembly")
PROGRAMS = ("avid", "resolve", "premiere", "fcp")
SYSTEMS = ("us", "uk", "fr")

ANSWERS: dict[str, str] = {
    "title": "production.title",
    "code": "production.code",
    "fps": "production.fps",
    "start_tc": "production.start_tc",
    "raster": "production.raster",
    "day_one": "production.day_one",
    "season": "production.season",
    "episodes": "production.episodes",
    "reels": "production.reels",
    "acts": "production.acts",
    "client": "production.client",
    "agency": "production.agency",
    "product": "production.product",
    "spots": "production.spots",
    "lengths": "production.lengths",
    "ratios": "production.ratios",
    "characters": "production.characters",
    "interviews": "production.interviews",
    "locations": "production.locations",
    "initials": "production.initials",
    "slate": "slate.system",
    "cameras": "slate.cameras",
}
"""What `answers:` may hold, and the key of the template that each one fills in."""


def _k(name: str, type_: "Scalar | ListOf | MapOf | Table | Either | Free | Ref", english: str, french: str) -> Key:
    return Key(name=name, type=type_, english=english, french=french)


def _must(key: Key) -> Key:
    return Key(name=key.name, type=key.type, english=key.english, french=key.french, required=True)


TEXT = Scalar()
WHOLE = Scalar(kind="whole")
FLAG = Scalar(kind="flag")
RULE = Scalar(kind="rule")
EXPR = Scalar(kind="expr")
COLOR = Scalar(kind="color")
TEXTS = ListOf(item=TEXT)

PRODUCTION = Table(keys=(
    _k("code", TEXT, "Short code of the production, in names.", "Code court de la production, dans les noms."),
    _k("title", TEXT, "Title of the production.", "Titre de la production."),
    _k("fps", Scalar(kind="rate"), "Frame rate: 24, 25, 23.976, 29.97 …", "Cadence : 24, 25, 23.976, 29.97…"),
    _k("drop", FLAG, "Drop-frame timecode (29.97, 59.94).", "Timecode drop-frame (29.97, 59.94)."),
    _k("start_tc", Scalar(kind="timecode"), "Start timecode of sequences.", "Timecode de début des montages."),
    _k("raster", Scalar(kind="raster"), "Picture size, such as 1920x1080.", "Taille d'image, comme 1920x1080."),
    _k("day_one", Scalar(kind="date"), "Date of shooting day 1, YYYY-MM-DD.", "Date du jour 1, AAAA-MM-JJ."),
    _k("season", WHOLE, "Season.", "Saison."),
    _k("episodes", TEXTS, "Episodes, as on the slate.", "Épisodes, comme sur le clap."),
    _k("reels", WHOLE, "Number of reels.", "Nombre de bobines."),
    _k("acts", WHOLE, "Number of acts.", "Nombre d'actes."),
    _k("client", TEXT, "Client.", "Client."),
    _k("agency", TEXT, "Agency.", "Agence."),
    _k("product", TEXT, "Product.", "Produit."),
    _k("spots", TEXTS, "Films of the campaign.", "Films de la campagne."),
    _k("lengths", TEXTS, "Lengths in seconds.", "Durées en secondes."),
    _k("ratios", TEXTS, "Picture formats: 16x9, 9x16 …", "Formats d'image : 16x9, 9x16…"),
    _k("characters", TEXTS, "Characters, or people followed.", "Personnages, ou personnes suivies."),
    _k("interviews", TEXTS, "People interviewed.", "Personnes en entretien."),
    _k("locations", TEXTS, "Places.", "Lieux."),
    _k("initials", TEXT, "Initials of the editor, in names.", "Initiales du monteur, dans les noms."),
    _k("language", TEXT, "Language of the production.", "Langue de la production."),
))  # fmt: skip

SLATE = Table(keys=(
    _k("system", Scalar(kind="choice", choices=SYSTEMS),
       "How slates are numbered: us 12A-3, uk 6-2, fr 12/3-2.", "Numérotation du clap : us 12A-3, uk 6-2, fr 12/3-2."),
    _k("inserted", TEXTS, "Words of inserted scenes, in order.", "Mots des séquences ajoutées, dans l'ordre."),
    _k("prefix_before", FLAG, "A47 stands before 47.", "A47 se place avant 47."),
    _k("added_scenes", Scalar(kind="choice", choices=("prefix", "suffix")),
       "Added scenes: prefix (A47 before 47) or suffix (47A after).",
       "Séquences ajoutées : prefix (A47) ou suffix (47A)."),
    _k("setup_letters", Scalar(kind="choice", choices=("skip_IO", "skip_IOYZ", "all")),
       "Letters of setups that are left out.", "Lettres de plan que l'on saute."),
    _k("cameras", TEXTS, "Cameras, A first.", "Caméras, A d'abord."),
    _k("prefixes", MapOf(value=TEXT),
       "Meaning of scene prefixes: {V: vfx_plate}.", "Sens des préfixes de séquence : {V: vfx_plate}."),
))  # fmt: skip

SEQUENCE = Table(keys=(
    _must(_k("type", Scalar(kind="choice", choices=SEQUENCES),
             "What the sequence is made of.", "Ce que contient le montage.")),
    _must(_k("name", RULE, "Naming rule, or @rule.", "Règle de nom, ou @règle.")),
    _k("order", ListOf(item=Scalar(kind="order")), "Fields to sort by, in order.", "Champs du tri, dans l'ordre."),
))  # fmt: skip

_BIN_KEYS = (
    _must(_k("name", RULE, "Name of the bin: text, rule or @rule.", "Nom du chutier : texte, règle ou @règle.")),
    _k("for_each", Scalar(kind="choice", choices=FOR_EACH),
       "One bin per value; `it` is the value.", "Un chutier par valeur ; `it` est la valeur."),
    _k("place", EXPR, "Which clips go there.", "Quels plans y vont."),
    _k("sort", Scalar(kind="choice", choices=SORTS), "Order of the clips.", "Ordre des plans."),
    _k("omit", Scalar(kind="choice", choices=OMITS),
       "Omitted scenes: no bin, or an empty one.", "Séquences supprimées : sans chutier, ou vide."),
    _k("view", TEXT, "Columns: a name of views.", "Colonnes : un nom de views."),
    _k("color", Scalar(kind="bin_color"), "Colour, or a key of colors.", "Couleur, ou une clé de colors."),
    _k("note", TEXT, "What this bin is for.", "À quoi sert ce chutier."),
    _k("sequences", ListOf(item=SEQUENCE), "Sequences to prepare there.", "Montages à y préparer."),
    _k("search", RULE, "Words of a search bin, which shows what the program finds.",
       "Mots d'un chutier de recherche, qui montre ce que le logiciel trouve."),
)  # fmt: skip

BIN = Table(keys=(
    *_BIN_KEYS,
    _k("children", ListOf(item=Ref(name="bin")), "Bins inside.", "Chutiers à l'intérieur."),
))  # fmt: skip

ADDED_BIN = Table(keys=(
    *_BIN_KEYS,
    _k("before", TEXT, "Put it before this bin.", "Le placer avant ce chutier."),
    _k("after", TEXT, "Put it after this bin.", "Le placer après ce chutier."),
    _k("children", ListOf(item=Ref(name="added_bin")), "Bins to add or change inside.",
       "Chutiers à y ajouter ou changer."),
))  # fmt: skip

WHEN = Table(keys=(
    _must(_k("when", EXPR, "For which clips.", "Pour quels plans.")),
    _k("set", MapOf(value=RULE), "Names that then hold.", "Noms qui valent alors."),
    _k("color", Scalar(kind="bin_color"), "Colour that then holds.", "Couleur qui vaut alors."),
))  # fmt: skip

REPORTS = Table(keys=(
    _k("headings", MapOf(value=Scalar(kind="choice", choices=REPORT_COLUMNS)),
       "What a column of a set report holds, by its heading.", "Ce que contient une colonne, par son titre."),
    _k("kinds", MapOf(value=Scalar(kind="choice", choices=("script", "camera", "sound"))),
       "Kind of paper by file name: {'notes_*.csv': script}.", "Nature du rapport par nom : {'notes_*.csv': script}."),
))  # fmt: skip

TEMPLATE = Table(keys=(
    _k("schema", Scalar(kind="choice", choices=(str(FORMAT),)), "Format of this file: 1.", "Format de ce fichier : 1."),
    _k("id", TEXT, "Name of the template, without spaces.", "Nom du modèle, sans espaces."),
    _k("version", WHOLE, "Version of the template: 1, 2 …", "Version du modèle : 1, 2…"),
    _k("title", TEXT, "What the template is for.", "À quoi sert le modèle."),
    _k("description", TEXT, "One sentence on the template.", "Une phrase sur le modèle."),
    _k("locale", Scalar(kind="choice", choices=("fr", "en")), "Language of the labels.", "Langue des libellés."),
    _k("extends", TEXT, "Template that this one changes: id or path.", "Modèle que celui-ci modifie : id ou chemin."),
    _k("ask", ListOf(item=Scalar(kind="choice", choices=tuple(ANSWERS))),
       "Answers that a new show should give.", "Réponses qu'une nouvelle production doit donner."),
    _k("production", PRODUCTION, "The production.", "La production."),
    _k("slate", SLATE, "How slates are read.", "Comment le clap se lit."),
    _k("vocab", MapOf(value=Either(items=TEXTS, keys=MapOf(value=TEXT))),
       "Tables of words, for |map:table.", "Tables de mots, pour |map:table."),
    _k("colors", MapOf(value=COLOR), "Colours by status or kind. Never red.",
       "Couleurs par avis ou nature. Jamais rouge."),
    _k("names", MapOf(value=RULE), "Naming rules; clip names the clips.", "Règles de nom ; clip nomme les plans."),
    _k("bins", ListOf(item=Ref(name="bin")), "The bins; replaces inherited ones.",
       "Les chutiers ; remplace ceux hérités."),
    _k("bins_remove", TEXTS, "Bins to leave out: OUTER > INNER.", "Chutiers à retirer : EXTÉRIEUR > INTÉRIEUR."),
    _k("bins_add", ListOf(item=Ref(name="added_bin")), "Bins to add or change, by name.",
       "Chutiers à ajouter ou changer."),
    _k("rules", ListOf(item=WHEN), "Names and colours for some clips.", "Noms et couleurs de certains plans."),
    _k("rules_add", ListOf(item=WHEN), "Rules after the inherited ones.", "Règles après celles héritées."),
    _k("views", MapOf(value=ListOf(item=Scalar(kind="column"))), "Columns of bins.", "Colonnes des chutiers."),
    _k("track_layout", MapOf(value=TEXTS), "Names of tracks.", "Noms des pistes."),
    _k("turnovers", MapOf(value=Free()), "What each department is sent.", "Ce que chaque service reçoit."),
    _k("targets", MapOf(value=Free(), names=PROGRAMS), "Options of editing programs.", "Options des logiciels."),
    _k("setreports", REPORTS, "How unusual set reports are read.", "Comment lire les rapports inhabituels."),
    _k("precedence", ListOf(item=Scalar(kind="choice", choices=tuple(Source))),
       "Who is right when sources disagree.", "Qui a raison quand les sources se contredisent."),
))  # fmt: skip


def _answer_keys() -> tuple[Key, ...]:
    found = []
    for name, target in ANSWERS.items():
        table, key = target.split(".")
        source = next(k for k in {"production": PRODUCTION, "slate": SLATE}[table].keys if k.name == key)
        found.append(_k(name, source.type, source.english, source.french))
    return tuple(found)


SHOW = Table(keys=(
    _k("template", TEXT, "Template and version: long-metrage-fr@1.", "Modèle et version : long-metrage-fr@1."),
    _k("answers", Table(keys=_answer_keys()), "What the template asks.", "Ce que le modèle demande."),
    _k("taste", TEXT, "File of the editor's own taste, laid over all.",
       "Fichier des goûts du monteur, par-dessus tout."),
    _k("scenes", TEXT, "The scene list, a CSV beside this file.", "La liste des séquences, un CSV à côté."),
    _k("catalogue", TEXT, "Where the catalogue is: path or URL.", "Où est le catalogue : chemin ou URL."),
    _k("language", Scalar(kind="choice", choices=("fr", "en")), "Language of reports.", "Langue des rapports."),
    *TEMPLATE.keys,
))  # fmt: skip

TABLES: dict[str, Table] = {"bin": BIN, "added_bin": ADDED_BIN}
