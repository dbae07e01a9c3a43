"""Checking a file that somebody wrote, be it a show's or a template."""

from pathlib import Path

from chutier.show.reading import read_file
from chutier.show.showfile import FILE, load_show
from chutier.show.templates import TemplateInfo, check_own


def check_template(path: Path) -> TemplateInfo:
    """Check the template or show file `path` (a folder means its show file) with all that it stands on.

    Raises ShowError with every mistake, each with file and line.
    """
    file = path / FILE if path.is_dir() else path
    root, _mistakes = read_file(file)
    if root.get("template") is None:
        return check_own(file)
    show = load_show(file)
    return TemplateInfo(
        id=show.template_id,
        version=show.template_version,
        title=show.blueprint.title,
        locale=show.blueprint.locale,
        description="",
    )
