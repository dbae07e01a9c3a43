"""A Premiere project with the show's bins and nothing else, made without Premiere by the package py-premiere.

    pip install 'chutier[prproj]'

An experiment: the format is Adobe's own and told nowhere; the package knows it from projects of one version.
"""

import gzip
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chutier.errors import MissingExtra, NleError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.model import BinPath
from chutier_premiere.labels import DEFAULTS


def write_bins(path: Path, bins: Sequence[BinPath]) -> str:
    """Write a project that holds `bins` (parents first) to `path`; the version of Premiere that it claims to be of.

    Raises MissingExtra without the package, NleError when that refuses a name, ChutierError when the disc refuses.
    """
    data = _project(bins)
    write_whole(path, data)
    return stamped(data)


def stamped(data: bytes) -> str:
    """The version of Premiere that a project is stamped with, such as `26.3.0`; empty when it says none."""
    root = ET.fromstring(gzip.decompress(data))
    found = next(root.iter("MZ.BuildVersion.Created"), None)
    return (found.text or "").partition(" ")[0].partition("x")[0] if found is not None else ""


def _project(bins: Sequence[BinPath]) -> bytes:
    try:
        import py_premiere
    except ImportError as error:
        raise MissingExtra(
            _("making a Premiere project takes the package py-premiere: pip install 'chutier[prproj]'")
        ) from error
    project = py_premiere.new().project
    items: dict[BinPath, Any] = {(): project.root_item}
    try:
        for path in bins:
            item = items[path] = items[path[:-1]].add_bin(path[-1])
            item.color_label = DEFAULTS["bin"]
    except ValueError as error:
        raise NleError(
            _("the bin {name} cannot be in a Premiere project: {why}").format(name=path[-1], why=error)
        ) from error
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bins.prproj"
        project.save(file)
        return file.read_bytes()
