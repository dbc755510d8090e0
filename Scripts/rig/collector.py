"""A collector of its own for a test, and what it concludes, read by `triage`."""

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from processes import Trouble, running

ROOT = Path(__file__).resolve().parents[2]
KEY = "3f1c5a7e9b2d4860a1c3e5f708192a3b"


def built(product: str) -> str:
    """The path of an executable of the package; TRIAGE_BIN names another folder."""
    return str(Path(os.environ.get("TRIAGE_BIN", ROOT / ".build" / "debug")) / product)


@dataclasses.dataclass
class Collector:
    address: str
    dsn: str
    process: subprocess.Popen
    known: set[int] = dataclasses.field(default_factory=set)

    def triage(self, *arguments: str):
        command = [built("triage"), *arguments, "--url", self.address, "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True)
        # 1: there are findings.
        if done.returncode not in (0, 1):
            raise Trouble(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def new_reports(self) -> list[dict]:
        """The reports of issues that came since the last call."""
        issues = self.triage("issues", "--limit", "1000")["issues"]
        fresh = [issue["id"] for issue in issues if issue["id"] not in self.known]
        self.known.update(fresh)
        return [self.triage("report", str(number)) for number in fresh]

    def health(self) -> dict:
        with urllib.request.urlopen(f"{self.address}/health", timeout=60) as answer:
            return json.load(answer)

    def has_digested(self) -> bool:
        return self.health()["queued"] == 0

    def next_report(self, seconds: float = 20) -> dict:
        """The report of the one new issue; waits for it."""
        deadline = time.monotonic() + seconds
        while not (reports := self.new_reports()):
            if time.monotonic() > deadline:
                raise AssertionError(f"no new issue within {seconds:g} s")
            time.sleep(0.1)
        if len(reports) > 1:
            raise AssertionError(f"{len(reports)} new issues, not one")
        return reports[0]


@contextlib.contextmanager
def collecting(folder: Path, settings: dict | None = None, **options) -> Iterator[Collector]:
    """A collector with its files in the folder; a second one there goes on with the same store.

    A test may kill it; otherwise it is stopped, and must end well.
    """
    port_file = folder / "port"
    port_file.unlink(missing_ok=True)
    configuration = {
        "listen": {"port": 0, **(settings or {})},
        "store": {"path": str(folder / "triage.sqlite")},
        "reports": {"directory": str(folder / "reports")},
        "projects": [{"id": 1, "name": "library-desk", "keys": [KEY]}],
    }
    (folder / "config.json").write_text(json.dumps(configuration))
    command = [built("triage-collector"), "--config", str(folder / "config.json")]
    command += ["--port-file", str(port_file)]
    log = folder / "collector.log"
    with running(command, log, port_file.exists, **options) as process:
        port = int(port_file.read_text())
        yield Collector(f"http://127.0.0.1:{port}", f"http://{KEY}@127.0.0.1:{port}/1", process)
    if process.returncode not in (0, -signal.SIGKILL):
        raise Trouble(f"the collector ended with {process.returncode}:\n{log.read_text()[-2000:]}")
