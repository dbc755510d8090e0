"""Raises every bug of the apps under fixtures/apps for real and puts what is proposed to the test.

    python Scripts/fixes                   all of them
    python Scripts/fixes parcels           those of one app
    python Scripts/fixes review_twice      only this one
    python Scripts/fixes --keep DIRECTORY  what was recorded, proposed and printed stays there
    python Scripts/fixes --write           writes the score into docs/accuracy.md
"""

import argparse
import concurrent.futures
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import apps
import databases
import document
import score
from bugs import App, Bug
from capture import captured, copied
from processes import Trouble
from proof import Outcome, prove

WORKERS = 2


class Lanes:
    """Threads for the work: some for all apps, and one for each app whose copies share a build.

    Those would wait for each other, and keep the others from work meanwhile.
    """

    def __init__(self, apps_with_one_build: set[str]):
        self.common = concurrent.futures.ThreadPoolExecutor(WORKERS)
        self.own = {
            name: concurrent.futures.ThreadPoolExecutor(1) for name in apps_with_one_build
        }

    def submit(self, app: App, *work) -> concurrent.futures.Future:
        return self.own.get(app.name, self.common).submit(*work)

    def __enter__(self) -> "Lanes":
        return self

    def __exit__(self, *_) -> None:
        # After an interruption nothing new begins.
        for lane in (self.common, *self.own.values()):
            lane.shutdown(cancel_futures=True)


@contextlib.contextmanager
def serving(engines: set[str], folder: Path) -> Iterator[dict[str, databases.Database]]:
    """The servers of these engines."""
    with contextlib.ExitStack() as stack:
        found = {}
        for engine in sorted(engines):
            (folder / engine).mkdir()
            found[engine] = stack.enter_context(databases.ALL[engine](folder / engine))
        yield found


class Run:
    """All bugs with these names or of these apps, on servers that are there."""

    def __init__(self, names: list[str], folder: Path):
        self.folder = folder
        self.groups: dict[tuple[str, str], tuple[App, list[Bug]]] = {}
        for app in apps.ALL:
            for bug in app.bugs:
                if not names or app.name in names or bug.name in names:
                    group = self.groups.setdefault((app.name, bug.engine), (app, []))
                    group[1].append(bug)
        self.engines = {engine for _, engine in self.groups}

    def outcomes(self, servers: dict[str, databases.Database]) -> Iterator[Outcome]:
        """Each bug's outcome, as it becomes known."""
        with Lanes({app.name for app, _ in self.groups.values() if app.has_one_build}) as lanes:
            groups = [
                lanes.submit(app, self.capture, app, bugs, servers[engine])
                for (_, engine), (app, bugs) in self.groups.items()
            ]
            proofs = []
            for group in concurrent.futures.as_completed(groups):
                for app, bug, envelope in group.result():
                    proofs.append(lanes.submit(app, self.prove, app, bug, envelope, servers))
            for proof in concurrent.futures.as_completed(proofs):
                yield proof.result()

    def capture(self, app: App, bugs: list[Bug], server: databases.Database) -> list[tuple]:
        database = server.another(f"{app.name}_live")
        (self.folder / "events").mkdir(exist_ok=True)
        found = captured(app, bugs, database, self.folder / "events")
        return [(app, bug, envelope) for bug, envelope in found]

    def prove(self, app: App, bug: Bug, envelope: Path | None, servers) -> Outcome:
        if envelope is None:
            return Outcome(app, bug, trouble="it did not fail, or nothing was sent")
        # A database of its own: test runners derive the names of theirs from it.
        database = servers[bug.engine].another(f"{app.name}_{bug.name}"[:50])
        folder = self.folder / f"{app.name}-{bug.name}"
        return prove(app, bug, envelope, app.environment(database), copied(app, folder))


def in_words(outcome: Outcome) -> str:
    name = f"{outcome.app.name} {outcome.bug.name} ({outcome.bug.engine}): {outcome.cause}"
    if outcome.cause not in outcome.bug.causes:
        name += f", not {' or '.join(outcome.bug.causes)}"
    if outcome.is_proven:
        return f"proven {name}, {outcome.seconds:.1f} s"
    return f"FAILED {name}\n       " + outcome.trouble.replace("\n", "\n       ")


@contextlib.contextmanager
def scratch(kept: str | None) -> Iterator[Path]:
    if kept is not None:
        folder = Path(kept).resolve()
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="triage-fixes-") as temporary:
        # The servers run as another user, who must get in.
        os.chmod(temporary, 0o755)
        yield Path(temporary)


def main() -> int:
    parser = argparse.ArgumentParser(prog="Scripts/test-fixes", description=__doc__)
    parser.add_argument("--keep", metavar="DIRECTORY", help="a new folder for what is made")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of an app or a bug")
    options = parser.parse_args()
    outcomes = []
    with scratch(options.keep) as folder:
        run = Run(options.names, folder)
        with serving(run.engines, folder) as servers:
            for outcome in run.outcomes(servers):
                outcomes.append(outcome)
                print(in_words(outcome), flush=True)
    return conclude(outcomes, bool(options.names), options.write)


def conclude(outcomes: list[Outcome], is_part: bool, write: bool) -> int:
    """Counts what became of the bugs; fails when that is not good enough."""
    proven = sum(outcome.is_proven for outcome in outcomes)
    if is_part:
        print(f"{proven} passed, {len(outcomes) - proven} failed")
        return 0 if outcomes and proven == len(outcomes) else 1
    text = score.part(outcomes)
    print(f"\n{text}")
    if write:
        document.write(text)
    elif not score.is_current(outcomes):
        print("docs/accuracy.md says otherwise: run Scripts/test-fixes --write")
    problems = score.problems(outcomes)
    for problem in problems:
        print(f"test-fixes: {problem}", file=sys.stderr)
    # What is not proven stands in the document; the limits say whether it is too much.
    print(f"{proven} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"Scripts/test-fixes: {trouble}")
