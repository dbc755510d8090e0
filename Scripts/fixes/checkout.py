"""A copy of an app to change and to run."""

import json
import shutil
import subprocess
from pathlib import Path

from processes import Trouble

ROOT = Path(__file__).resolve().parents[2]
TRIAGE = ROOT / ".build/debug/triage"


def diagnose(envelope: Path, source: Path) -> dict:
    command = [TRIAGE, "diagnose", envelope, "--source", source, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        raise Trouble(f"triage diagnose {envelope.name} failed: {done.stderr}")
    return json.loads(done.stdout)


class Checkout:
    def __init__(self, app: Path, folder: Path):
        self.folder = folder
        # A file's time says to build tools that it is another one than before.
        shutil.copytree(
            app, folder, ignore=shutil.ignore_patterns(".build"), copy_function=shutil.copy,
            dirs_exist_ok=True,
        )
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)

    def write(self, test: dict) -> None:
        """Puts a generated test where it belongs."""
        path = self.folder / test["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(test["code"])

    def apply(self, diff: str) -> str | None:
        """What is wrong with the diff, if anything."""
        done = subprocess.run(
            ["git", "apply", "-"], input=diff, cwd=self.folder, capture_output=True, text=True
        )
        return None if done.returncode == 0 else done.stderr.strip()
