"""The library desk (fixtures/apps/library_desk) under gunicorn, and a browser for it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import meeting
from browser import Browser
from databases import Database
from processes import accepts, free_port, run, running

APP = Path(__file__).resolve().parents[2] / "fixtures" / "apps" / "library_desk"


class Desk(Browser):
    def post_at_once(self, path: str, table: str, requests: list[dict]) -> list[int]:
        """Sends form posts that all read the table before any of them goes on; their statuses."""
        return self.at_once(
            table,
            [
                lambda headers, fields=fields: self.post(path, fields, headers=headers)
                for fields in requests
            ],
        )


def environment(database: Database) -> dict:
    """How the project finds its database."""
    return {
        "DATABASE": database.engine,
        "DATABASE_NAME": database.name,
        "DATABASE_HOST": database.host,
        "DATABASE_PORT": database.port,
        "DATABASE_USER": database.user,
    }


@contextlib.contextmanager
def serving(database: Database, dsn: str, folder: Path, app: Path = APP) -> Iterator[Desk]:
    """The app on this database, migrated, in two processes of four threads each."""
    port = free_port()
    variables = {
        **os.environ,
        **environment(database),
        "SENTRY_DSN": dsn,
        "MEETING_APPLICATION": "library_desk.wsgi:application",
        "MEETING_DIRECTORY": str(folder / "meetings"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(Path(meeting.__file__).parent),
    }
    options = {"cwd": app, "env": variables}
    run([sys.executable, "manage.py", "migrate", "--verbosity=0"], **options)
    server = [sys.executable, "-m", "gunicorn", "meeting:application"]
    server += [f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4", "--timeout=60"]
    with running(server, folder / "gunicorn.log", lambda: accepts(port), **options):
        yield Desk(f"http://127.0.0.1:{port}")
