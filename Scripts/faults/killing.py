"""kill -9 at random moments under load: what was acknowledged is there, once."""

import http.client
import random
import sqlite3
import threading
import time
from pathlib import Path

from collector import Collector, collecting
from processes import wait_until
from sender import Sender, new_event

SENDERS = 8


def survives_kills(folder: Path, kills: int) -> list[str]:
    """Mistakes that were seen; none is what is wanted."""
    acknowledged: set[str] = set()
    pending: list[tuple[str, bytes]] = []  # Sent, but not acknowledged: sent again, as SDKs do.
    chance = random.Random(20)
    for _ in range(kills):
        with collecting(folder) as collector:
            load = Load(collector, acknowledged, pending)
            load.start()
            time.sleep(chance.uniform(0.02, 0.8))
            collector.process.kill()
            load.finish()
    with collecting(folder) as collector:
        wait_until(collector.has_digested, seconds=120)
        counted = sum(
            issue["count"] for issue in collector.triage("issues", "--limit", "1000")["issues"]
        )
    return compare(folder / "triage.sqlite", acknowledged, counted)


class Load:
    """Clients that send as fast as they are answered, until the collector is gone."""

    def __init__(self, collector: Collector, acknowledged: set[str], pending: list):
        self.collector = collector
        self.acknowledged = acknowledged
        self.pending = pending
        self.threads = [threading.Thread(target=self.send) for _ in range(SENDERS)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def finish(self) -> None:
        for thread in self.threads:
            thread.join()

    def send(self) -> None:
        sender = Sender(self.collector)
        while True:
            try:
                number, envelope = self.pending.pop()
            except IndexError:
                number, envelope = new_event()
            try:
                answer = sender.send(envelope)
            except (OSError, http.client.HTTPException):
                self.pending.append((number, envelope))
                return
            if answer.status == 200:
                self.acknowledged.add(answer.json["id"])
            else:
                self.pending.append((number, envelope))


def compare(store: Path, acknowledged: set[str], counted: int) -> list[str]:
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT lower(hex(event_id)), state FROM event").fetchall()
    kept = [number for number, _ in rows]
    mistakes = []
    if lost := acknowledged - set(kept):
        mistakes.append(f"{len(lost)} of {len(acknowledged)} acknowledged events are lost")
    if len(kept) != len(set(kept)):
        mistakes.append(f"{len(kept) - len(set(kept))} events are kept twice")
    if undigested := sum(state != 1 for _, state in rows):
        mistakes.append(f"{undigested} events are not digested")
    if counted != len(kept):
        mistakes.append(f"issues count {counted} events, the store has {len(kept)}")
    if len(acknowledged) < 100:
        mistakes.append(f"only {len(acknowledged)} events were acknowledged: no load")
    return mistakes
