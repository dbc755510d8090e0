"""Bugs of fixtures/apps/library_desk: function views, forms and services."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import desk
import scenarios
from bugs import Bug
from databases import Database
from tape import Tape

ENGINES = {
    "post_known_book": "postgresql",
    "add_shelf_twice": "mariadb",
    "change_to_known_email": "mariadb",
    "join_twice": "postgresql",
    "reserve_at_once": "postgresql",
    "charge_at_once": "mariadb",
    "visit_at_once": "postgresql",
    "return_copy_lent_twice": "postgresql",
}


class LibraryDesk:
    """Its scenarios are those of the client tests."""

    name = "library_desk"
    built_with = "Django, function views and services"
    test_command = "python manage.py test --noinput"
    check_command = "python manage.py makemigrations --check --dry-run"
    has_one_build = False
    bugs = tuple(
        Bug(
            scenario.name, (scenario.failure.cause,), ENGINES.get(scenario.name, "sqlite"),
            scenario.steps,
        )
        for scenario in scenarios.ALL
        if scenario.failure is not None and scenario.failure.cause is not None
    )  # fmt: skip

    def environment(self, database: Database) -> dict[str, str]:
        return desk.environment(database)

    def prepare(self, folder: Path) -> None:
        """Nothing is left to do."""

    @contextlib.contextmanager
    def running(self, folder: Path, database: Database, tape: Tape) -> Iterator[desk.Desk]:
        scratch = folder.with_name(f"{folder.name}-run")
        scratch.mkdir()
        with desk.serving(database, tape.dsn, scratch, folder) as browser:
            scenarios.furnish(browser)
            yield browser


APP = LibraryDesk()
