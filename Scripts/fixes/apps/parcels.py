"""Bugs of fixtures/apps/parcels: an API of Django REST framework."""

from bugs import bug
from django_app import DjangoApp, Project

FURNITURE = """
from parcels.customers.models import Customer
from parcels.depots.models import Depot
from parcels.shipments.models import Parcel
customer = Customer.objects.create(
    name='Nordlicht GmbH', vat_number='DE811907980', billing_email='books@nordlicht.example'
)
Customer.objects.create(name='Kai', vat_number='DE700000001', billing_email='kai@example.org')
for code in ('HAM1', 'BRE2'):
    depot = Depot.objects.create(code=code, city=code)
    Parcel.objects.create(
        tracking_number=f'{code}-1', customer=customer, depot=depot, grams=900
    )
"""
CUSTOMER = {
    "name": "Lotsen KG",
    "vat_number": "DE136695976",
    "billing_email": "office@lotsen.example",
    "phone": "+49 421 77",
}


def register_customer_again(project: Project) -> None:
    for _ in range(2):
        project.browser.json("POST", "api/customers/", CUSTOMER)


def change_to_known_vat_number(project: Project) -> None:
    project.browser.json("PATCH", "api/customers/2/", {"vat_number": "DE811907980"})


def register_without_phone(project: Project) -> None:
    customer = {**CUSTOMER, "vat_number": "DE5", "phone": None}
    project.browser.json("POST", "api/customers/", {**customer, "vat_number": "DE5000"})


def enter_long_postcode(project: Project) -> None:
    address = {"customer": 1, "label": "Quay", "street": "Kaje 1", "city": "Bremen"}
    project.browser.json("POST", "api/addresses/", {**address, "postcode": "D-28195 Bremen"})


def build_enormous_depot(project: Project) -> None:
    depot = {"code": "RTM9", "city": "Rotterdam", "square_metres": 70_000}
    project.browser.json("POST", "api/depots/", depot)


def delete_depot_with_parcels(project: Project) -> None:
    project.browser.json("DELETE", "api/depots/1/")


def book_pickup_window_twice(project: Project) -> None:
    pickup = {"day": "2026-04-01", "window": "08:00-10:00", "van": "HH-P 71"}
    for van in ("HH-P 71", "HH-P 72"):
        project.browser.json("POST", "api/depots/1/pickups/", {**pickup, "van": van})


def upload_rate_of_next_year(project: Project) -> None:
    rate = {"zone": "A", "weight_class": "S", "cents": 490, "valid_from": "2026-01-01"}
    project.browser.json("PUT", "api/rates/", rate)
    project.browser.json("PUT", "api/rates/", {**rate, "cents": 510, "valid_from": "2027-01-01"})


def send_batch_for_unknown_depot(project: Project) -> None:
    rows = [{"tracking_number": "NL-900", "grams": 500}]
    batch = {"customer": 1, "depot": 4711, "parcels": rows}
    project.browser.json("POST", "api/parcels/batch/", batch)


def send_batch_with_parcel_twice(project: Project) -> None:
    rows = [{"tracking_number": "NL-7", "grams": grams} for grams in (500, 700)]
    project.browser.json("POST", "api/parcels/batch/", {"customer": 1, "depot": 1, "parcels": rows})


def send_reading_again(project: Project) -> None:
    reading = {
        "reading_id": "5c1f9a",
        "tracking_number": "HAM1-1",
        "place": "Gate 4",
        "scanned_at": "2026-04-01T08:15:00Z",
    }
    for _ in range(2):
        project.browser.json("POST", "api/scans/", reading)


def assign_courier_at_once(project: Project) -> None:
    assignments = [
        lambda headers, courier=courier: project.browser.json(
            "POST", "api/parcels/HAM1-1/courier/", {"courier": courier}, headers
        )
        for courier in ("Mara", "Nils")
    ]
    project.browser.at_once("shipments_assignment", assignments)


def print_archived_label_again(project: Project) -> None:
    label = {"code": "L-2026-1", "depot": 1}
    project.browser.json("POST", "api/labels/", label)
    project.browser.json("DELETE", "api/labels/1/")
    project.browser.json("POST", "api/labels/", label)


def read_manifest_with_known_parcel(project: Project) -> None:
    for manifest in ("M-1", "M-2"):
        lorry = {"manifest": manifest, "tracking_numbers": ["HAM1-1", "BRE2-1"]}
        project.browser.json("POST", "api/manifests/", lorry)


ENGINES = {"sqlite": "sqlite3", "postgresql": "postgresql", "mariadb": "mysql"}

APP = DjangoApp(
    name="parcels",
    built_with="Django REST framework",
    wsgi="parcels.wsgi:application",
    settings=lambda database: {
        "DB_ENGINE": f"django.db.backends.{ENGINES[database.engine]}",
        "DB_NAME": database.name,
        "DB_USER": database.user,
        "DB_HOST": database.host,
        "DB_PORT": database.port,
    },
    furniture=FURNITURE,
    bugs=(
        bug("register_customer_again", "missing_check", "postgresql", register_customer_again),
        bug("change_to_known_vat_number", "missing_check", "sqlite", change_to_known_vat_number),
        bug("register_without_phone", "null_not_provided", "sqlite", register_without_phone),
        bug("enter_long_postcode", "value_out_of_range", "mariadb", enter_long_postcode),
        bug("build_enormous_depot", "value_out_of_range", "postgresql", build_enormous_depot),
        bug(
            "delete_depot_with_parcels", "delete_of_referenced_parent", "postgresql",
            delete_depot_with_parcels,
        ),
        bug("book_pickup_window_twice", "missing_check", "sqlite", book_pickup_window_twice),
        bug(
            "upload_rate_of_next_year", "wrong_upsert_target", "postgresql",
            upload_rate_of_next_year,
        ),
        bug(
            "send_batch_for_unknown_depot", "missing_parent", "mariadb",
            send_batch_for_unknown_depot,
        ),
        bug(
            "send_batch_with_parcel_twice", "duplicate_in_batch", "sqlite",
            send_batch_with_parcel_twice,
        ),
        bug(
            "send_reading_again", "retry_or_redelivery missing_check", "mariadb",
            send_reading_again,
        ),
        bug("assign_courier_at_once", "race", "postgresql", assign_courier_at_once),
        bug(
            "print_archived_label_again", "soft_delete_conflict", "mariadb",
            print_archived_label_again,
        ),
        bug(
            "read_manifest_with_known_parcel", "caught_without_savepoint", "postgresql",
            read_manifest_with_known_parcel,
        ),
    ),
)  # fmt: skip
