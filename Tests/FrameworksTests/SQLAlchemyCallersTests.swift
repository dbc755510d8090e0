import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Sessions that callers hand over, helpers that look, keys that are made, and lists in a body.
@Suite struct SQLAlchemyCallersTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = SourceFile(
    path: "yard/models.py",
    text: """
      from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
      from sqlalchemy.orm import Mapped, mapped_column

      from yard.database import Base


      class Slip(Base):
          __tablename__ = "slips"
          __table_args__ = (
              CheckConstraint("metres BETWEEN 2 AND 20", name="slips_metres"),
              CheckConstraint("length(mark) <= 6", name="slips_mark"),
          )

          id: Mapped[int] = mapped_column(primary_key=True)
          name: Mapped[str] = mapped_column(String(40))
          slug: Mapped[str] = mapped_column(String(40), unique=True)
          number: Mapped[int] = mapped_column(unique=True, default=0)
          mark: Mapped[str] = mapped_column(String(20), default="")
          metres: Mapped[int] = mapped_column(default=8)


      class Line(Base):
          __tablename__ = "lines"
          __table_args__ = (UniqueConstraint("slip_id", "kind", name="lines_slip_kind"),)

          id: Mapped[int] = mapped_column(primary_key=True)
          slip_id: Mapped[int] = mapped_column(ForeignKey("slips.id"))
          kind: Mapped[str] = mapped_column(String(20))
      """)

  private static let database = SourceFile(
    path: "yard/database.py",
    text: """
      from sqlalchemy import create_engine
      from sqlalchemy.orm import DeclarativeBase, sessionmaker

      engine = create_engine("postgresql:///yard")
      SessionLocal = sessionmaker(engine)


      class Base(DeclarativeBase):
          pass


      def get_db():
          with SessionLocal() as db:
              yield db
      """)

  private static let service = SourceFile(
    path: "yard/service.py",
    text: """
      from sqlalchemy import func, select

      from yard.models import Line, Slip


      class Taken(Exception):
          pass


      def slugify(name):
          return name.lower().replace("!", "")


      def is_free(db, number):
          found = db.scalar(select(Slip.id).where(Slip.number == number))
          return found is None


      class Slips:
          def __init__(self, session):
              self._session = session

          def add(self, name, slug):
              slip = Slip(name=name, slug=slug)
              self._session.add(slip)
              self._session.commit()
              return slip


      def reserve(db, body):
          if not is_free(db, body.number):
              raise Taken
          slip = Slip(name=body.name, slug=body.slug, number=body.number)
          db.add(slip)
          db.commit()
          return slip


      def named(db, name):
          slip = Slip(name=name, slug=slugify(name))
          db.add(slip)
          db.commit()
          return slip


      def numbered(db, name, slug):
          number = db.query(Slip).count() + 1
          slip = Slip(name=name, slug=slug, number=number)
          db.add(slip)
          db.commit()
          return slip


      def measured(db, body):
          slip = Slip(name=body.name, slug=body.slug, metres=body.metres, mark=body.mark)
          db.add(slip)
          db.commit()
          return slip


      def tie(db, slip_id, body):
          for line in body.lines:
              db.add(Line(slip_id=slip_id, kind=line.kind))
          db.commit()
      """)

  private static let views = SourceFile(
    path: "yard/main.py",
    text: """
      from fastapi import Depends, FastAPI, HTTPException
      from pydantic import BaseModel
      from sqlalchemy.orm import Session

      from yard import service
      from yard.database import get_db

      app = FastAPI()


      class SlipIn(BaseModel):
          name: str
          slug: str
          number: int


      class SizeIn(BaseModel):
          name: str
          slug: str
          metres: int = 8
          mark: str


      class LineIn(BaseModel):
          kind: str


      class LinesIn(BaseModel):
          note: str
          lines: list[LineIn]


      class NameIn(BaseModel):
          name: str


      @app.post("/slips", status_code=201)
      def add_slip(body: SlipIn, db: Session = Depends(get_db)):
          slip = service.Slips(db).add(body.name, body.slug)
          return {"id": slip.id}


      @app.post("/reserved", status_code=201)
      def reserve_slip(body: SlipIn, db: Session = Depends(get_db)):
          try:
              slip = service.reserve(db, body)
          except service.Taken:
              raise HTTPException(409, "taken")
          return {"id": slip.id}


      @app.post("/named", status_code=201)
      def name_slip(body: NameIn, db: Session = Depends(get_db)):
          return {"id": service.named(db, body.name).id}


      @app.post("/numbered", status_code=201)
      def number_slip(body: SlipIn, db: Session = Depends(get_db)):
          return {"id": service.numbered(db, body.name, body.slug).id}


      @app.post("/measured", status_code=201)
      def measure_slip(body: SizeIn, db: Session = Depends(get_db)):
          return {"id": service.measured(db, body).id}


      @app.post("/slips/{slip_id}/lines", status_code=201)
      def tie_lines(slip_id: int, body: LinesIn, db: Session = Depends(get_db)):
          service.tie(db, slip_id, body)
          return {"tied": len(body.lines)}
      """)

  private static let fixtures = SourceFile(
    path: "tests/conftest.py",
    text: """
      import pytest
      from fastapi.testclient import TestClient
      from sqlalchemy.orm import Session

      from yard.database import engine, get_db
      from yard.main import app


      @pytest.fixture
      def db():
          connection = engine.connect()
          transaction = connection.begin()
          session = Session(bind=connection, join_transaction_mode="create_savepoint")
          yield session
          session.close()
          transaction.rollback()


      @pytest.fixture
      def client(db):
          app.dependency_overrides[get_db] = lambda: db
          with TestClient(app) as client:
              yield client
          app.dependency_overrides.clear()
      """)

  private static let application = SQLAlchemyApp(
    files: [models, database, service, views, fixtures])

  private func written(
    _ places: [Place], _ kind: ConstraintViolation.Kind, _ table: String, _ columns: [String],
    constraint: String? = nil, _ remedies: [Remedy.Kind]
  ) -> (diff: String, test: String) {
    let bug = SQLAlchemyBug(
      "callers", in: Self.application, places, kind, table, columns, constraint: constraint,
      remedies)
    return (
      bug.fixes(in: Self.application).plan.map(\.diff).joined(separator: "\n"),
      bug.tests(in: Self.application).map(\.code).joined(separator: "\n")
    )
  }

  @Test func takesTheSessionThatAServiceIsGiven() {
    let (diff, _) = written(
      [
        Place("yard/main.py", "add_slip", "service.Slips("),
        Place("yard/service.py", "add", "commit()"),
      ], .unique, "slips", ["slug"], [.validateOnPath, .translateViolation])
    #expect(diff.contains("+        db.rollback()"))
    #expect(!diff.contains("_session.rollback"))
  }

  @Test func answersAsAHelperThatFindsNothingFree() {
    let (diff, test) = written(
      [
        Place("yard/main.py", "reserve_slip", "service.reserve("),
        Place("yard/service.py", "reserve", "commit()"),
      ], .unique, "slips", ["number"], [.translateViolation, .insertOrRead])
    #expect(diff.contains("+    except IntegrityError"))
    #expect(diff.contains("+        raise Taken"))
    #expect(test.contains("def apart(client, db):"))
    #expect(test.contains("client.app.dependency_overrides[get_db] = open_session"))
  }

  @Test func makesAnotherKeyOfTheSameText() {
    let (diff, test) = written(
      [
        Place("yard/main.py", "name_slip", "service.named("),
        Place("yard/service.py", "named", "commit()"),
      ], .unique, "slips", ["slug"], [.retryWithNewKey])
    #expect(diff.contains("slugify(name) + (f\"-{attempt + 1}\" if attempt else \"\")"))
    #expect(test.contains("\"name\": \"Sample1!\""))
  }

  @Test func countsOnBehindRemovedRows() {
    let (diff, test) = written(
      [
        Place("yard/main.py", "number_slip", "service.numbered("),
        Place("yard/service.py", "numbered", "commit()"),
      ], .unique, "slips", ["number"], [.translateViolation, .insertOrRead])
    #expect(diff.contains("db.query(Slip).count() + 1 + attempt"))
    #expect(test.contains("after_one_is_removed"))
  }

  @Test func boundsBetweenTwoNumbers() {
    let (diff, test) = written(
      [
        Place("yard/main.py", "measure_slip", "service.measured("),
        Place("yard/service.py", "measured", "commit()"),
      ], .check, "slips", [], constraint: "slips_metres", [.limitInput])
    #expect(diff.contains("Field(default=8, ge=2, le=20)"))
    #expect(test.contains("\"metres\": 21"))
  }

  @Test func limitsATextAsItsCheckDoes() {
    let (diff, test) = written(
      [
        Place("yard/main.py", "measure_slip", "service.measured("),
        Place("yard/service.py", "measured", "commit()"),
      ], .check, "slips", [], constraint: "slips_mark", [.validateOnPath])
    #expect(diff.contains("mark: str = Field(max_length=6)"))
    #expect(test.contains("\"x\" * 7"))
  }

  @Test func sendsAListOfObjectsTwice() {
    let (_, test) = written(
      [
        Place("yard/main.py", "tie_lines", "service.tie("),
        Place("yard/service.py", "tie", "commit()"),
      ], .unique, "lines", ["slip_id", "kind"], [.deduplicateBatch])
    #expect(test.contains("[{\"kind\": \"Sample1\"}, {\"kind\": \"Sample1\"}]"))
  }
}
