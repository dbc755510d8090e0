"""Makes each bug of an app fail for real and keeps what the app's own client sends."""

from collections.abc import Iterator
from pathlib import Path

from bugs import App, Bug
from checkout import ROOT, copied
from databases import Database
from tape import recording


def captured(
    app: App, bugs: list[Bug], database: Database, folder: Path
) -> Iterator[tuple[Bug, Path | None]]:
    """Each bug with the file of its envelope; with none where nothing failed."""
    copy = copied(ROOT / "fixtures/apps" / app.name, folder / f"{app.name}-{database.engine}")
    app.prepare(copy)
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
