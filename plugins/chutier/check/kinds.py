"""Every kind of issue that a check can find: its stable code, how bad it is, and the way out."""

from collections.abc import Callable
from dataclasses import dataclass

from chutier.check.issue import Severity
from chutier.i18n import _

BLOCKING, WARNING, NOTICE = Severity.BLOCKING, Severity.WARNING, Severity.NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKind:
    """`title` and `todo` give their text in the language of the moment."""

    code: str
    severity: Severity
    title: Callable[[], str]
    todo: Callable[[], str]


def _k(code: str, severity: Severity, title: Callable[[], str], todo: Callable[[], str] = lambda: "") -> IssueKind:
    return IssueKind(code=code, severity=severity, title=title, todo=todo)


_ALL = (
    # What is missing.
    _k("circled-absent", BLOCKING, lambda: _("circled, and not on any card"),
       lambda: _("call the set before the card is formatted: which card holds it?")),
    _k("card-absent", BLOCKING, lambda: _("a card or roll that never arrived"),
       lambda: _("ask for the card, then: chutier ingest CARD")),
    _k("take-absent", WARNING, lambda: _("in the notes, and not on any card"),
       lambda: _("ask whether it was really shot; if so, which card holds it?")),
    _k("not-in-notes", WARNING, lambda: _("on a card, and not in the script notes"),
       lambda: _("ask the script supervisor, or say what it is: chutier set CLIP scene=… take=…")),
    _k("no-notes", WARNING, lambda: _("a day without script notes"),
       lambda: _("without them nothing tells what should be there: chutier ingest FILE")),
    _k("no-sound-roll", WARNING, lambda: _("a day without sound"),
       lambda: _("ask for the sound roll, then: chutier ingest ROLL")),
    _k("no-sound", WARNING, lambda: _("picture without sound"),
       lambda: _("ask the mixer; if it was meant to have none: chutier set CLIP mos=yes")),
    _k("no-picture", WARNING, lambda: _("sound without picture"),
       lambda: _("look for the card; if it never had a picture: chutier set CLIP wild=yes")),
    _k("no-slate", WARNING, lambda: _("nobody knows what it is"),
       lambda: _("look at it and say: chutier set CLIP scene=… setup=… take=…")),
    _k("gone", WARNING, lambda: _("the file is no longer where it was"),
       lambda: _("mount the drive, or ingest it where it is now")),
    _k("unreadable", BLOCKING, lambda: _("a file that cannot be read"),
       lambda: _("copy it again from the card and compare; do not format the card")),
    _k("clip-gap", WARNING, lambda: _("clip numbers are missing"),
       lambda: _("ask the camera assistant: deleted in the camera, or not copied?")),
    _k("take-gap", WARNING, lambda: _("take numbers are missing"),
       lambda: _("ask the script supervisor whether they exist")),
    _k("setup-gap", NOTICE, lambda: _("setup numbers are left out")),
    # What is there twice, or contradicts itself.
    _k("duplicate", WARNING, lambda: _("one clip in two places"),
       lambda: _("it counts once; make sure that the clip which should lie there is not lost")),
    _k("same-content", WARNING, lambda: _("two names for one content"),
       lambda: _("one of them is a copy: make sure that nothing is lost under its name")),
    _k("reel-twice", BLOCKING, lambda: _("one reel name for two cards"),
       lambda: _("the conform needs reels that are unique: have the lab or the camera crew rename one of them")),
    _k("conflict", WARNING, lambda: _("the sources disagree"),
       lambda: _("look at the slate, then say what is right: chutier set CLIP FIELD=VALUE")),
    _k("notes-disagree", WARNING, lambda: _("two lines of notes for one take"),
       lambda: _("ask the script supervisor which one holds")),
    _k("slate-refused", WARNING, lambda: _("a slate that cannot be read"),
       lambda: _("say what it is: chutier set CLIP scene=… take=…; or correct the paper and ingest it again")),
    _k("excel-date", NOTICE, lambda: _("a slate that a spreadsheet made a date of"),
       lambda: _("look at the line once; ask for the column as text")),
    # Time.
    _k("tc-overlap", WARNING, lambda: _("timecode that overlaps"),
       lambda: _("the conform cannot tell them apart by timecode: note it for the lab")),
    _k("tc-jump", WARNING, lambda: _("timecode that goes back"),
       lambda: _("the camera's clock was set anew: check the sync of what follows")),
    _k("sound-drift", WARNING, lambda: _("sound that does not lie where its timecode says"),
       lambda: _("check the sync by ear before the editor gets it")),
    # What is not as the show or its neighbours are.
    _k("rate", WARNING, lambda: _("another frame rate than the show's"),
       lambda: _("slow motion or a mistake? tell the editor, and the camera crew if it was a mistake")),
    _k("raster", WARNING, lambda: _("another picture size than its camera's other clips"),
       lambda: _("ask the camera crew whether it was meant")),
    _k("codec", WARNING, lambda: _("another codec than its camera's other clips"),
       lambda: _("ask the camera crew whether it was meant")),
    _k("colour", WARNING, lambda: _("another colour space than its camera's other clips"),
       lambda: _("ask the camera crew, and tell the colourist")),
    _k("tracks", WARNING, lambda: _("fewer sound tracks than usual"),
       lambda: _("ask the mixer whether tracks are missing")),
    _k("more-tracks", NOTICE, lambda: _("more sound tracks than usual")),
    # Names and bins.
    _k("name-collision", BLOCKING, lambda: _("two clips that would get one name"),
       lambda: _("see: chutier names")),
    _k("name-cut", NOTICE, lambda: _("a name that is cut"), lambda: _("see: chutier names")),
    _k("no-bin", WARNING, lambda: _("clips that no bin takes"), lambda: _("see: chutier plan --nle PROGRAM")),
    _k("empty-bin", WARNING, lambda: _("a bin that should not be empty"),
       lambda: _("nothing of what the notes tell has arrived: look for its cards")),
    _k("not-built", WARNING, lambda: _("not yet in the bins"),
       lambda: _("run: chutier build --nle PROGRAM")),
    # Unusual, and in order.
    _k("mos", NOTICE, lambda: _("shot without sound, on purpose")),
    _k("wild", NOTICE, lambda: _("sound that never had a picture")),
    _k("late-camera", NOTICE, lambda: _("a camera that started late: still one take")),
    _k("midnight", NOTICE, lambda: _("a take that crosses midnight")),
    _k("marks", NOTICE, lambda: _("a pick-up, a series, a mark on the slate")),
    _k("odd-text", NOTICE, lambda: _("text with accents in pieces, or signs that names cannot hold")),
    _k("by-hand", NOTICE, lambda: _("changed by hand in the project: kept")),
)  # fmt: skip

KINDS: dict[str, IssueKind] = {kind.code: kind for kind in _ALL}
"""Kind of issue by code."""
