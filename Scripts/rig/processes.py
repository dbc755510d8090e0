"""Child processes that are always stopped, and free ports on loopback."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path


class Trouble(Exception):
    """Why the run cannot go on, as a sentence."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def unprivileged() -> dict:
    """What lets a server that refuses to run as root be started by root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def hand_over(folder: Path) -> None:
    """Makes the folder the unprivileged user's."""
    if identity := unprivileged():
        os.chown(folder, identity["user"], identity["group"])


def find(program: str, *folders: str) -> str:
    """The program's path, also where a distribution puts it outside of PATH."""
    for pattern in folders:
        for candidate in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            if (candidate / program).exists():
                return str(candidate / program)
    if found := shutil.which(program):
        return found
    raise Trouble(f"{program} is not installed; run: Scripts/setup databases")


def run(command: Sequence[str], **options) -> None:
    """Runs a command to its end; its output is shown only when it fails."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    if done.returncode != 0:
        raise Trouble(f"{' '.join(command)} failed ({done.returncode}):\n{done.stdout}")


@contextlib.contextmanager
def running(
    command: Sequence[str], log: Path, ready: Callable[[], bool], seconds: float = 60, **options
) -> Iterator[subprocess.Popen]:
    """A server, from the moment at which it is ready until it has stopped."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **options
        )
    try:
        wait_until(ready, seconds, process, lambda: f"{command[0]}:\n{log.read_text()[-4000:]}")
        yield process
    finally:
        stop(process)


def wait_until(ready, seconds, process=None, describe=lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if process is not None and process.poll() is not None:
            raise Trouble(f"stopped with {process.returncode} before it was ready: {describe()}")
        if time.monotonic() > deadline:
            raise Trouble(f"not ready within {seconds:g} s: {describe()}")
        time.sleep(0.05)


def stop(process: subprocess.Popen, seconds: float = 60) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Trouble(f"{process.args[0]} did not end within {seconds:g} s") from None


def accepts(port: int) -> bool:
    """Does anything listen on this port?"""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
