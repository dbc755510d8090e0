"""Bugs of fixtures/apps/conference: class-based views, forms and model forms, pytest."""

from bugs import bug
from django_app import DjangoApp, Project

FURNITURE = """
from django.core.management import call_command
from django.contrib.auth import get_user_model
from programme.models import Room, Slot, Talk
from tickets.models import Ticket, Tier
call_command('createsuperuser', interactive=False, verbosity=0)
staff = get_user_model().objects.get()
talks = [
    Talk.objects.create(speaker=staff, title=title, abstract='Soon.')
    for title in ('Opening', 'Reading waves')
]
rooms = [Room.objects.create(name=name, seats=90) for name in ('Atrium', 'Gallery')]
for room, talk in zip(rooms, talks):
    Slot.objects.create(room=room, talk=talk, starts_at='2026-09-01T09:00Z')
tier = Tier.objects.create(name='Early', price='90.00', remaining=2)
Ticket.objects.create(tier=tier, name='Rui Faro', email='rui@example.org')
"""


def staff(project: Project):
    return project.staff("login/")


def sign_up_with_known_address(project: Project) -> None:
    applicant = {"full_name": "Inês Prata", "email": "ines@example.org", "password": "tidal-pool"}
    for _ in range(2):
        project.browser.submit("sign-up/", applicant)


def submit_talk_of_same_title(project: Project) -> None:
    staff(project).submit("talks/submit/", {"title": "Opening", "abstract": "Again."})


def review_twice(project: Project) -> None:
    reviewer = staff(project)
    for score in (3, 4):
        reviewer.submit("talks/opening/review/", {"score": score})


def open_dashboard_in_two_tabs(project: Project) -> None:
    speaker = staff(project)
    tab = lambda headers: speaker.get("", headers)  # noqa: E731
    speaker.at_once("programme_speakerprofile", [tab, tab])


def name_co_speaker_twice(project: Project) -> None:
    rows = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0}
    rows |= {f"form-{n}-email": email for n, email in enumerate(["a@b.example", "a@b.example", ""])}
    staff(project).submit("talks/opening/speakers/", rows)


def delete_room_in_use(project: Project) -> None:
    staff(project).submit("rooms/1/delete/", {})


def move_slot_to_taken_room(project: Project) -> None:
    staff(project).submit("slots/1/move/", {"room": 2, "starts_at": "2026-09-01 10:00"})


def add_room_at_once(project: Project) -> None:
    office = staff(project)
    office.get("rooms/add/")
    add = lambda headers: office.submit(  # noqa: E731
        "rooms/add/", {"name": "Dock", "seats": 30}, headers
    )
    office.at_once("programme_room", [add, add])


def buy_last_tickets_at_once(project: Project) -> None:
    visitor = project.browser
    visitor.get("tickets/1/buy/")
    buy = lambda headers: visitor.submit(  # noqa: E731
        "tickets/1/buy/", {"name": "Ana", "email": "ana@example.org", "quantity": 2}, headers
    )
    visitor.at_once("tickets_tier", [buy, buy])


def subscribe_in_capitals(project: Project) -> None:
    for email in ("ana@example.org", "Ana@Example.org"):
        project.browser.submit("newsletter/", {"email": email})


def name_long_affiliation(project: Project) -> None:
    staff(project).submit("profile/", {"affiliation": "Institute of Tides " * 6, "bio": ""})


def leave_badge_without_company(project: Project) -> None:
    project.browser.submit("tickets/1/badge/", {"company": ""})


ADDRESS = {
    "sqlite": "sqlite:///{0.name}",
    "postgresql": "postgresql://{0.user}@{0.host}:{0.port}/{0.name}",
    "mariadb": "mysql://{0.user}@{0.host}:{0.port}/{0.name}",
}

APP = DjangoApp(
    name="conference",
    built_with="Django, class-based views",
    wsgi="config.wsgi:application",
    settings=lambda database: {"DATABASE_URL": ADDRESS[database.engine].format(database)},
    furniture=FURNITURE,
    manage_path="src/manage.py",
    test_command="python -m pytest -q",
    bugs=(
        bug(
            "sign_up_with_known_address", "missing_check", "postgresql",
            sign_up_with_known_address,
        ),
        bug(
            "submit_talk_of_same_title", "generated_key_collision missing_check", "sqlite",
            submit_talk_of_same_title,
        ),
        bug("review_twice", "missing_check retry_or_redelivery", "mariadb", review_twice),
        bug("open_dashboard_in_two_tabs", "race", "postgresql", open_dashboard_in_two_tabs),
        bug("name_co_speaker_twice", "duplicate_in_batch", "sqlite", name_co_speaker_twice),
        bug("delete_room_in_use", "delete_of_referenced_parent", "postgresql", delete_room_in_use),
        bug("move_slot_to_taken_room", "missing_check", "mariadb", move_slot_to_taken_room),
        bug("add_room_at_once", "race", "postgresql", add_room_at_once),
        bug("buy_last_tickets_at_once", "lost_update race", "postgresql", buy_last_tickets_at_once),
        bug("subscribe_in_capitals", "normalization_mismatch", "sqlite", subscribe_in_capitals),
        bug("name_long_affiliation", "value_out_of_range", "postgresql", name_long_affiliation),
        bug(
            "leave_badge_without_company", "null_not_provided", "mariadb",
            leave_badge_without_company,
        ),
    ),
)  # fmt: skip
