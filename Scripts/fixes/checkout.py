"""A copy of an app, and the commands that are run in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRIAGE = Path(os.environ.get("TRIAGE_BIN", ROOT / ".build/debug")) / "triage"


def copied(app: Path, folder: Path) -> Path:
    """The app's folder at another place, without what builds and tests have left."""
    # A file's time says to build tools that it is another one than before.
    shutil.copytree(
        app, folder, ignore=shutil.ignore_patterns(".build", "__pycache__", "*.sqlite3"),
        copy_function=shutil.copy, dirs_exist_ok=True,
    )  # fmt: skip
    return folder


def commit(folder: Path) -> None:
    """Makes the folder a git repository of its own with one commit."""
    author = ["-c", "user.name=Triage", "-c", "user.email=triage@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*author, "commit", "-q", "-m", "As it is"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


def run_in(folder: Path, command: str, environment: dict[str, str]) -> tuple[bool, str]:
    """Whether a shell command succeeds in the folder, and what it prints."""
    python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, **environment, "PATH": python, "PYTHONPATH": ""}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=variables, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode == 0, done.stdout
