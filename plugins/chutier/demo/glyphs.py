"""Letters of five by seven points, so that a frame can show its slate and timecode without a font on the machine."""

import numpy as np
from numpy.typing import NDArray

_COLUMNS = {
    " ": "0000000000", "-": "0808080808", ".": "0060600000", "/": "2010080402", ":": "0036360000", ";": "0056360000",
    "'": "0005030000", "_": "4040404040", "(": "001C224100", ")": "0041221C00", ",": "0050300000",
    "0": "3E5149453E", "1": "00427F4000", "2": "4261514946", "3": "2141454B31", "4": "1814127F10", "5": "2745454539",
    "6": "3C4A494930", "7": "0171090503", "8": "3649494936", "9": "064949291E",
    "A": "7E1111117E", "B": "7F49494936", "C": "3E41414122", "D": "7F4141221C", "E": "7F49494941", "F": "7F09090901",
    "G": "3E4149497A", "H": "7F0808087F", "I": "00417F4100", "J": "2040413F01", "K": "7F08142241", "L": "7F40404040",
    "M": "7F020C027F", "N": "7F0408107F", "O": "3E4141413E", "P": "7F09090906", "Q": "3E4151215E", "R": "7F09192946",
    "S": "4649494931", "T": "01017F0101", "U": "3F4040403F", "V": "1F2040201F", "W": "3F4038403F", "X": "6314081463",
    "Y": "0708700807", "Z": "6151494543",
}  # fmt: skip
"""Five columns a letter, the lowest bit on top."""


def drawn(text: str, scale: int) -> NDArray[np.bool_]:
    """`text` in capitals as points, 7·scale high; what has no letter is a blank."""
    columns: list[list[bool]] = []
    for letter in text.upper():
        code = bytes.fromhex(_COLUMNS.get(letter, _COLUMNS[" "]))
        columns += [[bool(byte >> bit & 1) for bit in range(7)] for byte in (*code, 0)]
    points = np.array(columns, dtype=bool).T
    return np.kron(points, np.ones((scale, scale), dtype=bool)).astype(bool)
