"""Puts the changes and tests that are proposed for the library desk, and for the Swift example, to
the test.

    python Scripts/fixes                       every recorded failure with a proposed change, SQLite
    python Scripts/fixes --database mariadb    the desk's on another database
    python Scripts/fixes join_twice            only this one
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import databases
import sign_up_service
from checkout import ROOT, Checkout, diagnose
from processes import Trouble

APP = ROOT / "fixtures/apps/library_desk"
ENVELOPES = ROOT / "fixtures/envelopes/django"
# What the conclusion may be for a change to be expected.
CAUSES = {"missing_check", "race", "missing_db_constraint"}


def failures(names: list[str], database: str) -> list[tuple[str, Path]]:
    """One envelope of each recorded failure, of the database at hand where there is one."""
    found: dict[str, Path] = {}
    for envelope in sorted(ENVELOPES.glob("*.envelope")):
        name, recorded_on, _ = envelope.name.split(".")
        expected = json.loads(envelope.with_suffix(".expected.json").read_text())
        if expected["cause"] not in CAUSES or (names and name not in names):
            continue
        if name not in found or recorded_on == database:
            found[name] = envelope
    return sorted(found.items())


class Desk(Checkout):
    """A copy of the library desk with a database of its own."""

    def __init__(self, folder: Path, environment: dict):
        super().__init__(APP, folder)
        self.environment = {**os.environ, **environment}

    def manage(self, *arguments: str) -> tuple[bool, str]:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder, env=self.environment, capture_output=True, text=True,
        )
        return done.returncode == 0, done.stdout + done.stderr


def label(test: dict) -> str:
    """The name of a generated test for the test runner."""
    return test["path"].removesuffix(".py").replace("/", ".")


def prove(envelope: Path, checkout: Desk) -> list[str]:
    """What is wrong with the proposal; empty when it holds."""
    report = diagnose(envelope, APP)
    diffs = [fix["diff"] for fix in report["fixes"] if fix["diff"]]
    if not diffs:
        # Guidance is shown, never applied: there is nothing to run.
        return [] if any(fix["sketch"] for fix in report["fixes"]) else ["no change is proposed"]
    wrong = []
    for test in report["tests"]:
        checkout.write(test)
    if report["tests"]:
        labels = [label(test) for test in report["tests"]]
        passes, output = checkout.manage("test", "--noinput", *labels)
        if passes:
            wrong.append("the generated tests pass before the change")
    for number, diff in enumerate(diffs, 1):
        if (error := checkout.apply(diff)) is not None:
            wrong.append(f"change {number} does not apply: {error}")
    passes, output = checkout.manage("test", "--noinput")
    if not passes:
        wrong.append("tests fail after the change:\n" + output[-3000:])
    passes, output = checkout.manage("makemigrations", "--check", "--dry-run")
    if not passes:
        wrong.append("models and migrations disagree: " + output)
    return wrong


def proofs(names: list[str], database: str) -> Iterator[tuple[str, Path, list[str]]]:
    """Each failure, its envelope, and what is wrong with what is proposed for it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        (folder / "database").mkdir()
        with databases.ALL[database](folder / "database") as environment:
            for name, envelope in failures(names, database):
                yield name, envelope, prove(envelope, Desk(folder / name, environment))
    if database == "sqlite":
        for name, envelope in sign_up_service.failures(names):
            yield name, envelope, sign_up_service.prove(envelope)


def main() -> int:
    parser = argparse.ArgumentParser(prog="Scripts/test-fixes", description=__doc__)
    parser.add_argument("--database", choices=databases.ALL, default="sqlite")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    passed = failed = 0
    for name, envelope, wrong in proofs(options.names, options.database):
        print(f"{'FAILED' if wrong else 'ok':7}{name} ({envelope.name})", flush=True)
        for sentence in wrong:
            print(f"       {sentence}")
        passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"Scripts/test-fixes: {trouble}")
