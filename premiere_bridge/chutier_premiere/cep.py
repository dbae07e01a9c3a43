"""Premiere through pymiere: its `eval_script` carries our batches to the panel, ours or Pymiere Link.

Only the transport is used. pymiere's objects ask once for each value and read a bin called `101` as a number; and it
sets no time limit, and follows the proxies of the environment to a server that is on this computer. Both are mended
here, by the session that it speaks through.
"""

import json
import warnings
from collections.abc import Mapping
from typing import Any

from chutier.errors import NleError
from chutier.i18n import _
from chutier_premiere.bridge import Envelope
from chutier_premiere.library import library
from chutier_premiere.tilde import tilded
from chutier_premiere.words import error_from

LINK_URL = "http://127.0.0.1:3000"
"""Where Pymiere Link answers."""

LINK_LIMIT = 64_000
"""Bytes of a body that Pymiere Link takes unspoilt: at each 65,536th it puts a comma into it."""

PANEL_LIMIT = 8_000_000
"""Bytes of a body that our panel takes."""

PATIENCE = 120.0
"""Seconds without an answer after which Premiere counts as hung: a window waits there for somebody."""

_MISSING = '{"v":"","ok":false,"doc":"","r":[],"more":null,"err":{"code":"library","detail":""}}'


class Cep:
    """One panel, by its address. `patience` is how many seconds a call may take, `limit` how many bytes of a body the
    panel takes unspoilt: a batch beyond it is not sent, and its item fails."""

    transport = "cep"

    def __init__(
        self, url: str = LINK_URL, patience: float = PATIENCE, *, limit: int = LINK_LIMIT, look_for_program: bool = True
    ) -> None:
        self._core = _core()
        self._core.PANEL_URL = url
        self._core.requests = _Timed(patience)
        if not look_for_program:
            # Our own panel's address says which process answers: pymiere need not search for one, which finds a
            # release beside a beta to be one too many.
            self._core.last_alive_check_time = float("inf")
        self._patience, self._limit = patience, limit

    def call(self, op: str, args: Mapping[str, Any], doc: str = "") -> Envelope:
        script, version = library()
        encoded, length = tilded({"op": op, "doc": doc, "args": args})
        line = f"($._chutier && $._chutier.v === '{version}') ? $._chutier.run('{encoded}', {length}) : '{_MISSING}'"
        if len(json.dumps(line)) > self._limit:
            # Batches are made up to fit: what does not is one thing, too large by itself.
            item = {"state": "failed", "why": "too-long", "detail": ""}
            return {"v": version, "ok": True, "doc": doc, "r": [item], "more": None, "err": None}
        answer = self._eval(line)
        if not answer["ok"] and answer["err"]["code"] == "library":
            # The first call, or the panel was loaded again: what was there is gone with it.
            loaded = self._raw(script)
            if loaded != "loaded":
                raise self._no_answer(loaded)
            answer = self._eval(line)
        return answer

    def tell(self, planned: str) -> None:
        """Our panel shows what it is asked by itself, and Pymiere Link has nothing to show."""

    def close(self) -> None:
        """Nothing stays open: each call is a request of its own."""

    def _eval(self, line: str) -> Envelope:
        text = self._raw(line)
        try:
            answer = json.loads(text) if text.startswith('{"v"') else None
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or "err" not in answer or "r" not in answer:
            raise self._no_answer(text)
        return answer

    def _raw(self, script: str) -> str:
        errors = self._core.requests.exceptions
        try:
            return str(self._core.eval_script(script, decode_json=False))
        except errors.Timeout as error:
            raise error_from("silent", f"{self._patience:g}") from error
        except (OSError, errors.RequestException) as error:
            raise error_from("two-programs" if "More than one" in str(error) else "no-panel", str(error)) from error
        except ValueError as error:
            # pymiere's word for a program that does not run, and for a server that is another.
            raise error_from("no-program" if "not running" in str(error) else "other-server", str(error)) from error

    def _no_answer(self, text: str) -> NleError:
        if text.startswith('{"busy"'):
            return error_from("busy", "")
        return error_from("no-answer", text[:80])


class _Timed:
    """What pymiere takes for the module `requests`: one session, with a time limit, straight to this computer."""

    def __init__(self, patience: float) -> None:
        import requests

        self.exceptions = requests.exceptions
        self._session = requests.Session()
        self._session.trust_env = False
        self._patience = (min(5.0, patience), patience)

    def get(self, url: str) -> Any:
        return self._session.get(url, timeout=self._patience, allow_redirects=False)

    def post(self, url: str, **given: Any) -> Any:
        return self._session.post(url, timeout=self._patience, allow_redirects=False, **given)


def _core() -> Any:
    try:
        with warnings.catch_warnings():
            # pymiere imports distutils, of which Python 3.11 warns.
            warnings.simplefilter("ignore", DeprecationWarning)
            import pymiere.core
    except ModuleNotFoundError as error:
        what = "setuptools" if error.name == "distutils" else "pymiere"
        raise NleError(
            _("{package} is not installed, and Premiere is reached through it").format(package=what),
            hint=_("install it: pip install 'chutier[premiere]'"),
        ) from error
    return pymiere.core
