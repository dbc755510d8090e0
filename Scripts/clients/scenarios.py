"""What people do at the desk, and what a diagnosis must say about it.

A scenario runs against a fresh desk that has one member, one book and one copy. It fails for
real or not at all: its function returns the statuses that the browser saw.
"""

import dataclasses
import json
from collections.abc import Callable

from desk import Desk

MEMBER, BOOK, COPY = 1, 1, 1
ISBN = "9783161484100"


@dataclasses.dataclass(frozen=True)
class Failure:
    """The diagnosis of one issue; for what is no constraint failure, all but the culprit `None`."""

    culprits: tuple[str, ...]  # "path:function", the best first.
    exception: str
    kind: str | None = None
    table: str | None = None
    columns: tuple[str, ...] = ()
    cause: str | None = None
    kinds_ok: tuple[str, ...] = ()  # Further kinds that are right too.


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    steps: Callable[[Desk], list[int]]
    statuses: list[int]
    failure: Failure | None
    # Where its envelopes are recorded; the same code fails on all three.
    recorded_on: tuple[str, ...] = ()


def furnish(desk: Desk) -> None:
    """Puts the member, the book and the copy there, and loads each worker's code."""
    statuses = [
        desk.post("members/join", {"name": "Ines Roth", "email": "ines@example.org"}),
        post_book(desk, ISBN),
        desk.post("catalog/copies/import", body=f"isbn,barcode\n{ISBN},B-1\n"),
    ]
    if statuses != [201, 201, 201]:
        raise AssertionError(f"the desk could not be furnished: {statuses}")


def post_book(desk: Desk, isbn: str) -> int:
    book = json.dumps({"isbn": isbn, "title": "The tide table", "language": "pt"})
    return desk.post("api/books", body=book, kind="application/json")


def post_publisher(desk: Desk) -> int:
    return desk.post("api/publishers", body='{"name": "Kelp Press"}', kind="application/json")


def join_twice(desk: Desk) -> list[int]:
    applicant = {"name": "Omar Quist", "email": "omar@example.org"}
    return [desk.post("members/join", applicant) for _ in range(2)]


def add_shelf_twice(desk: Desk) -> list[int]:
    return [desk.post("catalog/shelves", {"code": "N-04", "room": "North"}) for _ in range(2)]


def post_known_book(desk: Desk) -> list[int]:
    return [post_book(desk, ISBN)]


def import_known_barcode(desk: Desk) -> list[int]:
    table = f"isbn,barcode\n{ISBN},B-7\n{ISBN},B-1\n"
    return [desk.post("catalog/copies/import", body=table)]


def add_reading_list_twice(desk: Desk) -> list[int]:
    return [desk.post(f"members/{MEMBER}/lists", {"title": "Summer"}) for _ in range(2)]


def change_to_known_email(desk: Desk) -> list[int]:
    desk.post("members/join", {"name": "Lev Aalto", "email": "lev@example.org"})
    return [desk.post(f"members/{MEMBER}/email", {"email": "lev@example.org"})]


def reserve_at_once(desk: Desk) -> list[int]:
    wish = {"book": BOOK, "member": MEMBER}
    return desk.post_at_once("lending/reservations", "lending_reservation", [wish, wish])


def charge_at_once(desk: Desk) -> list[int]:
    fees = [{"member": MEMBER, "year": 2026, "cents": cents} for cents in (150, 40)]
    return desk.post_at_once("lending/fees", "lending_feeaccount", fees)


def register_guest_at_once(desk: Desk) -> list[int]:
    guest = {"passport_no": "C01X00T47", "name": "Noor Vega"}
    return desk.post_at_once("members/guests", "members_guest", [guest, guest])


def count_stock_at_once(desk: Desk) -> list[int]:
    return desk.post_at_once("catalog/stock", "catalog_stockday", [{"day": "2026-03-02"}] * 2)


def visit_at_once(desk: Desk) -> list[int]:
    visitor = {"desk": "North", "day": "2026-03-02"}
    return desk.post_at_once("lending/visits", "lending_deskvisits", [visitor, visitor])


def post_publisher_at_once(desk: Desk) -> list[int]:
    publisher = {"name": "Tern & Sons"}
    return desk.post_at_once("api/publishers", "catalog_publisher", [publisher, publisher])


def return_copy_lent_twice(desk: Desk) -> list[int]:
    loan = {"member": MEMBER}
    lent = desk.post_at_once(f"lending/copies/{COPY}/lend", "lending_loan", [loan, loan])
    return [*lent, desk.post(f"lending/copies/{COPY}/return")]


def choose_notices_after_two_choices(desk: Desk) -> list[int]:
    path, choice = f"members/{MEMBER}/notices", {"topic": "overdue", "channel": "email"}
    return [
        *desk.post_at_once(path, "members_noticechoice", [choice, choice]),
        desk.post(path, choice),
    ]


def print_label_without_language(desk: Desk) -> list[int]:
    return [desk.get(f"catalog/books/{BOOK}/label")]


def read_feed_with_doubled_record(desk: Desk) -> list[int]:
    records = json.dumps([{"number": "17"}, {"number": "17"}])
    return [desk.post("catalog/feed", body=records, kind="application/json")]


