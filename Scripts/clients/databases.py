"""The three databases, each fresh in a folder of its own and only on loopback.

Each is a context manager that yields the environment by which the Django project finds it.
"""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from processes import accepts, find, free_port, hand_over, run, running, unprivileged

NAME = USER = "desk"


@contextlib.contextmanager
def sqlite(folder: Path) -> Iterator[dict]:
    yield {"DATABASE": "sqlite", "DATABASE_NAME": str(folder / "desk.sqlite3")}


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[dict]:
    homes = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin"
    data, port = folder / "data", free_port()
    hand_over(folder)
    options = {**unprivileged(), "cwd": folder, "env": {**os.environ, "LC_ALL": "C.UTF-8"}}
    run(
        [find("initdb", *homes), "-D", str(data), "-U", USER]
        + ["--auth=trust", "--encoding=UTF8", "--no-sync"],
        **options,
    )
    server = [find("postgres", *homes), "-D", str(data), "-p", str(port), "-k", str(folder)]
    server += ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    with running(server, folder / "server.log", lambda: accepts(port), **options):
        create = [find("createdb", *homes), "-h", "127.0.0.1", "-p", str(port), "-U", USER, NAME]
        # The port is open a moment before the server lets anyone in.
        with contextlib.suppress(Exception):
            run([find("pg_isready", *homes), "-t", "20", "-h", "127.0.0.1", "-p", str(port)])
        run(create)
        yield environment("postgresql", port)


@contextlib.contextmanager
def mariadb(folder: Path) -> Iterator[dict]:
    homes = "/usr/sbin", "/usr/bin", "/opt/homebrew/opt/mariadb/bin"
    data, socket, port = folder / "data", folder / "server.sock", free_port()
    hand_over(folder)
    options = {**unprivileged(), "cwd": folder}
    run(
        [find("mariadb-install-db", *homes), "--no-defaults", f"--datadir={data}"]
        + ["--auth-root-authentication-method=normal", "--skip-test-db"],
        **options,
    )
    server = [find("mariadbd", *homes), "--no-defaults", f"--datadir={data}", f"--port={port}"]
    server += ["--bind-address=127.0.0.1", f"--socket={socket}", "--skip-name-resolve"]
    server += [f"--pid-file={folder / 'server.pid'}", "--innodb-flush-log-at-trx-commit=0"]
    client = [find("mariadb", *homes), "--no-defaults", f"--socket={socket}", "--user=root"]

    def ready() -> bool:
        return subprocess.run([*client, "-e", "SELECT 1"], capture_output=True).returncode == 0

    with running(server, folder / "server.log", ready, **options):
        statements = f"CREATE DATABASE {NAME} CHARACTER SET utf8mb4;"
        statements += f"CREATE USER {USER}@'127.0.0.1';"
        # The test runner makes a database of its own.
        for name in NAME, f"test_{NAME}":
            statements += f"GRANT ALL ON {name}.* TO {USER}@'127.0.0.1';"
        run([*client, "-e", statements])
        yield environment("mariadb", port)


def environment(database: str, port: int) -> dict:
    return {
        "DATABASE": database,
        "DATABASE_NAME": NAME,
        "DATABASE_HOST": "127.0.0.1",
        "DATABASE_PORT": str(port),
        "DATABASE_USER": USER,
    }


ALL = {"sqlite": sqlite, "postgresql": postgresql, "mariadb": mariadb}
