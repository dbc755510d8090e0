"""An app with Flask or FastAPI, whose bugs are raised through its library's own test client."""

import contextlib
import dataclasses
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from bugs import Bug, bug
from databases import Database
from processes import Trouble
from tape import Tape


@dataclasses.dataclass
class Process:
    """How each bug is raised: in a process of its own, which imports the app from its folder."""

    module: Path
    folder: Path
    environment: dict[str, str]

    def fail(self, name: str) -> None:
        done = subprocess.run(
            [sys.executable, self.module, name], cwd=self.folder, env=self.environment,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise Trouble(f"the steps of {name} failed:\n{done.stderr[-2000:]}")


@dataclasses.dataclass(frozen=True)
class PythonApp:
    name: str
    built_with: str
    # The file whose functions are the steps, one for each bug's name.
    module: Path
    bugs: tuple[Bug, ...]
    test_command: str = "python -m pytest -q"
    check_command: str | None = None
    has_one_build: bool = False

    def environment(self, database: Database) -> dict[str, str]:
        if database.engine == "sqlite":
            return {"DATABASE_URL": f"sqlite:///{database.name}"}
        place = f"{database.user}@{database.host}:{database.port}/{database.name}"
        return {"DATABASE_URL": f"postgresql+psycopg://{place}"}

    def prepare(self, folder: Path) -> None:
        """Nothing is left to do."""

    @contextlib.contextmanager
    def running(self, folder: Path, database: Database, tape: Tape) -> Iterator[Process]:
        environment = {
            **os.environ,
            **self.environment(database),
            "SENTRY_DSN": tape.dsn,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(folder), *sys.path]),
        }
        yield Process(self.module, folder, environment)


def named(name: str, causes: str, engine: str) -> Bug:
    """A bug whose steps are the function of its name."""
    return bug(name, causes, engine, lambda process: process.fail(name))


def together(requests: list[Callable[[], object]]) -> None:
    """Sends requests at once: none writes before all have looked."""
    from sqlalchemy import event
    from sqlalchemy.orm import Session

    barrier = threading.Barrier(len(requests))
    waited = threading.local()

    def wait(*_: object) -> None:
        if not getattr(waited, "done", False):
            waited.done = True
            barrier.wait(timeout=10)

    event.listen(Session, "before_flush", wait)
    threads = [threading.Thread(target=request) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    event.remove(Session, "before_flush", wait)
