import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// A desk of Flask whose parts lie in files of their own: schemas made in one, errors in another,
/// names of constraints by a convention.
@Suite struct SQLAlchemyDeskTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = """
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import CheckConstraint, MetaData, String
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


    class Base(DeclarativeBase):
        metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})


    db = SQLAlchemy(model_class=Base)


    class Boat(db.Model):
        __tablename__ = "boats"
        __table_args__ = (
            CheckConstraint("kind IN ('sloop', 'ketch')", name="kind"),
            CheckConstraint("berths > 0", name="berths"),
        )

        id: Mapped[int] = mapped_column(primary_key=True)
        sail: Mapped[str] = mapped_column(String(8), unique=True)
        kind: Mapped[str] = mapped_column(String(10))
        berths: Mapped[int]
        radio: Mapped[str | None] = mapped_column(String(20), unique=True)
    """

  private static let errors = """
    class Problem(Exception):
        status = 400


    class Conflict(Problem):
        status = 409
    """

  private static let application = """
    from flask import Flask

    from desk.errors import Problem


    def create_app():
        app = Flask(__name__)

        @app.errorhandler(Problem)
        def told(problem):
            return {"detail": str(problem)}, problem.status

        return app
    """

  private static let fleet = """
    from sqlalchemy.dialects.postgresql import insert

    from desk.errors import Conflict
    from desk.models import Boat, db


    def enter(data):
        if data["sail"].startswith("X"):
            raise Conflict("Sails do not begin with X.")
        boat = Boat(**data)
        db.session.add(boat)
        db.session.commit()
        return boat


    def take_over(rows):
        for row in rows:
            statement = insert(Boat).values(**row)
            statement = statement.on_conflict_do_update(
                index_elements=[Boat.sail], set_={"kind": row["kind"]}
            )
            db.session.execute(statement)
        db.session.commit()


    def change(boat, data):
        for name in ("sail", "kind"):
            if name in data:
                setattr(boat, name, data[name])
        db.session.commit()
    """

  private static func schemas(kind: String = "required=True") -> String {
    """
    from marshmallow import Schema, fields, validate


    class BoatSchema(Schema):
        sail = fields.Str(required=True, validate=validate.Length(min=2))
        kind = fields.Str(\(kind))
        berths = fields.Int(required=True)
        radio = fields.Str(load_default=None, allow_none=True)


    boat_schema = BoatSchema()
    """
  }

  private static let views = """
    from flask import Blueprint, request

    from desk import fleet
    from desk.models import Boat, db
    from desk.schemas import boat_schema

    bp = Blueprint("boats", __name__, url_prefix="/boats")


    @bp.post("")
    def enter():
        boat = fleet.enter(boat_schema.load(request.get_json()))
        return {"id": boat.id}, 201


    @bp.put("")
    def take_over():
        fleet.take_over(request.get_json()["rows"])
        return {}


    @bp.patch("/<int:boat_id>")
    def change(boat_id):
        boat = db.session.get(Boat, boat_id)
        data = request.get_json()
        for name in ("sail", "kind"):
            if name in data:
                setattr(boat, name, data[name])
        db.session.commit()
        return {"id": boat.id}
    """

  private static let conftest = """
    import pytest

    from desk import create_app
    from desk.models import db


    @pytest.fixture
    def app():
        app = create_app()
        with app.app_context():
            db.create_all()
            yield app


    @pytest.fixture
    def client(app):
        return app.test_client()
    """

  private func bug(
    _ places: [Place], _ kind: ConstraintViolation.Kind, _ columns: [String],
    constraint: String? = nil, schemas: String = Self.schemas(),
    application: String = Self.application, _ remedies: [Remedy.Kind]
  ) -> (fixes: String, tests: String) {
    let texts = [
      ("desk/__init__.py", application), ("desk/errors.py", Self.errors),
      ("desk/models.py", Self.models), ("desk/fleet.py", Self.fleet),
      ("desk/schemas.py", schemas), ("desk/views.py", Self.views),
      ("tests/conftest.py", Self.conftest),
    ]
    let app = SQLAlchemyApp(files: texts.map { SourceFile(path: $0.0, text: $0.1 + "\n") })
    let bug = SQLAlchemyBug(
      "desk", in: app, places, kind, "boats", columns, constraint: constraint, remedies)
    return (
      bug.fixes(in: app).plan.map(\.diff).joined(separator: "\n"),
      bug.tests(in: app).map(\.code).joined(separator: "\n")
    )
  }

  private static let entered = [
    Place("desk/views.py", "enter", "fleet.enter("), Place("desk/fleet.py", "enter", "commit()"),
  ]

  @Test func findsARuleByTheConventionOfItsName() {
    let found = bug(
      Self.entered, .check, ["kind"], constraint: "ck_boats_kind", [.limitInput])
    #expect(found.fixes.contains("+    kind = fields.Str(required=True, validate=validate.OneOf("))
    #expect(found.tests.contains("something-else"))
  }

  @Test func boundsANumberOfASchema() {
    let found = bug(
      Self.entered, .check, ["berths"], constraint: "ck_boats_berths", [.limitInput])
    #expect(found.fixes.contains("validate=validate.Range(min=0, min_inclusive=False))"))
  }

  @Test func keepsTheRulesOfAField() {
    let found = bug(Self.entered, .length, ["sail"], [.limitInput])
    #expect(found.fixes.contains("validate=validate.Length(min=2, max=8))"))
    let beside = bug(
      Self.entered, .length, ["kind"],
      schemas: Self.schemas(kind: "validate=validate.Regexp('[a-z]+')"), [.limitInput])
    #expect(
      beside.fixes.contains("validate=[validate.Regexp('[a-z]+'), validate.Length(max=10)])"))
  }

  @Test func raisesWhatItsServicesRaise() {
    let found = bug(
      Self.entered, .unique, ["sail"], [.translateViolation])
    #expect(found.fixes.contains("+from desk.errors import Conflict"))
    #expect(found.fixes.contains("+        raise Conflict("))
  }

  @Test func raisesNothingThatNobodyAnswers() {
    let silent = Self.application.replacing("@app.errorhandler(Problem)", by: "@app.shell_context")
    let found = bug(
      Self.entered, .unique, ["sail"], application: silent, [.translateViolation])
    #expect(found.fixes.contains("+        return jsonify(error="))
    #expect(!found.fixes.contains("Conflict"))
  }

  @Test func leavesATargetThatEveryRowHas() {
    let places = [
      Place("desk/views.py", "take_over", "fleet.take_over("),
      Place("desk/fleet.py", "take_over", "execute("),
    ]
    let found = bug(
      places, .unique, ["radio"], [.correctConflictTarget, .translateViolation])
    #expect(!found.fixes.contains("index_elements=[Boat.radio]"))
    #expect(found.fixes.contains("+++ b/desk/views.py"))
  }

  @Test func refusesANullAmongNamedMembers() {
    let found = bug(
      [Place("desk/views.py", "change", "commit()")], .notNull, ["kind"], [.requireValue])
    #expect(found.fixes.contains(#"+            if name == "kind" and data[name] is None:"#))
  }
}

extension String {
  fileprivate func replacing(_ old: String, by new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
