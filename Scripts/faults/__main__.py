"""Hurts a collector in every way that a bad day may bring, and checks what it promises."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import full_disk
import hostile
import killing
from collector import collecting
from processes import Trouble

# Fewer than the digests of one event after which it is left aside: where the first digest of a
# process takes long, each kill may hit the same one.
KILLS = 20


class Tally:
    """Prints each check as it ends, and counts."""

    def __init__(self):
        self.passed = self.failed = 0
        self.started = time.monotonic()

    def check(self, name: str, mistakes: list[str]) -> None:
        seconds = time.monotonic() - self.started
        self.started = time.monotonic()
        print(f"{'FAIL' if mistakes else 'ok':5}{name} ({seconds:.1f} s)", flush=True)
        for mistake in mistakes:
            print(f"     {mistake}", flush=True)
        if mistakes:
            self.failed += 1
        else:
            self.passed += 1

    def run(self, name: str, trial: Callable[[Path], list[str]]) -> None:
        """Runs a trial in a folder of its own."""
        with tempfile.TemporaryDirectory(prefix="triage-faults-") as folder:
            try:
                mistakes = trial(Path(folder))
            except (Trouble, OSError) as trouble:
                mistakes = [f"{type(trouble).__name__}: {trouble}"]
        self.check(name, mistakes)


def main() -> int:
    parser = argparse.ArgumentParser(prog="test-faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how often; {KILLS} by default")
    kills = parser.parse_args().kills
    tally = Tally()

    def hostility(folder: Path) -> list[str]:
        with collecting(folder, {"requestSeconds": 3, "idleSeconds": 3}) as collector:
            for name, mistakes in hostile.answers(collector):
                tally.check(f"hostile: {name}", mistakes)
            tally.check("bombs at once", hostile.bounds_memory(collector))
            tally.check("slow clients", hostile.outlasts_slow_clients(collector))
        return []

    tally.run(f"killed {kills} times", lambda folder: killing.survives_kills(folder, kills))
    tally.run("it lives and ends well", hostility)
    tally.run("a full disk", full_disk.survives_full_disk)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
