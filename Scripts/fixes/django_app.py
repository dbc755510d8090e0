"""A Django project under gunicorn, with its management commands and, if it has one, its worker."""

import contextlib
import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import meeting
from browser import Browser
from bugs import Bug
from databases import Database
from processes import Trouble, accepts, free_port, run, running
from tape import Tape

STAFF = {"EMAIL": "staff@example.org", "USERNAME": "staff", "PASSWORD": "harbour-wall"}


@dataclasses.dataclass
class Project:
    """A project that runs; its steps use the browser and the commands."""

    folder: Path
    environment: dict[str, str]
    browser: Browser
    tape: Tape
    # Where concurrent requests wait for each other.
    meetings: Path

    def manage(
        self, *arguments: str, meeting_of: str | None = None, without: str = ""
    ) -> subprocess.Popen:
        """Starts a management command, `without` a variable; how it ends is nobody's concern."""
        command = ["manage.py", *arguments]
        environment = {k: v for k, v in self.environment.items() if k != without}
        if meeting_of is not None:
            command.insert(0, meeting.__file__)
            environment["MEETING"] = meeting_of
        with (self.meetings.parent / "commands.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command], cwd=self.folder, env=environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def call(self, *arguments: str, without: str = "") -> None:
        self.manage(*arguments, without=without).wait()

    def shell(self, code: str) -> None:
        """Puts rows there that no request of the app makes."""
        command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", code]
        run(command, cwd=self.folder, env={**self.environment, "SENTRY_DSN": ""})

    def file(self, name: str, text: str) -> str:
        """The path of a file with this text."""
        path = self.meetings.parent / name
        path.write_text(text)
        return str(path)

    def staff(self, login: str) -> Browser:
        """Somebody of the staff who has logged in at this page."""
        browser = Browser(self.browser.address)
        password = {"password": STAFF["PASSWORD"]}
        for name in STAFF["USERNAME"], STAFF["EMAIL"]:
            if browser.submit(login, {"username": name, **password}) == 302:
                return browser
        raise Trouble(f"the staff cannot log in at {login}")


@dataclasses.dataclass(frozen=True)
class DjangoApp:
    name: str
    built_with: str
    bugs: tuple[Bug, ...]
    # "shop.wsgi:application"
    wsgi: str
    # How the project's settings name the database.
    settings: Callable[[Database], dict[str, str]]
    # Rows that the steps need, as code for the shell.
    furniture: str
    manage_path: str = "manage.py"
    test_command: str = "python manage.py test --noinput"
    # A Celery application, if a worker shall run its tasks.
    celery: str | None = None
    has_one_build: bool = False

    @property
    def check_command(self) -> str:
        return f"python {self.manage_path} makemigrations --check --dry-run"

    def environment(self, database: Database) -> dict[str, str]:
        return self.settings(database)

    def prepare(self, folder: Path) -> None:
        """Nothing is left to do."""

    @contextlib.contextmanager
    def running(self, folder: Path, database: Database, tape: Tape) -> Iterator[Project]:
        """The project migrated and furnished, in two processes of four threads each."""
        scratch = folder.with_name(f"{folder.name}-run")
        (scratch / "queue").mkdir(parents=True)
        home = (folder / self.manage_path).parent
        port = free_port()
        variables = {
            **os.environ,
            **self.environment(database),
            **{f"DJANGO_SUPERUSER_{name}": value for name, value in STAFF.items()},
            "DJANGO_SUPERUSER_FULL_NAME": "Staff",
            "SECRET_KEY": "only-here",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SENTRY_DSN": tape.dsn,
            "MEETING_APPLICATION": self.wsgi,
            "MEETING_DIRECTORY": str(scratch / "meetings"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(Path(meeting.__file__).parent),
        }
        if self.celery is not None:
            variables["QUEUE_FOLDER"] = str(scratch / "queue")
        project = Project(
            home, variables, Browser(f"http://127.0.0.1:{port}"), tape, scratch / "meetings"
        )
        options = {"cwd": home, "env": variables}
        run([sys.executable, "manage.py", "migrate", "--verbosity=0"], **options)
        project.shell(self.furniture)
        server = [sys.executable, "-m", "gunicorn", "meeting:application", "--timeout=60"]
        server += [f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4"]
        with contextlib.ExitStack() as stack:
            log = scratch / "gunicorn.log"
            stack.enter_context(running(server, log, lambda: accepts(port), **options))
            if self.celery is not None:
                stack.enter_context(self.working(scratch, options))
            yield project

    def working(self, scratch: Path, options: dict):
        worker = [sys.executable, "-m", "celery", "-A", self.celery, "worker", "--pool=solo"]
        worker += ["--loglevel=INFO", "--without-gossip", "--without-mingle"]
        log = scratch / "celery.log"
        return running(
            worker, log, lambda: log.exists() and " ready." in log.read_text(), **options
        )
