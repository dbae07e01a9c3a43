"""FCP7 XML (xmeml), which Premiere imports with its bins: a show's project as a file, with no Premiere running.

from chutier_premiere.xmeml import Project, write

Shaped as Premiere's own exports are, so version 4 and not 5, whose document type nobody publishes any more.
"""

from chutier_premiere.xmeml.project import Project
from chutier_premiere.xmeml.writing import is_ours, write

__all__ = ["Project", "is_ours", "write"]
