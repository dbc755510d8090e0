"""Records what the app's SDK sends, as fixtures with the diagnosis that is expected beside."""

import json
import re
import site
import sys
import sysconfig
from pathlib import Path

from desk import APP
from scenarios import Scenario

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "envelopes" / "django"


def write(scenario: Scenario, database: str, envelope: bytes) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = f"{scenario.name}.{database}"
    (FOLDER / f"{name}.envelope").write_bytes(with_neutral_paths(envelope))
    failure = scenario.failure
    expected = {
        "dbms": database if failure.kind else None,
        "exception": failure.exception,
        "kind": failure.kind,
        "kinds_ok": list(failure.kinds_ok),
        "table": failure.table,
        "columns": list(failure.columns),
        "cause": failure.cause,
        "culprit": list(failure.culprits),
    }
    (FOLDER / f"{name}.expected.json").write_text(json.dumps(expected, indent=2) + "\n")


def with_neutral_paths(envelope: bytes) -> bytes:
    """The envelope as from a host with the app in /srv/library_desk and packages in /srv/venv."""
    header, item, payload = envelope.split(b"\n", 2)
    described = json.loads(item)
    payload, rest = payload[: described["length"]], payload[described["length"] :]
    packages = site.getsitepackages()[0]
    neutral = f"/srv/venv/lib/python3.{sys.version_info.minor}/site-packages"
    for found, instead in [
        (str(APP), "/srv/library_desk"),
        (packages, neutral),
        (sys.prefix, "/srv/venv"),
        (sysconfig.get_path("stdlib"), f"/usr/lib/python3.{sys.version_info.minor}"),
        (sys.base_prefix, "/usr"),
    ]:
        payload = payload.replace(found.encode(), instead.encode())
    payload = re.sub(rb"/tmp/triage-clients-[^\"/\\]+", b"/srv/run", payload)
    described["length"] = len(payload)
    return b"\n".join([header, json.dumps(described).encode(), payload]) + rest
