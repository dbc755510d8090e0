"""Records what the app's SDK sends, as fixtures with the diagnosis that is expected beside."""

import contextlib
import gzip
import http.server
import json
import re
import site
import sys
import sysconfig
import threading
from collections.abc import Iterator
from pathlib import Path

from desk import APP
from scenarios import Scenario

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "envelopes" / "django"
KEY = "3f1c5a7e9b2d4860a1c3e5f708192a3b"


class Recorder:
    """A server that takes envelopes and keeps those with an event, in the order of arrival."""

    def __init__(self, server: http.server.HTTPServer):
        self.dsn = f"http://{KEY}@127.0.0.1:{server.server_port}/1"
        self.envelopes: list[bytes] = []
        self.arrived = threading.Condition()

    def keep(self, envelope: bytes) -> None:
        if b'"type":"event"' not in envelope.split(b"\n", 2)[1].replace(b" ", b""):
            return
        with self.arrived:
            self.envelopes.append(envelope)
            self.arrived.notify_all()

    def next(self, seconds: float = 15) -> bytes:
        """The one envelope since the last call; waits for it."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: self.envelopes, seconds):
                raise AssertionError("the SDK sent no event")
            return self.envelopes.pop(0)


@contextlib.contextmanager
def recording() -> Iterator[Recorder]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            recorder.keep(body)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorder = Recorder(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()


def write(scenario: Scenario, database: str, envelope: bytes) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = f"{scenario.name}.{database}"
    (FOLDER / f"{name}.envelope").write_bytes(with_neutral_paths(envelope))
    failure = scenario.failure
    expected = {
        "dbms": database if failure.kind else None,
        "exception": failure.exception,
        "kind": failure.kind,
        "kinds_ok": list(failure.kinds_ok),
        "table": failure.table,
        "columns": list(failure.columns),
        "cause": failure.cause,
        "culprit": list(failure.culprits),
    }
    (FOLDER / f"{name}.expected.json").write_text(json.dumps(expected, indent=2) + "\n")


def with_neutral_paths(envelope: bytes) -> bytes:
    """The envelope as from a host with the app in /srv/library_desk and packages in /srv/venv."""
    header, item, payload = envelope.split(b"\n", 2)
    described = json.loads(item)
    payload, rest = payload[: described["length"]], payload[described["length"] :]
    packages = site.getsitepackages()[0]
    neutral = f"/srv/venv/lib/python3.{sys.version_info.minor}/site-packages"
    for found, instead in [
        (str(APP), "/srv/library_desk"),
        (packages, neutral),
        (sys.prefix, "/srv/venv"),
        (sysconfig.get_path("stdlib"), f"/usr/lib/python3.{sys.version_info.minor}"),
        (sys.base_prefix, "/usr"),
    ]:
        payload = payload.replace(found.encode(), instead.encode())
    payload = re.sub(rb"/tmp/triage-clients-[^\"/\\]+", b"/srv/run", payload)
    described["length"] = len(payload)
    return b"\n".join([header, json.dumps(described).encode(), payload]) + rest
