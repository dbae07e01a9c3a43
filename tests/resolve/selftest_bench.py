"""A self-test on a fake: what the tests of the self-test and of the cassettes begin with."""

from pathlib import Path
from typing import Any

from chutier_resolve.selftest import media
from chutier_resolve.selftest.run import run
from hosts.resolve import FakeResolve, VirtualFile


class Bench:
    """One fake with a person's project FILM open, and the self-test's media where it can see it."""

    def __init__(self, folder: Path, **profile: Any) -> None:
        self.media = folder / "media"
        self.into = folder / "answers"
        self.media.mkdir(parents=True)
        made = media.make(str(self.media))
        files = {path: VirtualFile(**facts) for path, facts in made.items()}
        self.fake = FakeResolve(**{"project": "FILM", "files": files, **profile})
        self.said: list[str] = []

    def run(self, agreed: bool = True, into: Path | None = None) -> dict[str, Any] | None:
        """The report of one self-test."""
        return run(
            self.fake.resolve, str(into or self.into), agreed, self.said.append, str(self.media), 0.0, self.fake.os
        )

    def report(self) -> dict[str, Any]:
        """The same, where it must have one."""
        report = self.run()
        assert report is not None, self.said
        return report

    def cassette(self) -> str:
        """The recording of a self-test."""
        return (self.into / self.report()["recording"]).read_text(encoding="utf-8")


def facts(report: dict[str, Any], probe: str) -> dict[str, Any]:
    """What one probe said."""
    found = next(one for one in report["probes"] if one["name"] == probe)
    said: dict[str, Any] = found["facts"]
    return said
