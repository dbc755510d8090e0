"""Puts the changes and tests that are proposed for the library desk to the test.

    python Scripts/fixes                       every recorded failure with a proposed change, SQLite
    python Scripts/fixes --database mariadb    on another database
    python Scripts/fixes join_twice            only this one
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import databases
from processes import Trouble

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "fixtures/apps/library_desk"
ENVELOPES = ROOT / "fixtures/envelopes/django"
TRIAGE = ROOT / ".build/debug/triage"
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


def diagnose(envelope: Path) -> dict:
    command = [TRIAGE, "diagnose", envelope, "--source", APP, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        raise Trouble(f"triage diagnose {envelope.name} failed: {done.stderr}")
    return json.loads(done.stdout)


class Checkout:
    """A copy of the app to change and to run."""

    def __init__(self, folder: Path, environment: dict):
        self.folder = folder
        self.environment = {**os.environ, **environment}
        shutil.copytree(APP, folder)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)

    def write(self, test: dict) -> str:
        """Puts a generated test where it belongs; its name for the test runner."""
        path = self.folder / test["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(test["code"])
        return test["path"].removesuffix(".py").replace("/", ".")

    def apply(self, diff: str) -> str | None:
        done = subprocess.run(
            ["git", "apply", "-"], input=diff, cwd=self.folder, capture_output=True, text=True
        )
        return None if done.returncode == 0 else done.stderr.strip()

    def manage(self, *arguments: str) -> tuple[bool, str]:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder, env=self.environment, capture_output=True, text=True,
        )
        return done.returncode == 0, done.stdout + done.stderr


def prove(envelope: Path, checkout: Checkout) -> list[str]:
    """What is wrong with the proposal; empty when it holds."""
    report = diagnose(envelope)
    diffs = [fix["diff"] for fix in report["fixes"] if fix["diff"]]
    if not diffs:
        # Guidance is shown, never applied: there is nothing to run.
        return [] if any(fix["sketch"] for fix in report["fixes"]) else ["no change is proposed"]
    wrong = []
    labels = [checkout.write(test) for test in report["tests"]]
    if labels:
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="Scripts/test-fixes", description=__doc__)
    parser.add_argument("--database", choices=databases.ALL, default="sqlite")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        (folder / "database").mkdir()
        with databases.ALL[options.database](folder / "database") as environment:
            for name, envelope in failures(options.names, options.database):
                wrong = prove(envelope, Checkout(folder / name, environment))
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
