"""Has `triage fix` prove what is proposed for one failure, in a repository of the app's own."""

import dataclasses
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bugs import App, Bug
from collector import built
from processes import Trouble

BRANCH = "proven"
AUTHOR = {
    f"GIT_{role}_{field}": value
    for role in ("AUTHOR", "COMMITTER")
    for field, value in (("NAME", "Triage"), ("EMAIL", "triage@example.org"))
}


@dataclasses.dataclass
class Outcome:
    """What became of one bug; each step presumes the one before."""

    app: App
    bug: Bug
    cause: str | None = None
    is_proposed: bool = False
    applies: bool = False
    is_proven: bool = False
    # Nothing that passed of the app's own tests fails; true as well where nothing was changed.
    suite_is_unharmed: bool = True
    # From the event to the proven branch, without the time in which the app's tests ran.
    seconds: float | None = None
    trouble: str = ""


def prove(app: App, bug: Bug, envelope: Path, environment: dict[str, str], folder: Path) -> Outcome:
    """The folder is a copy of the app; `folder.json` and `folder.logs` tell what was done."""
    variables = in_path({**os.environ, **environment, **AUTHOR})
    commit(folder, variables)
    command = [built("triage"), "fix", str(envelope), "--source", str(folder), "--format", "json"]
    command += ["--verify", "--test-command", app.test_command, "--branch", BRANCH]
    command += ["--keep-logs", str(folder.with_suffix(".logs"))]
    started = time.monotonic()
    done = subprocess.run(command, env=variables, capture_output=True, text=True)
    seconds = time.monotonic() - started
    if done.returncode not in (0, 1):
        return Outcome(app, bug, trouble=done.stderr.strip().rsplit("\n", 1)[-1])
    folder.with_suffix(".json").write_text(done.stdout)
    outcome = judged(app, bug, json.loads(done.stdout), seconds)
    if outcome.is_proven and app.check_command is not None:
        check(outcome, folder, variables)
    return outcome


def judged(app: App, bug: Bug, result: dict, seconds: float) -> Outcome:
    steps = {step["name"]: step for step in result["steps"]}
    return Outcome(
        app, bug,
        cause=result["cause"],
        is_proposed=bool(result["changes"] and result["tests"]),
        applies=bool(steps),
        is_proven=result["proven"] is True,
        suite_is_unharmed=steps.get("suite after", {}).get("expected", True),
        seconds=seconds - result["test_seconds"] if result["proven"] else None,
        trouble="" if result["proven"] else told(result, steps),
    )  # fmt: skip


def told(result: dict, steps: dict[str, dict]) -> str:
    """Why it is not proven, and the end of what the tests printed."""
    if not result["changes"]:
        return result["reason"] or "no change is proposed"
    if not result["tests"]:
        return "no test is proposed"
    unexpected = [step for step in steps.values() if not step["expected"]]
    logs = [Path(step["log"]).read_text(errors="replace")[-3000:] for step in unexpected]
    return "\n".join([result["reason"] or "not proven", *logs])


def check(outcome: Outcome, folder: Path, variables: dict[str, str]) -> None:
    """Runs the app's check on the proven branch."""
    git(folder, variables, "checkout", "-q", BRANCH)
    done = subprocess.run(
        outcome.app.check_command, shell=True, cwd=folder, env=variables, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode != 0:
        outcome.is_proven = False
        outcome.trouble = f"{outcome.app.check_command} fails\n{done.stdout[-3000:]}"


def commit(folder: Path, variables: dict[str, str]) -> None:
    """Makes the folder a git repository of its own with one commit."""
    git(folder, variables, "init", "-q")
    git(folder, variables, "add", "-A")
    git(folder, variables, "commit", "-q", "-m", "As it is")


def git(folder: Path, variables: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=variables, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise Trouble(f"git {arguments[0]} failed in {folder}: {done.stderr}")


def in_path(variables: dict[str, str]) -> dict[str, str]:
    """With the Python that runs this as `python`, and nothing of this project on its path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{variables['PATH']}"
    return {**{k: v for k, v in variables.items() if k != "PYTHONPATH"}, "PATH": path}
