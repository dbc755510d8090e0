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
from desk import serving
from processes import Trouble


def record(database: str, folder: Path) -> None:
    with (
        databases.ALL[database](folder / "database") as environment,
        recorder.recording() as tape,
        serving(environment, tape.dsn, folder) as desk,
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


def check_statuses(scenario: scenarios.Scenario, statuses: list[int]) -> None:
    if statuses != scenario.statuses:
        raise Trouble(f"{scenario.name} answered {statuses}, not {scenario.statuses}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="test-clients", description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=databases.ALL, action="append")
    parser.add_argument("--record", action="store_true", help="write the fixtures anew")
    options = parser.parse_args()
    for database in options.database or databases.ALL:
        with tempfile.TemporaryDirectory(prefix="triage-clients-") as temporary:
            # The servers run as another user, who must get in.
            folder = Path(temporary)
            folder.chmod(0o755)
            (folder / "database").mkdir()
            record(database, folder)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"test-clients: {trouble}")