def take_card_in_use(desk: Desk) -> list[int]:
    card = {"number": "4711", "holder": "Ines Roth"}
    return [desk.post("members/cards", card) for _ in range(2)]


def add_room_twice(desk: Desk) -> list[int]:
    return [desk.post("catalog/rooms", {"name": "North"}) for _ in range(2)]


def tag_at_once(desk: Desk) -> list[int]:
    subject = {"name": "Tides"}
    return desk.post_at_once("catalog/subjects", "catalog_subject", [subject, subject])


def post_publisher_twice(desk: Desk) -> list[int]:
    return [post_publisher(desk), post_publisher(desk)]


def unique(cause: str, table: str, columns: str, *culprits: str) -> Failure:
    return Failure(culprits, "IntegrityError", "unique", table, tuple(columns.split()), cause)


def doubled(table: str, columns: str, *culprits: str) -> Failure:
    """Rows that code alone keeps apart: only reading them fails."""
    return Failure(
        culprits, "MultipleObjectsReturned", "unique", table, tuple(columns.split()),
        "missing_db_constraint", kinds_ok=("multiple_objects_returned",),
    )  # fmt: skip


EVERYWHERE = ("sqlite", "postgresql", "mariadb")
ALL = [
    Scenario(
        "join_twice", join_twice, [201, 500],
        unique("missing_check", "members_member", "email", "members/views.py:form_valid"),
        EVERYWHERE,
    ),
    Scenario(
        "add_shelf_twice", add_shelf_twice, [201, 500],
        unique("missing_check", "catalog_shelf", "code", "catalog/views.py:add_shelf"),
        ("mariadb",),
    ),
    Scenario(
        "post_known_book", post_known_book, [500],
        unique(
            "missing_check", "catalog_book", "isbn",
            "catalog/serializers.py:create", "catalog/api.py:post",
        ),
        ("postgresql", "sqlite"),
    ),
    Scenario(
        "import_known_barcode", import_known_barcode, [500],
        unique("missing_check", "catalog_copy", "barcode", "catalog/views.py:import_copies"),
        ("postgresql", "sqlite"),
    ),
    Scenario(
        "add_reading_list_twice", add_reading_list_twice, [201, 500],
        unique(
            "missing_check", "members_readinglist", "member_id title",
            "members/views.py:add_reading_list",
        ),
        ("sqlite", "mariadb"),
    ),
    Scenario(
        "change_to_known_email", change_to_known_email, [500],
        unique("missing_check", "members_member", "email", "members/views.py:change_email"),
        ("postgresql", "mariadb"),
    ),
    Scenario(
        "reserve_at_once", reserve_at_once, [201, 500],
        unique("race", "lending_reservation", "book_id member_id", "lending/views.py:reserve"),
        EVERYWHERE,
    ),
    Scenario(
        "charge_at_once", charge_at_once, [201, 500],
        unique(
            "race", "lending_feeaccount", "member_id year",
            "lending/fees.py:charge_fee", "lending/views.py:charge",
        ),
        ("postgresql", "mariadb"),
    ),
    Scenario(
        "register_guest_at_once", register_guest_at_once, [201, 500],
        unique("race", "members_guest", "passport_no", "members/views.py:form_valid"),
        ("sqlite", "postgresql"),
    ),
    Scenario(
        "count_stock_at_once", count_stock_at_once, [201, 500],
        unique(
            "race", "catalog_stockday", "day",
            "catalog/stock.py:stock_day", "catalog/views.py:count_stock",
        ),
        ("sqlite", "postgresql"),
    ),
    Scenario(
        "visit_at_once", visit_at_once, [204, 500],
        unique(
            "race", "lending_deskvisits", "desk day",
            "lending/visits.py:count_visitor", "lending/views.py:visit",
        ),
        ("postgresql", "mariadb"),
    ),
    Scenario(
        "post_publisher_at_once", post_publisher_at_once, [201, 500],
        unique("race", "catalog_publisher", "name", "catalog/api.py:perform_create"),
        ("sqlite", "postgresql"),
    ),
    Scenario(
        "return_copy_lent_twice", return_copy_lent_twice, [201, 201, 500],
        doubled("lending_loan", "copy_id", "lending/views.py:give_back"),
        EVERYWHERE,
    ),
    Scenario(
        "choose_notices_after_two_choices", choose_notices_after_two_choices, [200, 200, 500],
        doubled(
            "members_noticechoice", "member_id topic",
            "members/notices.py:choose_channel", "members/views.py:choose_notices",
        ),
        ("sqlite", "mariadb"),
    ),
    Scenario(
        "print_label_without_language", print_label_without_language, [500],
        Failure(("catalog/views.py:spine_label",), "KeyError"),
        ("postgresql",),
    ),
    Scenario(
        "read_feed_with_doubled_record", read_feed_with_doubled_record, [500],
        Failure(("catalog/feeds.py:read_feed", "catalog/views.py:receive_feed"), "ValueError"),
        ("sqlite",),
    ),
    Scenario("take_card_in_use", take_card_in_use, [201, 200], None),
    Scenario("add_room_twice", add_room_twice, [201, 409], None),
    Scenario("tag_at_once", tag_at_once, [200, 200], None),
    Scenario("post_publisher_twice", post_publisher_twice, [201, 400], None),
]  # fmt: skip
