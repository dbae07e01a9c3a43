"""Shows and templates: the YAML that says how a production names, sorts and sends, and what it compiles into.

A show is a folder with `chutier.yaml`. That file follows a template (`template: long-metrage-fr@1`), gives it answers,
and changes what it likes. Files are laid on one another, the later one winning:

    what a template extends < the template < answers < the show file < the editor's `taste:` file < `--set`

How one file is laid on another:

- maps (`names`, `colors`, `production` …) are joined key by key;
- any other value, and a list, replaces the inherited one whole;
- an empty value (`key:`) takes the inherited one away;
- `bins:` replaces the whole tree. To change only some of it:
    - `bins_remove: ["40_MUSIQUES", "60_VFX > 04_ENVOIS"]` leaves bins out, each named by its path, as written;
    - `bins_add:` adds bins, or changes those of the same name: keys are joined, `children` are added to in the same
      way, and `before:` or `after:` (the name of a sister) says where; without them a new bin comes last;
- `rules:` replaces, `rules_add:` comes after those inherited.

In one file, `bins` is taken first, then `bins_remove`, then `bins_add`. `extends:` names a built-in template or the
path of one, from the folder of the file that says so.

Nothing but text is read from YAML: `no`, `010`, `12:30:00` and `01` stay what was typed, and become numbers or truths
only where the key is one.
"""

from chutier.show.checking import check_template
from chutier.show.creating import create_show
from chutier.show.editors import json_schema
from chutier.show.showfile import Show, find_show, load_show
from chutier.show.templates import TemplateInfo, list_templates, load_template, template_blueprint, template_text
from chutier.show.titles import code_of, slug_of
from chutier.show.updating import TemplateUpdate, apply_update, plan_update

__all__ = [
    "Show",
    "TemplateInfo",
    "TemplateUpdate",
    "apply_update",
    "check_template",
    "code_of",
    "create_show",
    "find_show",
    "json_schema",
    "list_templates",
    "load_show",
    "load_template",
    "plan_update",
    "slug_of",
    "template_blueprint",
    "template_text",
]
