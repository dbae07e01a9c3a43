"""Objects of an AAF as they are stored: one storage an object, its values in one stream called `properties`.

Stored forms and layouts after the AAF Low-Level Container Specification, §5: a header of three 16-bit numbers for each
property (number, form, size), then the values; a vector or set of objects has a stream `… index` beside its storages.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from chutier_avid.aaf.base import Base, ClassShape
from chutier_avid.aaf.compound import Storage

_DATA, _STRONG, _VECTOR, _SET, _WEAK = 0x82, 0x22, 0x32, 0x3A, 0x02
_LITTLE_ENDIAN = b"\x4c"
_VERSION = b"\x20"
_TEXT_TYPE = bytes.fromhex("0002100100000000060e2b3401040101")
_INT32_TYPE = bytes.fromhex("0007010100000000060e2b3401040101")


def text(value: str) -> bytes:
    """UTF-16 with its end mark. What is too long or no text has been refused by then (`refusals`)."""
    return value.encode("utf-16-le", "replace") + b"\0\0"


def indirect(value: str | int) -> bytes:
    """A value that tells its own type, as tagged values have: text or a 32-bit number."""
    if isinstance(value, int):
        return _LITTLE_ENDIAN + _INT32_TYPE + struct.pack("<i", value)
    return _LITTLE_ENDIAN + _TEXT_TYPE + text(value)


def rational(value: Fraction) -> bytes:
    """Two 32-bit numbers."""
    return struct.pack("<ii", value.numerator, value.denominator)


def timestamp(value: datetime) -> bytes:
    """Year to second; hundredths are left at 0, as Media Composer does."""
    return struct.pack("<hBBBBBB", value.year, value.month, value.day, value.hour, value.minute, value.second, 0)


_ENCODERS: Mapping[str, Callable[..., bytes]] = {
    "aafString": text,
    "aafIndirect": indirect,
    "Rational": rational,
    "TimeStamp": timestamp,
    "Boolean": struct.Struct("<B").pack,
    "aafUInt16": struct.Struct("<H").pack,
    "aafUInt32": struct.Struct("<I").pack,
    "aafInt64": struct.Struct("<q").pack,
    "aafPositionType": struct.Struct("<q").pack,
    "aafLengthType": struct.Struct("<q").pack,
    "aafInt32Array": lambda values: struct.pack(f"<{len(values)}i", *values),
}
"""By the type's name in the model; a value of any other type is given as its bytes."""

Value = str | int | bool | bytes | Fraction | datetime | Storage | Sequence[Storage] | Sequence[int]


class Objects:
    """Makes stored objects after the shapes of one base file."""

    def __init__(self, base: Base) -> None:
        self._shapes = base.shapes
        self._heads: dict[tuple[str, str], tuple[bytes, int, Callable[..., bytes] | None, str, bytes]] = {}
        self._tags: dict[str, bytes] = {}

    def make(self, class_name: str, **values: Value) -> Storage:
        """An object of a class with these properties, stored in this order. Lists of objects become vectors."""
        shape = self._shapes[class_name]
        made = Storage(shape.class_id)
        heads: list[bytes] = []
        stored: list[bytes] = []
        for name, value in values.items():
            head, form, encode, stored_name, reference = self._head(class_name, name, shape)
            if form in (_DATA, _WEAK):
                data = encode(value) if encode else value
            else:
                data = reference
                _attach(made, form, stored_name, value)
            assert isinstance(data, bytes)
            heads.append(head + len(data).to_bytes(2, "little"))
            stored.append(data)
        made.add("properties", _properties(heads, stored))
        return made

    def tag(self, name: str, value: str | int) -> Storage:
        """A tagged value: what comments and attributes are."""
        shape = self._shapes["TaggedValue"]
        made = Storage(shape.class_id)
        encoded = self._tags.get(name)
        if encoded is None:
            encoded = self._tags[name] = text(name)
        data = indirect(value)
        heads = [
            self._head("TaggedValue", "Name", shape)[0] + len(encoded).to_bytes(2, "little"),
            self._head("TaggedValue", "Value", shape)[0] + len(data).to_bytes(2, "little"),
        ]
        made.add("properties", _properties(heads, [encoded, data]))
        return made

    def _head(
        self, class_name: str, name: str, shape: ClassShape
    ) -> tuple[bytes, int, Callable[..., bytes] | None, str, bytes]:
        found = self._heads.get((class_name, name))
        if found is None:
            one = shape.properties[name]
            encode = _ENCODERS.get(one.type_name) if one.form == _DATA else None
            reference = one.stored_name.encode("utf-16-le") + b"\0\0"
            found = (struct.pack("<HH", one.pid, one.form), one.form, encode, one.stored_name, reference)
            self._heads[(class_name, name)] = found
        return found


def _properties(heads: Sequence[bytes], stored: Sequence[bytes]) -> bytes:
    count = len(heads).to_bytes(2, "little")
    return b"".join((_LITTLE_ENDIAN, _VERSION, count, *heads, *stored))


def _attach(made: Storage, form: int, name: str, value: object) -> None:
    """Put the objects that a property refers to under `made`."""
    if form == _STRONG:
        assert isinstance(value, Storage)
        made.add(name, value)
        return
    assert form == _VECTOR
    assert isinstance(value, Sequence)
    index = struct.pack(f"<III{len(value)}I", len(value), len(value), 0xFFFFFFFF, *range(len(value)))
    made.add(f"{name} index", index)
    for number, one in enumerate(value):
        made.add(f"{name}{{{number:x}}}", one)


def mob_set(mobs: Mapping[bytes, Storage], shape: ClassShape, key_pid: int) -> Storage:
    """The storage of all mobs by their MobID, as ContentStorage has it."""
    one = shape.properties["Mobs"]
    made = Storage(shape.class_id)
    index = [struct.pack("<IIIHB", len(mobs), len(mobs), 0xFFFFFFFF, key_pid, 32)]
    for number, (mob_id, mob) in enumerate(mobs.items()):
        index.append(struct.pack("<II", number, 1) + mob_id)
        made.add(f"{one.stored_name}{{{number:x}}}", mob)
    reference = one.stored_name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<HHH", one.pid, one.form, len(reference))
    made.add(f"{one.stored_name} index", b"".join(index))
    made.add("properties", _properties([head], [reference]))
    return made
