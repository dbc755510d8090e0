"""The library desk (fixtures/apps/library_desk) under gunicorn, and a browser for it."""

import contextlib
import dataclasses
import os
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

from processes import accepts, free_port, run, running

APP = Path(__file__).resolve().parents[2] / "fixtures" / "apps" / "library_desk"


@dataclasses.dataclass
class Desk:
    """Sends requests to the running app; each returns the status of the answer."""

    address: str

    def post(self, path: str, fields=None, body: str | None = None, kind="text/csv", headers=None):
        if body is None:
            body, kind = urllib.parse.urlencode(fields or {}), "application/x-www-form-urlencoded"
        return self.send(path, body.encode(), {"Content-Type": kind, **(headers or {})})

    def get(self, path: str) -> int:
        return self.send(path, None, {})

    def post_at_once(self, path: str, table: str, requests: list[dict]) -> list[int]:
        """Sends form posts that all read the table before any of them goes on; their statuses."""
        headers = {"X-Meet": f"{uuid.uuid4().hex} {table} {len(requests)}"}
        statuses: list[int] = []
        threads = [
            threading.Thread(
                target=lambda fields=fields: statuses.append(
                    self.post(path, fields, headers=headers)
                )
            )
            for fields in requests
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(statuses)

    def send(self, path: str, body: bytes | None, headers: dict) -> int:
        request = urllib.request.Request(f"{self.address}/{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status
        except urllib.error.HTTPError as refusal:
            return refusal.code


@contextlib.contextmanager
def serving(database: dict, dsn: str, folder: Path) -> Iterator[Desk]:
    """The app on this database, migrated, in two processes of four threads each."""
    port = free_port()
    variables = {
        **os.environ,
        **database,
        "SENTRY_DSN": dsn,
        "MEETING_DIRECTORY": str(folder / "meetings"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    options = {"cwd": APP, "env": variables}
    run([sys.executable, "manage.py", "migrate", "--verbosity=0"], **options)
    server = [sys.executable, "-m", "gunicorn", "library_desk.wsgi:application"]
    server += [f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4", "--timeout=60"]
    with running(server, folder / "gunicorn.log", lambda: accepts(port), **options):
        yield Desk(f"http://127.0.0.1:{port}")
