"""What every AAF holds before its first clip, as pyaaf2 makes it: dictionaries, header, and the numbers of properties.

pyaaf2 knows the object model; we ask it once for an empty file, and write the mobs ourselves (see `objects`).
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from chutier import __version__
from chutier_avid.aaf.compound import Storage

CLASSES = (
    "MasterMob", "SourceMob", "CompositionMob", "TimelineMobSlot", "SourceClip", "Sequence", "Filler", "Timecode",
    "TaggedValue", "CDCIDescriptor", "PCMDescriptor", "TapeDescriptor", "NetworkLocator", "ContentStorage",
)  # fmt: skip
"""The classes that we write."""

WORDS = {"UsageType": ("Usage_TopLevel",), "LayoutType": ("FullFrame",)}
"""Values of enumerations that we write."""

_COMPANY, _PRODUCT = "Chutier", "Chutier"
_PRODUCT_ID = "6f1f2f0e-3a60-5d0a-9c2e-2d1f6b0d7c55"


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """One property of a class: its number in this file, how it is stored, the type of its value, its stored name."""

    pid: int
    form: int
    type_name: str
    stored_name: str


@dataclass(frozen=True, slots=True)
class ClassShape:
    """One class of the model: its identity as stored, and its properties by name, the inherited ones too."""

    class_id: bytes
    properties: Mapping[str, PropertyShape]


@dataclass(frozen=True, slots=True)
class Base:
    """An empty file as a tree, and what is needed to add to it. `definitions` are references to the data definitions
    `picture`, `sound` and `timecode`; `words` the stored values of enumerations."""

    root: Storage
    shapes: Mapping[str, ClassShape]
    definitions: Mapping[str, bytes]
    words: Mapping[str, bytes]

    def content(self) -> Storage:
        """The storage that mobs go into."""
        found: Storage | bytes | None = self.root
        for name in ("Header-2", "Content-3b03"):
            assert isinstance(found, Storage)
            found = found.child(name)
        assert isinstance(found, Storage)
        return found


@lru_cache(maxsize=1)
def base_of(made: datetime) -> Base:
    """The base of files that are made at `made`. About 0.2 s, once a build."""
    import aaf2

    file = aaf2.open()
    _identify(file, made)
    shapes = {name: _shape(file.metadict.lookup_classdef(name)) for name in CLASSES}
    definitions = {}
    for kind in ("picture", "sound"):
        definitions[kind] = bytes(file.create.SourceClip(media_kind=kind)["DataDefinition"].data)
    definitions["timecode"] = bytes(file.create.Timecode(25)["DataDefinition"].data)
    words = {
        word: bytes(file.metadict.lookup_typedef(type_name).encode(word))
        for type_name, known in WORDS.items()
        for word in known
    }
    return Base(root=_tree(file), shapes=shapes, definitions=definitions, words=words)


def _identify(file: Any, made: datetime) -> None:
    """Who wrote the file; LibAAF and others miss the versions where they are left out."""
    mark = file.header["IdentificationList"].value[0]
    numbers = [int(part) for part in __version__.split(".")[:3]]
    version = {
        "major": numbers[0], "minor": numbers[1], "tertiary": numbers[2], "patchLevel": 0, "type": "VersionUnknown",
    }  # fmt: skip
    values: dict[str, object] = {
        "CompanyName": _COMPANY, "ProductName": _PRODUCT, "ProductVersionString": __version__,
        "ProductVersion": version, "ToolkitVersion": version, "ProductID": UUID(_PRODUCT_ID), "Date": made,
        "Platform": sys.platform,
    }  # fmt: skip
    for name, value in values.items():
        mark[name].value = value
    file.header["LastModified"].value = made
    file.header["Version"].value = {"major": 1, "minor": 1}


def _shape(definition: Any) -> ClassShape:
    from aaf2.utils import mangle_name

    vector = (0x32, 0x3A)
    properties = {}
    for one in definition.all_propertydefs():
        form = one.store_format
        stored = mangle_name(one.property_name, one.pid, 22 if form in vector else 32)
        properties[one.property_name] = PropertyShape(one.pid, form, one.typedef.type_name, stored)
    return ClassShape(definition.auid.bytes_le, properties)


def _tree(file: Any) -> Storage:
    """The file as pyaaf2 would leave it on disk, as a tree."""
    file.save()
    file.manager.remove_temp()
    return _storage(file.cfb.root)


def _storage(entry: Any) -> Storage:
    found = Storage(entry.class_id.bytes_le if entry.class_id else bytes(16))
    for child in entry.listdir():
        is_stream = child.type == "stream"
        found.add(child.name, bytes(child.open("r").read()) if is_stream else _storage(child))
    return found
