"""Puts what is proposed for one failure to the test."""

import dataclasses
import json
import shutil
import subprocess
import time
from pathlib import Path

from bugs import App, Bug
from checkout import ROOT, TRIAGE, commit, copied, run_in
from processes import Trouble


@dataclasses.dataclass
class Outcome:
    """What became of one bug; each step presumes the one before."""

    app: App
    bug: Bug
    cause: str | None = None
    is_proposed: bool = False
    applies: bool = False
    is_proven: bool = False
    # Every test of the app that passed before passes after; true where nothing was changed.
    suite_is_unharmed: bool = True
    # From the event to the proven change, without the app's tests.
    seconds: float | None = None
    trouble: str = ""


def diagnose(envelope: Path, source: Path) -> dict:
    command = [TRIAGE, "diagnose", envelope, "--source", source, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        raise Trouble(f"triage diagnose {envelope.name} failed: {done.stderr}")
    return json.loads(done.stdout)


def apply(folder: Path, diff: str) -> str:
    done = subprocess.run(
        ["git", "apply", "-"], input=diff, cwd=folder, capture_output=True, text=True
    )
    return done.stderr.strip() if done.returncode else ""


def own_tests(app: App, report: dict) -> str:
    paths = [test["path"] for test in report["tests"]]
    if "pytest" in app.test_command:
        return " ".join([app.test_command, *paths])
    return " ".join([app.test_command, *(p.removesuffix(".py").replace("/", ".") for p in paths)])


def prove(app: App, bug: Bug, envelope: Path, environment: dict[str, str], folder: Path) -> Outcome:
    outcome = Outcome(app, bug)
    copied(ROOT / "fixtures/apps" / app.name, folder)
    app.prepare(folder)
    commit(folder)
    started = time.monotonic()
    report = diagnose(envelope, folder)
    (folder.with_suffix(".json")).write_text(json.dumps(report, indent=1))
    conclusion = report["conclusion"]
    outcome.cause = conclusion["cause"] if isinstance(conclusion, dict) else conclusion
    plan = [
        fix for fix in report["fixes"]
        if fix["diff"] and fix["applicability"] != "guidance" and not fix.get("is_alternative")
    ]  # fmt: skip
    outcome.is_proposed = bool(plan) and bool(report["tests"])
    if not outcome.is_proposed:
        outcome.trouble = "no change is proposed" if not plan else "no test is proposed"
        return outcome
    for test in report["tests"]:
        path = folder / test["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(test["code"])
    command = own_tests(app, report)
    testing = time.monotonic()
    passes, before = run_in(folder, command, environment)
    spent = time.monotonic() - testing
    (folder.with_suffix(".before.log")).write_text(f"{command}\n{before}")
    for number, fix in enumerate(plan, 1):
        if error := apply(folder, fix["diff"]):
            outcome.trouble = f"change {number} of {len(plan)} does not apply: {error}"
            return outcome
    outcome.applies = True
    testing = time.monotonic()
    proven, after = run_in(folder, command, environment)
    unharmed, suite = run_in(folder, app.test_command, environment)
    spent += time.monotonic() - testing
    (folder.with_suffix(".after.log")).write_text(after + "\n=== suite\n" + suite)
    outcome.suite_is_unharmed = unharmed or not proven
    outcome.is_proven = proven and unharmed and not passes
    outcome.seconds = time.monotonic() - started - spent
    if passes:
        outcome.trouble = "the new tests pass before the change"
    elif not proven:
        outcome.trouble = "the new tests fail after the change:\n" + after[-1500:]
    elif not unharmed:
        outcome.trouble = "the suite fails after the change:\n" + suite[-1500:]
    if outcome.is_proven and app.check_command:
        agrees, said = run_in(folder, app.check_command, environment)
        if not agrees:
            outcome.is_proven, outcome.trouble = False, said[-1500:]
    return outcome
