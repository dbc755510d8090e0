"""An app without an error client: what it logs on its standard error is the event.

Its bugs are raised by a program in the app's own language, which is started in the app's folder
with the name of a bug, makes the tables if there are none, starts the app, does what people do,
and ends with 0.
"""

import contextlib
import dataclasses
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bugs import Bug, bug
from collector import ROOT
from databases import Database
from processes import Trouble
from tape import Tape


@dataclasses.dataclass
class Program:
    """How each bug is raised, and where the log goes."""

    command: tuple[str, ...]
    folder: Path
    environment: dict[str, str]
    tape: Tape

    def fail(self, name: str) -> None:
        done = subprocess.run(
            [*self.command, name], cwd=self.folder, env=self.environment,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise Trouble(f"the steps of {name} failed:\n{done.stderr.decode()[-2000:]}")
        if done.stderr.strip():
            self.tape.keep_log(done.stderr)


@dataclasses.dataclass(frozen=True)
class LoggedApp:
    name: str
    built_with: str
    # What raises a bug, up to the bug's name; a path in it is one of this project.
    command: tuple[str, ...]
    bugs: tuple[Bug, ...]
    test_command: str
    check_command: str | None = None
    # Folders of this project that the app finds its packages in, by their names in its folder.
    packages: tuple[tuple[str, str], ...] = ()
    has_one_build: bool = False

    def environment(self, database: Database) -> dict[str, str]:
        """As PostgreSQL's own library and the drivers that follow it read it; SQLite's file."""
        if database.engine == "sqlite":
            return {"DATABASE_FILE": database.name}
        return {
            "PGHOST": database.host, "PGPORT": database.port,
            "PGUSER": database.user, "PGDATABASE": database.name,
        }  # fmt: skip

    def prepare(self, folder: Path) -> None:
        """Puts the packages where they would have been installed."""
        for name, source in self.packages:
            (folder / name).symlink_to(ROOT / source)

    @contextlib.contextmanager
    def running(self, folder: Path, database: Database, tape: Tape) -> Iterator[Program]:
        environment = {**os.environ, **self.environment(database)}
        command = tuple(str(ROOT / part) if "/" in part else part for part in self.command)
        yield Program(command, folder, environment, tape)


def logged(name: str, causes: str, engine: str = "postgresql") -> Bug:
    """A bug whose steps are the program's function of its name."""
    return bug(name, causes, engine, lambda program: program.fail(name))
