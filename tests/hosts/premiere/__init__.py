"""A Premiere to test with: its scripts run in a real JavaScript engine, over a modelled project.

    with FakePremiere() as fake:
        fake.footage({"/rushes/a.mov": {"frames": 240, "audio": 2}})
        fake.person("bin", path=["RUSHES"])
        fake.url        # where pymiere finds it
        fake.state()    # all that is in it

Nothing of Premiere runs here: what it does is documented, reported from the field, or marked as assumed, in `model.js`
and `dom.js`.
"""

import http.client
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hosts.node import node, tools

HERE = Path(__file__).resolve().parent
PANELS = Path(__file__).resolve().parents[3] / "premiere_bridge" / "chutier_premiere"
SERVER = {"ours": PANELS / "panel_cep" / "server.js", "uxp": PANELS / "panel_uxp"}


class FakePremiere:
    """One process. `panel` is `link` (Pymiere Link), `ours` or `uxp`."""

    def __init__(self, panel: str = "link", **profile: Any) -> None:
        self.panel = panel
        self._process = subprocess.Popen(
            [node(), str(HERE / "main.js"), panel, str(SERVER.get(panel, ""))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "CHUTIER_NODE_TOOLS": str(tools())},
        )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the double did not start")
        ports = json.loads(line)
        self.port, self._control = int(ports["port"]), int(ports["control"])
        self.url = ports["url"] or f"http://127.0.0.1:{self.port}"
        if profile:
            self.reset(**profile)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    def close(self) -> None:
        """End it."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def reset(self, **profile: Any) -> None:
        """A Premiere just started, with this profile: version, os, projects, production, locked, footage."""
        self._ask("reset", profile)

    def state(self) -> dict[str, Any]:
        """All that is in it."""
        told: dict[str, Any] = self._ask("state", {})
        return told

    def footage(self, files: dict[str, dict[str, Any]]) -> None:
        """Files on its discs: frames, rate, audio (tracks), picture, exists, importable, delay_ms."""
        self._ask("footage", files)

    def fault(self, on: str = "", **what: Any) -> None:
        """Something goes wrong in the call `on`, at its `nth` time from now or always; or in whichever changing call is
        the one numbered `at` from now. `nothing` is done, it `raises` or `returns`; importFiles `drops` the nth, is
        `late` (ms), puts them `elsewhere`, `breaks` after the nth; a new sequence is `short` of its last clip or lies
        `elsewhere`; `children` have `holes`."""
        self._ask("fault", {"on": on, **what})

    def answers(self, text: str, times: int = 1, **how: Any) -> None:
        """After `skip` more, the panel's next answers are this text, whatever is asked; `after` the script has run, or
        with the panel's engine lost (`reload`), or it may `hang`."""
        self._ask("answers", {"text": text, "times": times, **how})

    def slow(self, milliseconds: int) -> None:
        """Each answer takes this long."""
        self._ask("slow", {"ms": milliseconds})

    def ping(self, text: str) -> None:
        """What it says to a ping."""
        self._ask("ping", {"text": text})

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._ask("clear", {})

    def person(self, does: str, **given: Any) -> None:
        """Somebody works in it: see person.js."""
        self._ask("person", {"does": does, **given})

    def dial(self, ports: Sequence[int], code: str = "") -> None:
        """The plugin begins to knock at these ports, with the code that a person has typed."""
        self._ask("dial", {"ports": list(ports), "code": code})

    def pair(self, code: str) -> None:
        """Somebody types the code into the plugin's panel."""
        self._ask("pair", {"code": code})

    def hang_up(self) -> None:
        """The plugin goes away."""
        self._ask("hang_up", {})

    def told(self) -> list[dict[str, Any]]:
        """What the plugin's panel was told to show."""
        told: list[dict[str, Any]] = self._ask("told", {})
        return told

    def items(self, *path: str) -> list[dict[str, Any]]:
        """What lies in a bin of the open project."""
        state = self.state()
        project = next(one for one in state["projects"] if one["doc"] == state["active"])
        found: list[dict[str, Any]] = project["items"]
        for name in path:
            found = next(one for one in found if one["name"] == name)["items"]
        return found

    def _ask(self, what: str, given: dict[str, Any]) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._control, timeout=30)
        try:
            connection.request("POST", f"/{what}", json.dumps(given), {"Content-Type": "application/json"})
            reply = connection.getresponse()
            told = json.loads(reply.read())
        finally:
            connection.close()
        if reply.status != 200:
            raise RuntimeError(told)
        return told
