"""How long a plan takes: python tests/benchmarks/bench_plan.py [CLIPS]

The first plan of a feature (what should be, the comparison with an empty project, every line of it), and the second
one, when all of it is done and there is nothing to do.
"""

import sys
import time
from itertools import pairwise

from chutier.demo import make_catalogue_clips
from chutier.naming import PROGRAMS
from chutier.plan import Plan, Tree, Wanted, apply_actions, diff, plan_lines, remember, tree_lines, want
from chutier.show import template_blueprint

TEMPLATE = "long-metrage-fr"
SCENES = 250


def main(count: int = 10_000) -> None:
    """Seconds of the first and of the second plan, and of each part."""
    clips, scenes = make_catalogue_clips(count, SCENES)
    blueprint = template_blueprint(TEMPLATE, {"title": "La Nuit d'été", "code": "NDV"})

    def plan(what: str, have: Tree, last: Tree | None) -> tuple[Wanted, Plan]:
        marks = [time.perf_counter()]
        wanted = want(blueprint, clips, scenes, PROGRAMS["generic"])
        marks.append(time.perf_counter())
        found = diff(wanted.tree, have, last)
        marks.append(time.perf_counter())
        text = "\n".join([*tree_lines(wanted.tree), *plan_lines(found)])
        marks.append(time.perf_counter())
        parts = [later - earlier for earlier, later in pairwise(marks)]
        print(
            f"{what:12} {sum(parts):.2f} s  (want {parts[0]:.2f}, diff {parts[1]:.2f}, render {parts[2]:.2f})  "
            f"{len(found.actions)} actions, {text.count(chr(10)) + 1} lines"
        )
        return wanted, found

    print(f"{count} clips, {SCENES} scenes, {TEMPLATE}")
    wanted, first = plan("first plan", Tree(), None)
    built = apply_actions(Tree(), first.actions)
    ours = remember(wanted.tree, built)
    del wanted, first  # the next day's run has the project and what was remembered, and nothing of the day before
    _wanted, second = plan("second plan", built, ours)
    assert second.empty


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
