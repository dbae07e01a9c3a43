"""The README's walk, typed by a program: every command of it, in order, each checked for what a person would look for.

python tests/walk.py FOLDER      (an empty or absent folder; it is left there to look at)
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path


class Walk:
    """Runs commands one after another and stops at the first that does not do what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder
        self.steps = 0

    def type(self, *words: str, status: int = 0) -> str:
        """Run `chutier WORDS` where we stand; `status` is the exit status that is right."""
        print("$ chutier " + " ".join(f'"{w}"' if " " in w else w for w in words), flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "chutier", *words],
            cwd=self.place, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        print(done.stdout, flush=True)
        if done.stderr:
            print(done.stderr, file=sys.stderr, flush=True)
        if done.returncode != status:
            sys.exit(f"status {done.returncode}, not {status}")
        self.steps += 1
        return done.stdout

    def expect(self, truth: bool, what: str) -> None:
        """Stop when `truth` does not hold."""
        if not truth:
            sys.exit(f"not so: {what}")
        self.steps += 1


def tree_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def demo(walk: Walk) -> Path:
    walk.type("--help")
    walk.type("demo")
    show = walk.folder / "la-nuit-d-ete"
    walk.expect((show / "chutier.yaml").exists(), "the demo leaves a show file")
    walk.expect(any((show / "avid").rglob("*.aaf")), "the demo leaves AAF files")
    walk.expect(any((show / "rapports-de-jour").glob("*.html")), "the demo leaves a day report")
    return show


def by_hand(walk: Walk, rushes: Path) -> None:
    walk.place = walk.folder / "a-la-main"
    walk.place.mkdir()
    walk.type("new", "La Nuit d'été", "--template", "long-metrage-fr")
    walk.place = walk.place / "la-nuit-d-ete"
    shutil.copy(rushes / "scenario.csv", walk.place / "scenario.csv")
    cards = sorted(str(p) for p in (rushes / "RUSHES" / "J03").iterdir())
    sounds = sorted(str(p) for p in (rushes / "SON" / "J03").iterdir())
    first = json.loads(walk.type("ingest", *cards, *sounds, "--json"))
    walk.expect(first["new"] > 20, "the day is read")
    again = json.loads(walk.type("ingest", *cards, *sounds, "--json"))
    walk.expect(again["new"] == 0 and again["unchanged"] > 20, "a second reading reads nothing")
    walk.type("list")
    found = json.loads(walk.type("find", "12bis cerclée", "--json"))
    walk.expect(bool(found), "12bis cerclée is found")
    walk.expect(all(c["fields"]["scene"] == "12bis" and c["fields"]["circled"] for c in found), "and nothing else")
    walk.type("show", found[0]["id"])
    paper(walk, rushes)
    walk.type("names")
    before = tree_of(walk.place)
    walk.type("plan", "--nle", "avid")
    walk.expect({k: v for k, v in tree_of(walk.place).items() if "catalogue" not in k}
                == {k: v for k, v in before.items() if "catalogue" not in k}, "a plan writes nothing")  # fmt: skip
    walk.type("build", "--nle", "avid", "--yes")
    built = tree_of(walk.place / "avid")
    walk.expect(any(name.endswith(".aaf") for name in built), "the build writes AAF files")
    second = json.loads(walk.type("build", "--nle", "avid", "--yes", "--json"))
    walk.expect(second["done"] == [] and second["failed"] == [], "a second build does nothing")
    walk.expect(tree_of(walk.place / "avid") == built, "not a byte")
    walk.type("build", "--nle", "avid", "--yes", "--out", str(walk.folder / "ailleurs"))
    walk.expect(any((walk.folder / "ailleurs").rglob("*.aaf")), "--out writes elsewhere")


def paper(walk: Walk, rushes: Path) -> None:
    """The paper of the day, the check, the report."""
    walk.type("check", status=1)
    notes = rushes / "RAPPORTS" / "J03"
    read = json.loads(walk.type("ingest", str(notes), "--json"))
    walk.expect(sorted(p["kind"] for p in read["papers"]) == ["camera", "script"], "two papers are read")
    found = json.loads(walk.type("check", "J03", "--json", status=2))
    blocking = [one["subject"] for one in found["issues"] if one["severity"] == "blocking"]
    walk.expect(blocking == ["12/3-2"], "the circled take that is on no card blocks, and nothing else")
    walk.type("check", "accept", "circled-absent", "12/3-2", "--because", "n'a pas tourné")
    walk.type("check", status=1)
    walk.type("coverage")
    walk.type("show", "12/3-3")
    walk.type("setreport", "show", str(notes / "scripte_J03.csv"))
    made = json.loads(walk.type("report", "J03", "--format", "html", "--format", "csv", "--format", "ale", "--json"))
    walk.expect(all(Path(name).stat().st_size for name in made["files"]), "the report is there in three forms")


def avid(walk: Walk, show: Path) -> None:
    """Files of Media Composer by themselves."""
    carrier = str(show / "avid" / "20_RUSHES" / "J03_260514" / "IMAGE" / "IMAGE.aaf")
    walk.type("avid", "aaf", "show", carrier)
    walk.type("avid", "aaf", "check", carrier)
    log = str(next((show / "rapports-de-jour").glob("*.ale")))
    walk.type("avid", "ale", "show", log)
    checked = json.loads(walk.type("avid", "ale", "check", log, "--json"))
    walk.expect(checked[0]["findings"] == [], "our own log has nothing wrong")
    walk.type("avid", "ale", "convert", log, "--to", "csv", "-o", str(walk.folder / "J03.csv"))
    walk.type("avid", "rehearse", carrier, log, status=2)
    walk.type("avid", "calibrate", "--against", "1080@25", "-o", str(walk.folder / "calibration"))


def programs(walk: Walk, show: Path) -> None:
    """Resolve and Premiere, where neither runs: what is written without them, and what they are asked for."""
    menu, panels = walk.folder / "menu", walk.folder / "panels"
    for folder in (menu, panels):
        folder.mkdir()
    walk.type("resolve", "install", "--where", str(menu))
    walk.expect(any(menu.rglob("*.py")), "the entries of the menu are there")
    walk.type("resolve", "uninstall")
    walk.expect(not any(menu.rglob("*.py")), "and gone again")
    walk.place = show
    walk.type("premiere", "xml", str(walk.folder / "NDV.xml"))
    walk.type("premiere", "install-panel", "--both", "--where", str(panels))
    walk.type("premiere", "uninstall-panel")
    walk.expect(not [one for one in panels.rglob("*") if one.is_file()], "no panel is left")


def slates(walk: Walk) -> None:
    read = json.loads(walk.type("slate", "fr", "12bis/3-2", "7/1/3 B", "--json"))
    walk.expect([(s["scene"], s["setup"], s["take"], s["camera"]) for s in read]
                == [("12bis", "3", 2, []), ("7", "1", 3, ["B"])], "two French slates")  # fmt: skip
    walk.type("slate", "us", "not a slate", status=1)


def main(folder: Path) -> None:
    """The whole walk, in a folder that must not hold anything yet."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    # What is remembered of a person's own installations is none of the walk's.
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[name] = str(folder / "home")
    walk = Walk(folder)
    show = demo(walk)
    by_hand(walk, show)
    walk.place = folder
    slates(walk)
    avid(walk, walk.folder / "a-la-main" / "la-nuit-d-ete")
    programs(walk, walk.folder / "a-la-main" / "la-nuit-d-ete")
    print(f"{walk.steps} passed, 0 failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
