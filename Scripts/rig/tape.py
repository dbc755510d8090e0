"""A server that takes what a client sends and keeps it, as it came."""

import contextlib
import gzip
import http.server
import threading
from collections.abc import Iterator

KEY = "3f1c5a7e9b2d4860a1c3e5f708192a3b"


class Tape:
    """Keeps the envelopes with an event, in the order of arrival."""

    def __init__(self, server: http.server.HTTPServer):
        self.dsn = f"http://{KEY}@127.0.0.1:{server.server_port}/1"
        self.envelopes: list[bytes] = []
        self.arrived = threading.Condition()

    def keep(self, envelope: bytes) -> None:
        if b'"type":"event"' not in envelope.split(b"\n", 2)[1].replace(b" ", b""):
            return
        with self.arrived:
            self.envelopes.append(envelope)
            self.arrived.notify_all()

    def keep_log(self, text: bytes) -> None:
        """For an app without a client: what it has logged stands for an event."""
        with self.arrived:
            self.envelopes.append(text)
            self.arrived.notify_all()

    def wait(self, seconds: float = 15) -> bool:
        """Whether an event is there, or comes within the time."""
        with self.arrived:
            return bool(self.arrived.wait_for(lambda: self.envelopes, seconds))

    def next(self, seconds: float = 15) -> bytes:
        """The oldest envelope since the last call; waits for it."""
        if not self.wait(seconds):
            raise AssertionError("the client sent no event")
        with self.arrived:
            return self.envelopes.pop(0)

    def forget(self) -> None:
        with self.arrived:
            self.envelopes.clear()


@contextlib.contextmanager
def recording() -> Iterator[Tape]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            tape.keep(body)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tape = Tape(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield tape
    finally:
        server.shutdown()
        server.server_close()
