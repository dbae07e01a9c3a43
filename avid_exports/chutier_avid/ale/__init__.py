"""Avid Log Exchange: a lenient reader that loses nothing, a strict writer, and the checks between them."""

from chutier_avid.ale.checks import Finding, check
from chutier_avid.ale.document import Ale, Row, Titles
from chutier_avid.ale.encoding import decode
from chutier_avid.ale.reader import read
from chutier_avid.ale.writer import AleTarget, compose, encode, write

__all__ = ["Ale", "AleTarget", "Finding", "Row", "Titles", "check", "compose", "decode", "encode", "read", "write"]
