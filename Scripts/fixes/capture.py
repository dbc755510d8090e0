"""Makes each bug of an app fail for real and keeps what the app's own client sends."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bugs import App, Bug
from collector import ROOT
from databases import Database
from tape import recording


def captured(
    app: App, bugs: list[Bug], database: Database, folder: Path
) -> Iterator[tuple[Bug, Path | None]]:
    """Each bug with the file of its envelope; with none where nothing failed."""
    copy = copied(app, folder / f"{app.name}-{database.engine}")
    with recording() as tape, app.running(copy, database, tape) as running_app:
        for bug in bugs:
            tape.forget()
            bug.steps(running_app)
            try:
                envelope = tape.next()
            except AssertionError:
                yield bug, None
                continue
            file = folder / f"{app.name}.{bug.name}.envelope"
            file.write_bytes(envelope)
            yield bug, file


def copied(app: App, folder: Path) -> Path:
    """The app's folder at another place, without what builds and tests have left."""
    # A file's time says to build tools that it is another one than before.
    shutil.copytree(
        ROOT / "fixtures/apps" / app.name, folder, copy_function=shutil.copy,
        ignore=shutil.ignore_patterns(".build", "__pycache__", "*.sqlite3"),
    )  # fmt: skip
    app.prepare(folder)
    return folder
