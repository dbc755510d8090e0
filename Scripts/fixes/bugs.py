"""The words of the run: an app, its bugs, and an app that runs."""

import contextlib
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from databases import Database
from tape import Tape


@dataclasses.dataclass(frozen=True)
class Bug:
    """One defect of an app, and how its failure comes about."""

    name: str
    # What a conclusion may say, the best first.
    causes: tuple[str, ...]
    # The engine on which it is raised and cured: sqlite, postgresql or mariadb.
    engine: str
    # Given the running app, makes it fail as people do; the first event that the app's client
    # sends meanwhile is the failure.
    steps: Callable[..., object]


class App(Protocol):
    """An application under fixtures/apps with its bugs."""

    name: str
    # In a few words what it is built with, for the score.
    built_with: str
    bugs: tuple[Bug, ...]
    # Runs the app's own tests, in its folder; `python` is the one that runs this.
    test_command: str
    # Runs after the change as well, and must succeed.
    check_command: str | None
    # Whether all copies of the app are built in one folder, so that one at a time is tested.
    has_one_build: bool

    def environment(self, database: Database) -> dict[str, str]:
        """How the app finds the database, in production and in its tests."""

    def running(
        self, folder: Path, database: Database, tape: Tape
    ) -> contextlib.AbstractContextManager:
        """The app, from this copy of its folder, as its users and timers meet it.

        What it yields is handed to the steps of each bug. The database is empty; events go to
        `tape.dsn`.
        """

    def prepare(self, folder: Path) -> None:
        """Makes a fresh copy of the app's folder one that can be tested."""


def bug(name: str, causes: str, engine: str, steps: Callable[..., object]) -> Bug:
    """A bug whose causes are words in one string."""
    return Bug(name, tuple(causes.split()), engine, steps)
