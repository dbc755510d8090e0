"""Sends requests to a running app, as browsers and programs do."""

import dataclasses
import http.cookiejar
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable

FORM = "application/x-www-form-urlencoded"


@dataclasses.dataclass
class Browser:
    """Each request returns the status of the answer; redirections are not followed."""

    address: str
    cookies: http.cookiejar.CookieJar = dataclasses.field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str, headers: dict | None = None) -> int:
        return self.send("GET", path, None, headers or {})

    def post(
        self, path: str, fields=None, body: str | None = None, kind="text/csv", headers=None
    ) -> int:
        """A form, or another body of this kind."""
        if body is None:
            body, kind = urllib.parse.urlencode(fields or {}, doseq=True), FORM
        return self.send("POST", path, body.encode(), {"Content-Type": kind, **(headers or {})})

    def submit(self, path: str, fields: dict, headers: dict | None = None) -> int:
        """Fills in a Django form: the page is read first, for its token."""
        if "csrftoken" not in self.cookie_values():
            self.get(path)
        token = self.cookie_values().get("csrftoken", "")
        return self.post(path, {"csrfmiddlewaretoken": token, **fields}, headers=headers)

    def json(self, method: str, path: str, value=None, headers: dict | None = None) -> int:
        body = None if value is None else json.dumps(value).encode()
        return self.send(
            method, path, body, {"Content-Type": "application/json", **(headers or {})}
        )

    def at_once(
        self, table: str, requests: list[Callable[[dict], int]], verbs: str = "SELECT,UPDATE"
    ) -> list[int]:
        """Makes requests that all use the table before any of them goes on; their statuses."""
        headers = {"X-Meet": f"{uuid.uuid4().hex} {verbs} {table} {len(requests)}"}
        statuses: list[int] = []
        threads = [
            threading.Thread(target=lambda send=send: statuses.append(send(headers)))
            for send in requests
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(statuses)

    def send(self, method: str, path: str, body: bytes | None, headers: dict) -> int:
        request = urllib.request.Request(f"{self.address}/{path}", body, headers, method=method)
        opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), NoRedirection
        )
        try:
            with opener.open(request, timeout=60) as response:
                return response.status
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def cookie_values(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.cookies}


class NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
