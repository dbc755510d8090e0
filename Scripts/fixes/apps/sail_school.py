"""Bugs of fixtures/apps/sail_school: FastAPI with blocking and awaited sessions."""

import os
import sys
from pathlib import Path

from python_app import PythonApp, named, together


def stored(model: str, **values) -> int:
    from school import models
    from school.database import SessionLocal

    with SessionLocal() as session:
        row = getattr(models, model)(**values)
        session.add(row)
        session.commit()
        return row.id


def student(email="ida@berg.example") -> int:
    return stored("Student", name="Ida Berg", email=email)


def same_address(client):
    student()
    client.post("/students", json={"name": "Ida B.", "email": "ida@berg.example"})


def address_of_another(client):
    student()
    other = student("jon@vik.example")
    client.put(f"/students/{other}", json={"name": "Jon", "email": "ida@berg.example"})


def enrolled_twice_at_once(client):
    ida, course = student(), stored("Course", title="Day skipper", seats=3)
    path = f"/courses/{course}/enrolments"
    together([lambda: client.post(path, json={"student_id": ida})] * 2)


def skill_named_twice_at_once(client):
    together([lambda: client.post("/skills", json={"name": "Reefing"})] * 2)


def more_seats_than_there_are(client):
    course = stored("Course", title="Day skipper", seats=3)
    client.post(f"/courses/{course}/seats/5")


def lesson_of_nobody(client):
    client.post("/lessons", json={"instructor_id": 77, "topic": "Knots"})


def instructor_with_lessons(client):
    jon = stored("Instructor", name="Jon Vik", licence="RYA-1")
    stored("Lesson", instructor_id=jon, topic="Knots")
    client.delete(f"/instructors/{jon}")


def instructor_without_a_name(client):
    client.post("/instructors", json={"licence": "RYA-1"})


def long_title(client):
    client.post("/courses", json={"title": "Competent crew, " * 5, "seats": 4})


def number_of_a_retired_boat(client):
    made = client.post("/fleet/boats", json={"sail_number": "NED 7", "kind": "dinghy"}).json()
    client.delete(f"/fleet/boats/{made['id']}")
    client.post("/fleet/boats", json={"sail_number": "NED 7", "kind": "yacht"})


def subscribed_twice(client):
    for language in ("en", "nl"):
        client.post("/newsletter", json={"email": "ida@berg.example", "language": language})


def two_entries_of_one_address(client):
    path = f"/courses/{stored('Course', title='Day skipper', seats=3)}/waiting-list"
    together([lambda: client.put(path, json={"email": "ida@berg.example"})] * 2)
    client.put(path, json={"email": "ida@berg.example", "note": "May"})


APP = PythonApp(
    name="sail_school",
    built_with="FastAPI and SQLAlchemy, blocking and awaited",
    module=Path(__file__),
    bugs=(
        named("same_address", "missing_check", "sqlite"),
        named("address_of_another", "missing_check", "postgresql"),
        named("enrolled_twice_at_once", "race", "sqlite"),
        named("skill_named_twice_at_once", "race", "postgresql"),
        named(
            "more_seats_than_there_are", "missing_check lost_update value_out_of_range", "sqlite",
        ),
        named("lesson_of_nobody", "missing_parent missing_check", "postgresql"),
        named("instructor_with_lessons", "delete_of_referenced_parent", "sqlite"),
        named("instructor_without_a_name", "null_not_provided missing_check", "postgresql"),
        named("long_title", "value_out_of_range missing_check", "postgresql"),
        named("number_of_a_retired_boat", "soft_delete_conflict", "postgresql"),
        named("subscribed_twice", "missing_check", "sqlite"),
        named("two_entries_of_one_address", "missing_db_constraint race", "postgresql"),
    ),
)


def main(name: str) -> None:
    """Raises one of them in this process, on an empty database."""
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], max_request_body_size="always")
    from fastapi.testclient import TestClient
    from school.database import Base, engine
    from school.main import app

    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with TestClient(app, raise_server_exceptions=False) as client:
        globals()[name](client)
    sentry_sdk.flush(timeout=10)
    Base.metadata.drop_all(engine)


if __name__ == "__main__":
    main(sys.argv[1])
