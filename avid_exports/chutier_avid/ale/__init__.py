"""Avid Log Exchange: a lenient reader that loses nothing, a strict writer, and the checks between them."""

from chutier_avid.ale.checks import check
from chutier_avid.ale.codes import CODES, Code, Finding
from chutier_avid.ale.document import Ale, Row, Titles
from chutier_avid.ale.encoding import decode
from chutier_avid.ale.reader import read
from chutier_avid.ale.writer import AleTarget, compose, encode, write

__all__ = [
    "CODES", "Ale", "AleTarget", "Code", "Finding", "Row", "Titles", "check", "compose", "decode", "encode", "read",
    "write",
]  # fmt: skip
