"""Lets concurrent requests meet between their look-up and their write; for tests of races.

A race needs luck. Requests that send the header `X-Meet: NAME VERBS TABLE COUNT` wait, after their
first statement with one of the VERBS (`SELECT,UPDATE`) on TABLE, until COUNT requests of the same
NAME have come as far, in whatever worker process they run. After that each is on its own: nothing
of this module is on the stack when it writes. The app knows nothing of it:

    MEETING_DIRECTORY=… MEETING_APPLICATION=shop.wsgi:application gunicorn meeting:application
    MEETING_DIRECTORY=… MEETING='NAME VERBS TABLE COUNT' python meeting.py manage.py COMMAND …
"""

import importlib
import os
import runpy
import sys
import time
import uuid
from pathlib import Path

PATIENCE_SECONDS = 10


class Invitation:
    """Holds whoever has it after its first statement on the table, once."""

    def __init__(self, text):
        name, verbs, self.table, count = text.split()
        self.place = Path(os.environ["MEETING_DIRECTORY"]) / name
        self.verbs = tuple(verbs.split(","))
        self.count = int(count)
        self.is_open = True

    def heard(self, sql):
        """To be called after each statement."""
        if self.is_open and self.table in sql and sql.lstrip().startswith(self.verbs):
            self.is_open = False
            self.arrive()

    def arrive(self):
        come(self.place)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(list(self.place.iterdir())) < self.count and time.monotonic() < deadline:
            time.sleep(0.005)


def come(place):
    """Counts as one that has come to the place."""
    place.mkdir(parents=True, exist_ok=True)
    (place / uuid.uuid4().hex).touch()


class Wrapper:
    """Hears the statements of Django's connection until the meeting is over."""

    def __init__(self, connection, invitation):
        self.connection = connection
        self.invitation = invitation
        connection.execute_wrappers.append(self)

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not self.invitation.is_open:
            return result
        self.invitation.heard(sql)
        if not self.invitation.is_open:
            self.leave()
        return result

    def leave(self):
        if self in self.connection.execute_wrappers:
            self.connection.execute_wrappers.remove(self)


def application(environ, start_response):
    """The WSGI application of a Django project, with the meeting around each request."""
    invitation = environ.get("HTTP_X_MEET")
    if invitation is None:
        return served(environ, start_response)
    from django.db import connection

    wrapper = Wrapper(connection, Invitation(invitation))
    try:
        return served(environ, start_response)
    finally:
        wrapper.leave()


def main():
    """Runs a Django management command that is invited."""
    from django.db.backends.signals import connection_created

    invitation = Invitation(os.environ["MEETING"])

    def invite(connection, **_):
        Wrapper(connection, invitation)

    connection_created.connect(invite)
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(sys.argv[0]).resolve().parent)
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
elif "MEETING_APPLICATION" in os.environ:
    module, name = os.environ["MEETING_APPLICATION"].split(":")
    served = getattr(importlib.import_module(module), name)
