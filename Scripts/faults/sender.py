"""Sends envelopes to a collector and tells what it answered."""

import dataclasses
import http.client
import json
import uuid
from pathlib import Path

from collector import KEY, Collector

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "envelopes"
RECORDED = (FIXTURES / "django" / "join_twice.sqlite.envelope").read_bytes()
RECORDED_ID = json.loads(RECORDED.split(b"\n", 1)[0])["event_id"].encode()


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict

    @property
    def json(self):
        """The body as JSON; `None` when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def new_event() -> tuple[str, bytes]:
    """The id of a new event and its envelope: a recorded one with another id."""
    number = uuid.uuid4().hex
    return number, RECORDED.replace(RECORDED_ID, number.encode())


class Sender:
    """One connection, opened again when it was lost."""

    def __init__(self, collector: Collector, seconds: float = 60):
        self.address = collector.address.removeprefix("http://")
        self.seconds = seconds
        self.connection: http.client.HTTPConnection | None = None

    def send(self, body: bytes, *, path="/api/1/envelope/", key=KEY, method="POST", **headers):
        """The answer. `Content_Encoding="gzip"` stands for the header of that name."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            fields["X-Sentry-Auth"] = f"Sentry sentry_version=7, sentry_key={key}"
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.address, timeout=self.seconds)
            self.connection.request(method, path, body, fields)
            response = self.connection.getresponse()
            return Answer(response.status, response.read(), dict(response.getheaders()))
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
