"""The changes and tests that are proposed for the Swift example, put to the test."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from checkout import ROOT, Checkout, diagnose

APP = ROOT / "Examples/SignUpService"
ENVELOPES = ROOT / "fixtures/envelopes/swift"
# One folder for all of them, with what was built: the monitor is part of it.
FOLDER = ROOT / ".build/fixes/SignUpService"


def failures(names: list[str]) -> list[tuple[str, Path]]:
    found = [(path.name.split(".")[0], path) for path in sorted(ENVELOPES.glob("*.envelope"))]
    return [(name, path) for name, path in found if not names or name in names]


def checkout() -> Checkout:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for entry in FOLDER.iterdir():
        if entry.is_dir() and entry.name != ".build":
            shutil.rmtree(entry)
        elif entry.is_file():
            entry.unlink()
    made = Checkout(APP, FOLDER)
    manifest = FOLDER / "Package.swift"
    package = f"path: {json.dumps(str(ROOT))}"
    manifest.write_text(manifest.read_text().replace('path: "../.."', package))
    return made


def run_tests() -> tuple[list[str], bool, str]:
    """The tests that failed, whether all of them ran and passed, and the output."""
    done = subprocess.run(["swift", "test"], cwd=FOLDER, capture_output=True, text=True)
    output = done.stdout + done.stderr
    failed = re.findall(r"✘ Test (\w+)\(.*failed after", output)
    has_run = re.search(r"Test run with [1-9]\d* tests? in", output) is not None
    return failed, has_run and done.returncode == 0, output


def prove(envelope: Path) -> list[str]:
    """What is wrong with the proposal; empty when it holds."""
    report = diagnose(envelope, APP)
    made = checkout()
    diffs = [fix["diff"] for fix in report["fixes"] if fix["diff"]]
    if not diffs or not report["tests"]:
        return ["no change is proposed" if not diffs else "no test is proposed"]
    # Without their target the tests would not even be built.
    diffs.sort(key=lambda diff: "Package.swift" not in diff)
    wrong = []
    for test in report["tests"]:
        made.write(test)
    for number, diff in enumerate(diffs, 1):
        if number == 2:
            failed, _, output = run_tests()
            if not failed:
                wrong.append("no generated test fails before the change:\n" + output[-3000:])
        if (error := made.apply(diff)) is not None:
            wrong.append(f"change {number} does not apply: {error}")
    _, passes, output = run_tests()
    if not passes:
        wrong.append("tests fail after the change:\n" + output[-3000:])
    return wrong
