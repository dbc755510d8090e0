"""Bugs of fixtures/apps/pier_office: Flask with forms, JSON and Alembic's revisions."""

import os
import sys
from pathlib import Path

from python_app import PythonApp, named, together


def owner(app, email="ida@berg.example"):
    return stored(app, "Owner", name="Ida Berg", email=email)


def stored(app, model: str, **values) -> int:
    from office import models
    from office.extensions import db

    with app.app_context():
        row = getattr(models, model)(**values)
        db.session.add(row)
        db.session.commit()
        return row.id


def same_address(app, client):
    owner(app)
    client.post("/owners/new", data={"name": "Ida B.", "email": "ida@berg.example"})


def address_of_another(app, client):
    owner(app)
    other = owner(app, "jon@vik.example")
    client.post(f"/owners/{other}/contact", data={"email": "ida@berg.example", "phone": "1"})


def capital_letters(app, client):
    stored(app, "Subscriber", email="ida@berg.example")
    client.post("/newsletter", data={"email": "Ida@Berg.example"})


def one_registration_twice_at_once(app, client):
    boat = {"owner_id": owner(app), "registration": "NL-1", "name": "Kittiwake"}
    together([lambda: app.test_client().post("/api/boats", json=boat)] * 2)


def import_with_a_known_boat(app, client):
    by = owner(app)
    stored(app, "Boat", owner_id=by, registration="NL-1", name="Kittiwake")
    rows = [{"owner_id": by, "registration": f"NL-{n}", "name": "Fulmar"} for n in (1, 2)]
    client.post("/api/boats/import", json=rows)


def name_left_out(app, client):
    boat = stored(app, "Boat", owner_id=owner(app), registration="NL-1", name="Kittiwake")
    client.post(f"/api/boats/{boat}/name", json={})


def code_with_another_label(app, client):
    stored(app, "Equipment", code="C-1", label="Crane", maker="Vik")
    client.post("/api/equipment", json={"code": "C-1", "label": "Crane, 5 t"})


def passes_run_out(app, client):
    from office import fleet

    fleet.secrets.choice = lambda digits: digits[7]
    for holder in ("Ida Berg", "Jon Vik"):
        client.post("/api/passes", json={"holder": holder})


def berth_that_never_was(app, client):
    boat = stored(app, "Boat", owner_id=owner(app), registration="NL-1", name="Kittiwake")
    data = {"berth_id": 77, "boat_id": boat, "arrives_on": "2026-05-01"}
    client.post("/berths/book", data=data)


def pier_with_berths(app, client):
    pier = stored(app, "Pier", name="North")
    stored(app, "Berth", pier_id=pier, number=1, length=12)
    client.post(f"/berths/piers/{pier}/delete")


def two_boats_at_one_tank(app, client):
    path = f"/berths/tanks/{stored(app, 'FuelTank', name='Diesel', litres=100)}/draw"
    together([lambda: app.test_client().post(path, data={"litres": "60"})] * 2)


def message_that_comes_again(app, client):
    for _ in range(2):
        client.post("/webhooks/payments", json={"id": "evt_1", "amount": "12.50"})


def two_rows_of_one_topic(app, client):
    path = f"/owners/{owner(app)}/preferences/storms"
    together([lambda: app.test_client().post(path, data={"wanted": "yes"})] * 2)
    client.post(path, data={"wanted": "no"})


APP = PythonApp(
    name="pier_office",
    built_with="Flask and SQLAlchemy, forms and JSON",
    module=Path(__file__),
    bugs=(
        named("same_address", "missing_check", "sqlite"),
        named("address_of_another", "missing_check", "postgresql"),
        named("capital_letters", "normalization_mismatch", "sqlite"),
        named("one_registration_twice_at_once", "race", "postgresql"),
        named("import_with_a_known_boat", "caught_without_savepoint missing_check", "sqlite"),
        named("name_left_out", "null_not_provided missing_check", "postgresql"),
        named("code_with_another_label", "wrong_upsert_target", "sqlite"),
        named("passes_run_out", "generated_key_collision", "postgresql"),
        named("berth_that_never_was", "missing_parent missing_check", "sqlite"),
        named("pier_with_berths", "delete_of_referenced_parent", "postgresql"),
        named("two_boats_at_one_tank", "lost_update race missing_check", "sqlite"),
        named("message_that_comes_again", "retry_or_redelivery missing_check", "postgresql"),
        named("two_rows_of_one_topic", "missing_db_constraint race", "sqlite"),
    ),
)


def main(name: str) -> None:
    """Raises one of them in this process, on an empty database."""
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], max_request_body_size="always")
    from office import create_app
    from office.extensions import db

    app = create_app({"WTF_CSRF_ENABLED": False})
    with app.app_context():
        db.drop_all()
        db.create_all()
    globals()[name](app, app.test_client())
    sentry_sdk.flush(timeout=10)
    with app.app_context():
        db.drop_all()


if __name__ == "__main__":
    main(sys.argv[1])
