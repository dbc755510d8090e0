"""A harbor's office in Swift, on SQLite with GRDB."""

from bugs import Bug, bug
from swift_app import SwiftApp


def visit(name: str, causes: str) -> Bug:
    return bug(name, causes, "sqlite", lambda service: service.visit(name))


APP = SwiftApp(
    name="harbor_office",
    built_with="Swift, GRDB",
    program="HarborOffice",
    bugs=(
        visit("invite_twice", "missing_check"),
        visit("register_at_once", "race"),
        visit("change_to_taken_email", "missing_check"),
        visit("boat_of_nobody", "missing_parent missing_check"),
        visit("boat_without_name", "null_not_provided missing_check"),
        visit("remove_reserved_boat", "delete_of_referenced_parent"),
        visit("reserve_at_once", "missing_db_constraint"),
        visit("payment_twice", "retry_or_redelivery"),
        visit("sell_at_once", "lost_update"),
        visit("reading_twice", "wrong_upsert_target"),
        visit("locker_again", "soft_delete_conflict"),
        visit("pass_twice", "generated_key_collision"),
    ),
)
