"""Bugs of fixtures/apps/club: admin, commands, signals, webhooks and Celery tasks."""

import hashlib
import hmac
import json
import threading
import uuid

import meeting
from bugs import bug
from django_app import DjangoApp, Project

FURNITURE = """
from django.core.management import call_command
from billing.models import Article, Invoice
from courses.models import Course, Enrolment, WaitingPlace
from members.models import Member
call_command('createsuperuser', interactive=False, verbosity=0)
members = [
    Member.objects.create(number=f'A-{n}', first_name='Liv', last_name='Dahl') for n in (1, 2, 3)
]
course = Course.objects.create(code='ROW-1', title='Rowing')
for member in members[:2]:
    Enrolment.objects.create(course=course, member=member)
for position, member in enumerate(members, 1):
    WaitingPlace.objects.create(course=course, member=member, position=position)
Invoice.objects.create(number=1001, member=members[0], cents=4000)
Article.objects.create(name='Oar', stock=4)
"""
SECRET = b"shared-with-the-bank"


def staff(project: Project):
    return project.staff("admin/login/")


def join(project: Project, number: str, headers: dict | None = None) -> int:
    person = {"number": number, "first_name": "Ida", "last_name": "Lund"}
    return project.browser.post("join/", person, headers=headers)


def import_known_members(project: Project) -> None:
    people = project.file("members.csv", "number,first_name,last_name\nC-1,Per,Moe\nA-1,Liv,Dahl\n")
    project.call("import_members", people)


def join_with_known_number(project: Project) -> None:
    join(project, "A-1")


def enter_member_by_hand(project: Project) -> None:
    project.call("enter_member", "D-1", "Ola", "Vik")


def pack_before_commit(project: Project) -> None:
    """The worker is quick: it fails while the request, held before its commit, is at work."""
    place = uuid.uuid4().hex
    headers = {"X-Meet": f"{place} INSERT members_fee 2"}
    request = threading.Thread(target=lambda: join(project, "E-1", headers))
    request.start()
    project.tape.wait()
    meeting.come(project.meetings / place)
    request.join()


def join_after_old_members(project: Project) -> None:
    rows = [
        {"id": number, "number": f"OLD-{number}", "first_name": "Ola", "last_name": "Moe"}
        for number in range(20, 40)
    ]
    project.call("load_old_members", project.file("members.json", json.dumps(rows)))
    # The numbering has to come that far.
    for number in range(20):
        if join(project, f"F-{number}") == 500:
            break


def clear_two_nicknames(project: Project) -> None:
    for member in (1, 2):
        project.browser.post(f"members/{member}/nickname/", {"nickname": ""})


def enter_fee_of_season_twice(project: Project) -> None:
    office = staff(project)
    for amount in (80, 40):
        office.submit("admin/members/fee/add/", {"member": 1, "amount": amount})


def remind_from_two_hosts(project: Project) -> None:
    """The hosts have no queue, so their timers run the task themselves."""
    place = f"{uuid.uuid4().hex} SELECT members_reminder 2"
    month = ("send_reminders", "--month", "2026-03")
    hosts = [project.manage(*month, meeting_of=place, without="QUEUE_FOLDER") for _ in range(2)]
    for host in hosts:
        host.wait()
    project.call(*month, without="QUEUE_FOLDER")


def copy_course(project: Project) -> None:
    chosen = {"action": "copy_courses", "_selected_action": 1}
    staff(project).submit("admin/courses/course/", chosen)


def enrol_unknown_member(project: Project) -> None:
    project.browser.post("courses/1/enrol/", {"member": 4711})


def publish_course_of_long_title(project: Project) -> None:
    slug = "rowing-for-those-who-have-never-rowed"
    project.browser.post("courses/1/publish/", {"slug": slug})


def change_places(project: Project) -> None:
    project.browser.post("waiting/2/up/")


def merge_members_of_one_course(project: Project) -> None:
    project.browser.post("members/1/merge/2/")


def open_invoices_at_once(project: Project) -> None:
    orders = [
        lambda headers, cents=cents: project.browser.post(
            "invoices/", {"member": 1, "cents": cents}, headers=headers
        )
        for cents in (4000, 250)
    ]
    project.browser.at_once("billing_invoice", orders)


def take_more_than_there_is(project: Project) -> None:
    project.browser.post("stock/1/take/", {"pieces": 5})


def tell_of_payment(project: Project, **payment) -> None:
    data = {"reference": "R-1", "invoice": 1001, "cents": 4000, **payment}
    body = json.dumps({"type": "payment.received", "data": data})
    signature = hmac.new(SECRET, body.encode(), hashlib.sha256).hexdigest()
    project.browser.post(
        "webhooks/payments/", body=body, kind="application/json",
        headers={"X-Signature": signature},
    )  # fmt: skip


def tell_of_payment_again(project: Project) -> None:
    for _ in range(2):
        tell_of_payment(project, reference="R-7", payer="L. Dahl")


def tell_of_payment_without_payer(project: Project) -> None:
    tell_of_payment(project, reference="R-8")


def settings(database) -> dict[str, str]:
    if database.engine == "sqlite":
        return {"CLUB_DB_FILE": database.name}
    place = {"HOST": database.host, "PORT": database.port, "USER": database.user}
    prefix, kind = ("PG", "postgres") if database.engine == "postgresql" else ("MYSQL_", "mysql")
    place["DATABASE"] = database.name
    return {"CLUB_DB": kind, **{prefix + name: value for name, value in place.items()}}


APP = DjangoApp(
    name="club",
    built_with="Django, admin, commands and tasks",
    wsgi="club.wsgi:application",
    settings=settings,
    furniture=FURNITURE,
    celery="club",
    bugs=(
        bug(
            "import_known_members", "missing_check bad_migration_or_fixture retry_or_redelivery",
            "postgresql", import_known_members,
        ),
        bug("join_with_known_number", "missing_check", "sqlite", join_with_known_number),
        bug("enter_member_by_hand", "double_write", "sqlite", enter_member_by_hand),
        bug("pack_before_commit", "task_before_commit", "postgresql", pack_before_commit),
        bug("clear_two_nicknames", "normalization_mismatch", "postgresql", clear_two_nicknames),
        bug("enter_fee_of_season_twice", "missing_check", "mariadb", enter_fee_of_season_twice),
        bug("remind_from_two_hosts", "missing_db_constraint", "postgresql", remind_from_two_hosts),
        bug("copy_course", "copied_unique_value", "sqlite", copy_course),
        bug("enrol_unknown_member", "missing_parent", "mariadb", enrol_unknown_member),
        bug(
            "publish_course_of_long_title", "value_out_of_range", "postgresql",
            publish_course_of_long_title,
        ),
        bug("change_places", "update_order_or_swap", "postgresql", change_places),
        bug(
            "merge_members_of_one_course", "update_onto_sibling", "mariadb",
            merge_members_of_one_course,
        ),
        bug(
            "open_invoices_at_once", "race generated_key_collision", "postgresql",
            open_invoices_at_once,
        ),
        bug(
            "take_more_than_there_is", "missing_check lost_update value_out_of_range", "sqlite",
            take_more_than_there_is,
        ),
        bug(
            "tell_of_payment_again", "retry_or_redelivery missing_check", "mariadb",
            tell_of_payment_again,
        ),
        bug(
            "tell_of_payment_without_payer", "null_not_provided", "mariadb",
            tell_of_payment_without_payer,
        ),
        # The last one: it leaves the numbering behind.
        bug(
            "join_after_old_members", "sequence_out_of_sync", "postgresql", join_after_old_members,
        ),
    ),
)  # fmt: skip
