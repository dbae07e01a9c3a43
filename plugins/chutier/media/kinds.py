"""What a file is by its name: picture, sound, still, sidecar; what an operating system leaves behind; what is a rush.

The extension chooses the reader; the file itself then says the rest.
"""

from chutier.model import MediaKind

CLOSED_PICTURE = frozenset({"r3d", "braw", "braw2", "ari", "arx", "crm", "rmf", "cine", "nev"})
"""Picture that no open library decodes: a vendor's program must (R3D, BRAW, ARRIRAW, Canon RAW, Phantom, N-RAW)."""

ISO_BOXED = frozenset({"mov", "mp4", "m4v", "qt", "3gp", "insv", "braw", "braw2", "crm", "m4a", "nev"})
"""Built of QuickTime atoms (ISO base media boxes). Not all of them decode."""

RIFF_SOUND = frozenset({"wav", "wave", "bwf", "rf64", "bw64"})

_PICTURE = ISO_BOXED | frozenset({"mxf", "mkv", "webm", "avi", "mts", "m2ts", "ts", "mpg", "mpeg", "m2v", "dv", "wmv"})
_SOUND = RIFF_SOUND | frozenset(
    ("aif", "aiff", "aifc", "mp3", "m4a", "aac", "flac", "ogg", "opus", "w64", "caf", "ac3")
)
_STILL = (
    "jpg jpeg png dng arw cr2 cr3 nef nrw raf rw2 orf heic heif tif tiff bmp gif webp psd exr dpx tga icn insp gpr "
    "sr2 hif"
)
_SIDECAR = (
    "xml ale cdl cc ccc rmd rtn sidecar thm lrv lrf bim mif cif sif smi pdf txt csv tsv mhl md5 sha1 xxh xxhash xmp "
    "json yaml yml log bin cpi mpl bdm bdmv index srt vtt stl scc edl aaf fcpxml xls xlsx doc docx rtf html htm cube "
    "lut look aml als afl arf ppn klv pek cfa nksc dat bup ifo url ini db idx sav tid"
)

KIND_OF_SUFFIX: dict[str, MediaKind] = {
    **dict.fromkeys(_SIDECAR.split(), MediaKind.SIDECAR),
    **dict.fromkeys(_STILL.split(), MediaKind.STILL),
    **dict.fromkeys(_SOUND, MediaKind.SOUND),
    **dict.fromkeys((_PICTURE | CLOSED_PICTURE) - {"m4a"}, MediaKind.PICTURE),
}

_JUNK_NAMES = frozenset(
    name.casefold()
    for name in (
        ".DS_Store", ".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", ".DocumentRevisions-V100",
        ".Trash", "Thumbs.db", "desktop.ini", "$RECYCLE.BIN", "System Volume Information", ".localized", "lost+found",
    )
)  # fmt: skip


def suffix_of(name: str) -> str:
    """The extension of a file name, small letters, without its dot; empty for none and for a hidden file's own name."""
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and stem else ""


def stem_of(name: str) -> str:
    """The file name without its extension."""
    return name[: -len(suffix_of(name)) - 1] if suffix_of(name) else name


def kind_of(name: str) -> MediaKind:
    """What a file of this name is expected to be."""
    return KIND_OF_SUFFIX.get(suffix_of(name), MediaKind.UNKNOWN)


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name belongs to an operating system and not to a card.

    `._name` files hold the resource forks that macOS writes on volumes without them.
    """
    return name.startswith("._") or name.casefold() in _JUNK_NAMES
