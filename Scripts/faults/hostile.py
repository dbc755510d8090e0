"""Hostile bodies and slow clients: the exact answer, bounded memory, and the process lives."""

import gzip
import json
import socket
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from collector import KEY, Collector
from processes import wait_until
from sender import FIXTURES, RECORDED, Sender, new_event

MEBIBYTE = 1 << 20
# The largest body decompressed, some at once, and what the process needs itself.
MEMORY_MAX = 256 * MEBIBYTE


def requests() -> Iterator[tuple[str, int, bytes, dict]]:
    """Name, status, body and what else is special about the request."""
    good = new_event()[1]
    packed = gzip.compress(good)
    bombs = FIXTURES / "encoded"
    deep = b"[" * 10_000 + b"]" * 10_000
    yield "a good envelope", 200, good, {}
    yield "gzip", 200, gzip.compress(new_event()[1]), {"Content_Encoding": "gzip"}
    yield "deflate", 200, zlib.compress(new_event()[1]), {"Content_Encoding": "deflate"}
    yield "an empty body", 400, b"", {}
    yield "garbage", 400, bytes(range(256)) * 64, {}
    yield "no JSON in its header", 400, b"envelope\n" + good.split(b"\n", 1)[1], {}
    yield "cut in its payload", 400, good[: len(good) // 2], {}
    yield "gzip that is cut", 400, packed[: len(packed) // 2], {"Content_Encoding": "gzip"}
    yield "gzip that is none", 400, good, {"Content_Encoding": "gzip"}
    yield "an unknown encoding", 415, good, {"Content_Encoding": "rot13"}
    yield "10,000 levels of JSON", 400, envelope_of(b'{"extra":' + deep + b"}"), {}
    yield "10,000 levels in the header", 400, deep + b"\n{}\n", {}
    yield "a body of 6 MiB", 413, b"x" * (6 * MEBIBYTE), {}
    yield "an event of 2 MiB", 413, envelope_of(b'{"a":"' + b"x" * 2 * MEBIBYTE + b'"}'), {}
    yield "a bomb of gzip", 413, gzip.compress(bytes(64 * MEBIBYTE)), {"Content_Encoding": "gzip"}
    yield "a bomb of Brotli", 413, (bombs / "bomb.br").read_bytes(), {"Content_Encoding": "br"}
    yield "a bomb of zstd", 413, (bombs / "bomb.zstd").read_bytes(), {"Content_Encoding": "zstd"}
    yield "no key", 403, good, {"key": None}
    yield "a wrong key", 403, good, {"key": "f" * 32}
    yield "an unknown project", 403, good, {"path": "/api/99/envelope/"}
    yield "an unknown path", 404, good, {"path": "/api/1/minidump/"}
    yield "a wrong method", 405, b"", {"method": "GET"}


def envelope_of(payload: bytes) -> bytes:
    item = json.dumps({"type": "event", "length": len(payload)}).encode()
    return b'{"event_id":"0123456789abcdef0123456789abcdef"}\n' + item + b"\n" + payload + b"\n"


def answers(collector: Collector) -> Iterator[tuple[str, list[str]]]:
    """Each request by its name, with the mistakes in its answer."""
    for name, status, body, special in requests():
        answer = Sender(collector).send(body, **special)
        mistakes = []
        if answer.status != status:
            mistakes.append(f"answered {answer.status}, not {status}: {answer.body[:200]!r}")
        if status != 200 and not (answer.json or {}).get("detail"):
            mistakes.append(f"no JSON with a detail: {answer.body[:200]!r}")
        if not still_takes_events(collector):
            mistakes.append("takes no events afterwards")
        yield name, mistakes


def still_takes_events(collector: Collector) -> bool:
    return Sender(collector).send(new_event()[1]).status == 200


def bounds_memory(collector: Collector) -> list[str]:
    """Many large bodies at once, each just below the bound of what is decompressed."""
    bomb = gzip.compress(bytes(19 * MEBIBYTE), 9)

    def throw() -> None:
        Sender(collector, seconds=120).send(bomb, Content_Encoding="gzip")

    threads = [threading.Thread(target=throw) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mistakes = [] if still_takes_events(collector) else ["takes no events afterwards"]
    if (peak := peak_memory(collector.process.pid)) > MEMORY_MAX:
        mistakes.append(f"took {peak // MEBIBYTE} MiB, more than {MEMORY_MAX // MEBIBYTE}")
    return mistakes


def peak_memory(process: int) -> int:
    """Bytes resident at most so far; 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def outlasts_slow_clients(collector: Collector) -> list[str]:
    """Clients that stop in the middle of a head or a body are sent away, and others are served."""
    head = "POST /api/1/envelope/ HTTP/1.1\r\nHost: collector\r\n"
    head += f"X-Sentry-Auth: Sentry sentry_key={KEY}\r\n"
    stops = [head, head + f"Content-Length: {len(RECORDED)}\r\n\r\n" + RECORDED[:100].decode()]
    host, port = collector.address.removeprefix("http://").split(":")
    clients = [socket.create_connection((host, int(port))) for _ in range(100)]
    for index, client in enumerate(clients):
        client.sendall(stops[index % 2].encode())
    mistakes = [] if still_takes_events(collector) else ["others are not served meanwhile"]
    for client in clients:
        client.settimeout(30)
        try:
            while client.recv(4096):
                pass
        except TimeoutError:
            mistakes.append("a slow client was kept for half a minute")
            break
        except OSError:
            pass
        finally:
            client.close()
    wait_until(collector.has_digested, seconds=60)
    return mistakes
