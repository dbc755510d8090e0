"""The three databases, each fresh in a folder of its own and only on loopback."""

import contextlib
import dataclasses
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from processes import accepts, find, free_port, hand_over, run, running, unprivileged

NAME = USER = "desk"


@dataclasses.dataclass(frozen=True)
class Database:
    """A database of a server; for SQLite the name is a file, and there is no host."""

    engine: str
    name: str
    create: Callable[[str], None]
    host: str = ""
    port: str = ""
    user: str = ""

    def another(self, name: str) -> "Database":
        """An empty database of this name beside this one."""
        if self.engine == "sqlite":
            name = str(Path(self.name).with_name(f"{name}.sqlite3"))
        self.create(name)
        return dataclasses.replace(self, name=name)


@contextlib.contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    yield Database("sqlite", str(folder / "desk.sqlite3"), create=lambda name: None)


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[Database]:
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
    server += ["-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    client = ["-h", "127.0.0.1", "-p", str(port), "-U", USER]
    createdb = [find("createdb", *homes), *client]
    with running(server, folder / "server.log", lambda: accepts(port), **options):
        # The port is open a moment before the server lets anyone in.
        with contextlib.suppress(Exception):
            run([find("pg_isready", *homes), "-t", "20", "-h", "127.0.0.1", "-p", str(port)])
        run([*createdb, NAME])
        yield served("postgresql", port, lambda name: run([*createdb, name]))


@contextlib.contextmanager
def mariadb(folder: Path) -> Iterator[Database]:
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
    # Nothing of it has to outlive the machine: test runners make many tables.
    server += [f"--pid-file={folder / 'server.pid'}", "--innodb-flush-log-at-trx-commit=0"]
    server += ["--innodb-flush-method=nosync", "--innodb-doublewrite=0", "--sync-frm=0"]
    client = [find("mariadb", *homes), "--no-defaults", f"--socket={socket}", "--user=root"]

    def ready() -> bool:
        return subprocess.run([*client, "-e", "SELECT 1"], capture_output=True).returncode == 0

    def create(name: str) -> None:
        run([*client, "-e", f"CREATE DATABASE {name} CHARACTER SET utf8mb4"])

    with running(server, folder / "server.log", ready, **options):
        # Test runners make databases of their own.
        run([*client, "-e", f"CREATE USER {USER}@'127.0.0.1'"])
        run([*client, "-e", f"GRANT ALL ON *.* TO {USER}@'127.0.0.1'"])
        create(NAME)
        yield served("mariadb", port, create)


def served(engine: str, port: int, create: Callable[[str], None]) -> Database:
    return Database(engine, NAME, create, "127.0.0.1", str(port), USER)


ALL = {"sqlite": sqlite, "postgresql": postgresql, "mariadb": mariadb}
