"""The panel's own server in a node of its own, for tests that speak HTTP to it."""

import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self

import chutier_premiere
from hosts.node import node

PANEL = Path(chutier_premiere.__file__).parent / "panel_cep"
PATIENCE = 20
"""Seconds after which a test fails instead of waiting."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class NodeProcess:
    """A node that runs `script`, which is told `given` and speaks in lines of JSON; the first is in `said`."""

    def __init__(self, script: str, given: object, environ: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            [node(), str(Path(__file__).with_name(script)), json.dumps(given)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, **environ} if environ else None,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.said: dict[str, Any] = self._line()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._tell("stop")
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._reader.join(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            # Of one that crashed, what was still to be written is lost.
            with suppress(OSError):
                stream.close()

    def kill(self) -> None:
        """It goes without a word, as in a crash."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)

    def _line(self) -> Any:
        return json.loads(self._lines.get(timeout=PATIENCE))

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()


class PanelProcess(NodeProcess):
    """One panel. `engine`: scripts are run, not just given back; `meeting`: the folder where it says that it is there;
    the rest are options of `serve`."""

    def __init__(
        self, *, engine: bool = False, meeting: Path | None = None, premiere: str = "26.3.0", **options: Any
    ) -> None:
        given = {
            "panel": str(PANEL), "engine": engine, "meeting": str(meeting) if meeting else "", "premiere": premiere,
            "options": {"port": 0, "panel": "1.0.0", "premiere": premiere, **options},
        }  # fmt: skip
        super().__init__("panel_process.js", given)

    @property
    def port(self) -> int:
        return int(self.said["port"])

    @property
    def path(self) -> str:
        return f"/{self.said['secret']}"

    def release(self, text: str) -> None:
        """The script that hangs gives this."""
        self._tell(f"release {text}")

    @property
    def ran(self) -> list[str]:
        """The scripts that have begun."""
        self._tell("ran")
        found: list[str] = self._line()
        return found

    def ask(
        self, method: str, path: str | None = None, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """One request, with these headers and no others but what HTTP must have."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, self.path if path is None else path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})
        finally:
            connection.close()

    def post(self, script: str, **headers: str) -> Answer:
        """A script, as a client sends it."""
        body = json.dumps({"to_eval": script}).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", body=body, headers={"Content-Type": "application/json", **named})
