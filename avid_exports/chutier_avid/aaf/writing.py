"""From the content of a bin to the bytes of its AAF."""

import io
from datetime import datetime

from chutier.errors import NleError
from chutier.i18n import _
from chutier_avid.aaf.base import base_of
from chutier_avid.aaf.compound import write_compound
from chutier_avid.aaf.content import AafBin
from chutier_avid.aaf.mobs import Mobs
from chutier_avid.aaf.objects import mob_set
from chutier_avid.aaf.refusals import refusals


def aaf_bytes(content: AafBin, made: datetime) -> bytes:
    """The AAF of `content`, the same bytes for the same content and `made`.

    Raises NleError for what no AAF can hold or Media Composer would refuse: the first, and how many there are.
    """
    wrong = refusals(content)
    if wrong:
        more = _(" (and {count} more)").format(count=len(wrong) - 1) if len(wrong) > 1 else ""
        raise NleError(wrong[0] + more, hint=_("put it right in the catalogue, then build again"))
    base = base_of(made.replace(microsecond=0, tzinfo=None))
    mobs = Mobs(base, content, made)
    for clip in content.clips:
        mobs.add_clip(clip)
    for sequence in content.sequences:
        mobs.add_sequence(sequence)
    held = base.content()
    empty = held.children
    try:
        shape = base.shapes["ContentStorage"]
        key_pid = base.shapes["MasterMob"].properties["MobID"].pid
        held.children = mob_set(mobs.found, shape, key_pid).children
        file = io.BytesIO()
        write_compound(base.root, file)
    finally:
        held.children = empty
    return file.getvalue()
