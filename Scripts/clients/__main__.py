"""Makes the library desk fail for real and checks what the collector says about it.

    python Scripts/clients                     all databases, against a collector of its own
    python Scripts/clients --database sqlite   only this one
    python Scripts/clients --record            writes fixtures/envelopes/django instead
"""

import argparse
import sys
import tempfile
from pathlib import Path

import databases
import recorder
import scenarios
from collector import Collector, collecting
from desk import Desk, serving
from processes import Trouble, wait_until
from scenarios import Scenario
from tape import recording
from verdict import Verdict, in_words, mistakes, table


def record(database: str, folder: Path) -> None:
    with (
        databases.ALL[database](folder / "database") as server,
        recording() as tape,
        serving(server, tape.dsn, folder) as desk,
    ):
        scenarios.furnish(desk)
        for scenario in scenarios.ALL:
            check_statuses(scenario, scenario.steps(desk))
            if scenario.failure is None:
                continue
            envelope = tape.next()
            if database in scenario.recorded_on:
                recorder.write(scenario, database, envelope)
                print(f"recorded {scenario.name}.{database}", flush=True)


def check_statuses(scenario: Scenario, statuses: list[int]) -> None:
    if statuses != scenario.statuses:
        raise Trouble(f"{scenario.name} answered {statuses}, not {scenario.statuses}")


def examine(database: str, folder: Path) -> list[Verdict]:
    """Runs every scenario on the database; what the collector made of each."""
    with collecting(folder) as collector:
        with (
            databases.ALL[database](folder / "database") as server,
            serving(server, collector.dsn, folder) as desk,
        ):
            scenarios.furnish(desk)
            verdicts = [judge(scenario, database, desk, collector) for scenario in scenarios.ALL]
        # The app has stopped and sent what it still had: correct flows must have sent nothing.
        wait_until(collector.has_digested, seconds=20)
        extra = tuple(f"also reported: {in_words(report)}" for report in collector.new_reports())
        return [*verdicts, Verdict("nothing_else", database, "nothing else is reported", extra)]


def judge(scenario: Scenario, database: str, desk: Desk, collector: Collector) -> Verdict:
    check_statuses(scenario, scenario.steps(desk))
    if scenario.failure is None:
        unwanted = tuple(map(in_words, collector.new_reports()))
        return Verdict(scenario.name, database, "nothing is reported", unwanted)
    try:
        report = collector.next_report()
    except AssertionError as complaint:
        return Verdict(scenario.name, database, "", (str(complaint),))
    wrong = mistakes(report, scenario.failure)
    return Verdict(scenario.name, database, in_words(report), wrong)


def main() -> int:
    parser = argparse.ArgumentParser(prog="test-clients", description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=databases.ALL, action="append")
    parser.add_argument("--record", action="store_true", help="write the fixtures anew")
    options = parser.parse_args()
    verdicts: list[Verdict] = []
    for database in options.database or databases.ALL:
        with tempfile.TemporaryDirectory(prefix="triage-clients-") as temporary:
            # The servers run as another user, who must get in.
            folder = Path(temporary)
            folder.chmod(0o755)
            (folder / "database").mkdir()
            if options.record:
                record(database, folder)
                continue
            print(f"Running {len(scenarios.ALL)} scenarios on {database}", flush=True)
            verdicts += examine(database, folder)
    if options.record:
        return 0
    failed = sum(not verdict.passed for verdict in verdicts)
    print(table(verdicts))
    print(f"{len(verdicts) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"test-clients: {trouble}")
