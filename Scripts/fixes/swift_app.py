"""A Swift service: its own program makes each failure."""

import contextlib
import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

from bugs import Bug
from collector import ROOT
from databases import Database
from processes import run
from tape import Tape


@dataclasses.dataclass
class Service:
    """The program as it was built, and where its events go."""

    program: Path
    folder: Path
    environment: dict[str, str]

    def visit(self, name: str) -> None:
        """Runs one visit on a database file of its own; it ends with 0 when the office failed."""
        self.folder.mkdir(exist_ok=True)
        database = self.folder / f"{name}.sqlite"
        run([str(self.program), "--database", str(database), name], env=self.environment)


@dataclasses.dataclass(frozen=True)
class SwiftApp:
    name: str
    built_with: str
    bugs: tuple[Bug, ...]
    # Of the product that runs visits.
    program: str
    check_command: str | None = None
    has_one_build: bool = True

    @property
    def builds(self) -> Path:
        """One folder for all bugs: what the service depends on is built once."""
        return ROOT / ".build/fixes" / self.name

    @property
    def test_command(self) -> str:
        return f"swift test --scratch-path {self.builds}"

    def environment(self, database: Database) -> dict[str, str]:
        """Each test has a file of its own."""
        return {}

    def prepare(self, folder: Path) -> None:
        """Says where the monitor is from the copy."""
        manifest = folder / "Package.swift"
        manifest.write_text(manifest.read_text().replace('path: "../../.."', f'path: "{ROOT}"'))

    @contextlib.contextmanager
    def running(self, folder: Path, database: Database, tape: Tape) -> Iterator[Service]:
        run(["swift", "build", "--build-tests", "--scratch-path", str(self.builds)], cwd=folder)
        environment = {**os.environ, "TRIAGE_DSN": tape.dsn}
        scratch = folder.with_name(f"{folder.name}-run")
        yield Service(self.builds / "debug" / self.program, scratch, environment)
