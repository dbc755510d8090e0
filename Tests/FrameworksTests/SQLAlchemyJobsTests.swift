import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Writes of workers, which nobody sends a request.
@Suite struct SQLAlchemyJobsTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let files = [
    SourceFile(
      path: "harbor/extensions.py",
      text: """
        from flask_sqlalchemy import SQLAlchemy

        db = SQLAlchemy()
        """),
    SourceFile(
      path: "harbor/models.py",
      text: """
        from harbor.extensions import db


        class Boat(db.Model):
            __tablename__ = "boats"

            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String(30), nullable=False)
            sail = db.Column(db.String(12), unique=True, nullable=False)
            credit = db.Column(db.Integer, nullable=False, default=0)


        class Payment(db.Model):
            __tablename__ = "payments"

            id = db.Column(db.Integer, primary_key=True)
            boat_id = db.Column(db.Integer, db.ForeignKey("boats.id"), nullable=False)
            event_id = db.Column(db.String(40), unique=True, nullable=False)
            amount = db.Column(db.Integer, nullable=False)
        """),
    SourceFile(
      path: "harbor/fleet.py",
      text: """
        from harbor.extensions import db
        from harbor.models import Boat


        def sync(rows):
            for row in rows:
                boat = db.session.scalar(db.select(Boat).filter_by(name=row["name"]))
                if boat is None:
                    boat = Boat(name=row["name"], sail=row["sail"])
                    db.session.add(boat)
            db.session.commit()
        """),
    SourceFile(
      path: "harbor/tasks.py",
      text: """
        from celery import shared_task

        from harbor import fleet
        from harbor.extensions import db
        from harbor.models import Boat, Payment


        @shared_task
        def record(event):
            boat = db.session.get(Boat, event["boat_id"])
            payment = Payment(
                boat_id=boat.id, event_id=event["id"], amount=int(event["amount"])
            )
            boat.credit -= payment.amount
            db.session.add(payment)
            db.session.commit()


        @shared_task
        def record_in_two_steps(event):
            boat = db.session.get(Boat, event["boat_id"])
            boat.credit -= 1
            db.session.commit()
            payment = Payment(boat_id=boat.id, event_id=event["id"], amount=1)
            db.session.add(payment)
            db.session.commit()


        @shared_task
        def sync_fleet(rows):
            fleet.sync(rows)
        """),
    SourceFile(
      path: "tests/conftest.py",
      text: """
        import pytest

        from harbor import create_app


        @pytest.fixture
        def app():
            yield create_app()


        @pytest.fixture
        def client(app):
            return app.test_client()
        """),
  ]

  private func bug(
    _ places: [Place], _ table: String, _ columns: [String], _ remedies: [Remedy.Kind]
  ) -> (fixes: [Fix], tests: String) {
    let app = SQLAlchemyApp(files: Self.files)
    let bug = SQLAlchemyBug("job", in: app, places, .unique, table, columns, remedies)
    return (bug.fixes(in: app).plan, bug.tests(in: app).map(\.code).joined(separator: "\n"))
  }

  @Test func callsWhatAWorkerRuns() {
    let (fixes, code) = bug(
      [Place("harbor/tasks.py", "record", "commit()")], "payments", ["event_id"], [.insertOrRead])
    #expect(fixes.map(\.title) == ["Answer a repetition in `record` with the first result"])
    #expect(code.contains("from harbor.tasks import record\n"))
    let call = "    with app.app_context():\n        record(payload)\n"
    #expect(code.contains(call + call))
    #expect(code.contains("credit=100"))
    #expect(!code.contains("status_code"))
  }

  @Test func handsAJobTheSessionOfTheTests() {
    let files = [
      SourceFile(
        path: "harbor/db.py", text: "SessionLocal = sessionmaker(bind=create_engine(url))\n"),
      SourceFile(
        path: "harbor/models.py",
        text: """
          from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


          class Base(DeclarativeBase):
              pass


          class Payment(Base):
              __tablename__ = "payments"

              id: Mapped[int] = mapped_column(primary_key=True)
              event_id: Mapped[str] = mapped_column(unique=True)
          """),
      SourceFile(
        path: "harbor/workers/payments.py",
        text: """
          from harbor.db import SessionLocal
          from harbor.models import Payment


          def received(message):
              with SessionLocal() as session:
                  session.add(Payment(event_id=message["id"]))
                  session.commit()
          """),
      SourceFile(
        path: "tests/conftest.py",
        text: """
          import pytest


          @pytest.fixture
          def session(engine):
              with Session(engine) as session:
                  yield session
          """),
    ]
    let app = SQLAlchemyApp(files: files)
    let bug = SQLAlchemyBug(
      "job", in: app, [Place("harbor/workers/payments.py", "received", "commit()")], .unique,
      "payments", ["event_id"], [.validateOnPath])
    let code = bug.tests(in: app).map(\.code).joined(separator: "\n")
    let handed = #"monkeypatch.setattr("harbor.workers.payments.SessionLocal", lambda: session)"#
    #expect(code.contains(handed))
    #expect(code.contains("    received(payload)\n    received(payload)\n"))
  }

  @Test func keepsWhatWasCommittedBefore() {
    let (fixes, code) = bug(
      [Place("harbor/tasks.py", "record_in_two_steps", "add(payment)")], "payments", ["event_id"],
      [.insertOrRead])
    #expect(fixes.isEmpty)
    #expect(code.isEmpty)
  }

  @Test func movesALookUpToTheKey() {
    let (fixes, code) = bug(
      [
        Place("harbor/tasks.py", "sync_fleet", "sync("),
        Place("harbor/fleet.py", "sync", "commit()"),
      ],
      "boats", ["sail"], [.correctConflictTarget])
    #expect(fixes.first?.diff.contains("+        boat = db.session.scalar(") == true)
    #expect(fixes.first?.diff.contains("filter_by(sail=row[\"sail\"])") == true)
    #expect(code.contains("sync([payload])"))
  }
}
