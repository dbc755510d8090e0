"""A full disk: 503 with Retry-After, and it goes on when there is room."""

import contextlib
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from collector import Collector, collecting
from processes import wait_until
from sender import Sender, new_event

SMALL = 4 << 20
LARGE = 64 << 20


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[tuple[dict, Callable[[Collector], None]]]:
    """Options for starting a process whose files fill up, and what makes room for it.

    A file system of its own where we may mount one; else a limit on the size of its files.
    """
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "triage-faults", str(folder)]
    try:
        is_mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except FileNotFoundError:
        is_mounted = False
    if not is_mounted:
        yield {"preexec_fn": limit_files}, lift_limit
        return
    enlarge = ["mount", "-o", f"remount,size={LARGE}", str(folder)]
    try:
        yield {}, lambda _: subprocess.run(enlarge, check=True)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def limit_files() -> None:
    # Ignored, it turns the limit into an error of the write, like a full disk.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, resource.RLIM_INFINITY))


def lift_limit(collector: Collector) -> None:
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(collector.process.pid, resource.RLIMIT_FSIZE, unlimited)


def survives_full_disk(folder: Path) -> list[str]:
    mistakes: list[str] = []
    acknowledged = 0
    with small_disk(folder) as (options, make_room), collecting(folder, **options) as collector:
        sender = Sender(collector)
        for _ in range(5_000):
            answer = sender.send(new_event()[1])
            if answer.status != 200:
                break
            acknowledged += 1
        if answer.status != 503 or "Retry-After" not in answer.headers:
            mistakes.append(f"a full disk is answered {answer.status} {answer.headers}")
        make_room(collector)
        wait_until(lambda: sender.send(new_event()[1]).status == 200, seconds=120)
        wait_until(collector.has_digested, seconds=120)
        kept = collector.health()["store"]["events"]
        if kept < acknowledged + 1:
            mistakes.append(f"{acknowledged + 1} events were acknowledged, {kept} are there")
    return mistakes
