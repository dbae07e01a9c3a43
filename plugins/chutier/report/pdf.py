"""The page as PDF, printed by a browser that is on the machine: what is on paper is what is on the screen."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from chutier.errors import ChutierError, MissingExtra
from chutier.files import write_whole
from chutier.i18n import _

VARIABLE = "CHUTIER_BROWSER"
"""Environment variable that names the browser to print with, as a path or a command."""
_SECONDS = 120.0
"""How long a browser may take; a thousand clips take some ten seconds."""

_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"BraveSoftware\Brave-Browser\Application\brave.exe",
)
_COMMANDS = (
    "google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser", "microsoft-edge",
    "microsoft-edge-stable", "msedge", "brave-browser", "brave",
)  # fmt: skip


def find_browser() -> Path | None:
    """A browser that can print without a window: the one that CHUTIER_BROWSER names and no other, or the first of
    Chrome, Chromium, Edge and Brave that is installed; None when there is none."""
    if named := os.environ.get(VARIABLE):
        return _runnable(named)
    places: list[str] = []
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        places = [str(folder / program) for program in _MAC for folder in folders]
    elif sys.platform == "win32":
        bases = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        places = [str(Path(base, program)) for program in _WINDOWS for base in bases if base]
    return next((found for place in (*places, *_COMMANDS) if (found := _runnable(place)) is not None), None)


def _runnable(named: str) -> Path | None:
    found = shutil.which(named)
    return Path(found) if found else None


def print_pdf(html: str, target: Path, browser: Path | None = None, *, limit: float = _SECONDS) -> None:
    """Print the page `html` to the PDF file `target`, whole or not at all, within `limit` seconds.

    Raises MissingExtra when there is no browser, ChutierError when it fails, hangs, or the disk refuses.
    """
    browser = browser or find_browser()
    if browser is None:
        raise _none_found()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # The page lies beside its target: a browser in a sandbox (snap, flatpak) sees no other temporary folder.
        with (
            tempfile.TemporaryDirectory(
                prefix="chutier-print-", dir=target.parent, ignore_cleanup_errors=True
            ) as place,
            tempfile.TemporaryDirectory(prefix="chutier-browser-", ignore_cleanup_errors=True) as profile,
        ):
            source, printed = Path(place, "page.html"), Path(place, "page.pdf")
            # Before Chrome 131 a folded list is printed folded, whatever its style says. Names never hold a bare "<".
            source.write_text(html.replace("<details", "<details open"), encoding="utf-8", newline="")
            _run(_command(browser, source, printed, profile), Path(profile, "said.txt"), browser, limit)
            data = printed.read_bytes() if printed.is_file() else b""
            if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
                raise _failed(browser, _last_line(Path(profile, "said.txt")))
    except OSError as error:
        raise ChutierError(
            _("cannot be printed: {why}").format(why=error.strerror or error),
            path=str(target),
            hint=_("nothing was changed; make room or choose another folder, then run the command again"),
        ) from error
    write_whole(target, data)


def _command(browser: Path, source: Path, printed: Path, profile: str) -> list[str]:
    """`--no-sandbox` only for root, whom Chrome would not serve otherwise; nothing of the person's own profile."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        str(browser), "--headless", *root, "--disable-gpu", "--no-first-run", "--no-default-browser-check",
        "--disable-extensions", "--disable-background-networking", "--disable-dev-shm-usage", "--mute-audio",
        f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={printed.absolute()}",
        source.absolute().as_uri(),
    ]  # fmt: skip


def _run(command: list[str], said: Path, browser: Path, limit: float) -> None:
    """Run to the end, or end it with all its children when it takes too long. A file takes what it says: a pipe would
    stay open as long as the last of its children."""
    own_group = os.name == "posix"
    with said.open("wb") as heard:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=heard, stderr=heard, start_new_session=own_group
            )
        except OSError as error:
            raise _failed(browser, error.strerror or str(error)) from error
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired as error:
            raise ChutierError(
                _("{browser} did not finish printing within {seconds} seconds").format(
                    browser=browser.name, seconds=round(limit)
                ),
                hint=_by_hand(),
            ) from error
        finally:
            _end(process, own_group)
    if status != 0:
        raise _failed(browser, _last_line(said))


def _end(process: "subprocess.Popen[bytes]", own_group: bool) -> None:
    """Leave nothing running, whether it ended by itself or was interrupted."""
    with suppress(OSError):
        if own_group:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _none_found() -> MissingExtra:
    if named := os.environ.get(VARIABLE):
        return MissingExtra(
            _("{variable} names no program that can be run: {named}").format(variable=VARIABLE, named=named),
            hint=_by_hand(),
        )
    return MissingExtra(_("a PDF needs Chrome, Chromium, Edge or Brave to print it"), hint=_by_hand())


def _last_line(said: Path) -> str:
    """The last thing that a program said, which is most often why it ended."""
    with suppress(OSError):
        lines = [line.strip() for line in said.read_text("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1][:300] if lines else ""
    return ""


def _failed(browser: Path, why: str) -> ChutierError:
    why = why or _("it says nothing of why")
    return ChutierError(
        _("{browser} did not print the page: {why}").format(browser=browser.name, why=why), hint=_by_hand()
    )


def _by_hand() -> str:
    return _("install one of Chrome, Chromium, Edge and Brave, or open the page in any browser and print it there")
