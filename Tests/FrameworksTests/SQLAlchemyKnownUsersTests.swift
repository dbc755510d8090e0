import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Requests that only somebody who is known may send, and fields with rules.
@Suite struct SQLAlchemyKnownUsersTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let flask = [
    SourceFile(
      path: "harbor/__init__.py",
      text: """
        from flask import Flask

        from harbor.boats import bp


        def create_app():
            app = Flask(__name__)
            app.register_blueprint(bp)
            return app
        """),
    SourceFile(
      path: "harbor/extensions.py",
      text: """
        from flask_login import LoginManager
        from flask_sqlalchemy import SQLAlchemy

        db = SQLAlchemy()
        login_manager = LoginManager()
        """),
    SourceFile(
      path: "harbor/models.py",
      text: """
        from flask_login import UserMixin

        from harbor.extensions import db, login_manager


        class User(UserMixin, db.Model):
            __tablename__ = "users"

            id = db.Column(db.Integer, primary_key=True)
            email = db.Column(db.String(80), unique=True, nullable=False)
            is_harbor_master = db.Column(db.Boolean, nullable=False, default=False)


        @login_manager.user_loader
        def load_user(user_id):
            return db.session.get(User, int(user_id))


        class Boat(db.Model):
            __tablename__ = "boats"
            __table_args__ = (db.CheckConstraint("last_day >= first_day", name="boats_days"),)

            id = db.Column(db.Integer, primary_key=True)
            owner_id = db.Column(db.Integer, db.ForeignKey("users.id"), nullable=False)
            sail = db.Column(db.String(12), unique=True, nullable=False)
            first_day = db.Column(db.Date, nullable=False)
            last_day = db.Column(db.Date, nullable=False)
        """),
    SourceFile(
      path: "harbor/boats.py",
      text: """
        from flask import Blueprint, abort, redirect, render_template, url_for
        from flask_login import current_user, login_required
        from flask_wtf import FlaskForm
        from wtforms import DateField, StringField
        from wtforms.validators import DataRequired, EqualTo, Length, Regexp

        from harbor.extensions import db
        from harbor.models import Boat

        bp = Blueprint("boats", __name__)


        class BoatForm(FlaskForm):
            sail = StringField(validators=[DataRequired(), Regexp(r"^[A-Z]{3}-[0-9]{4}$")])
            word = StringField(validators=[DataRequired(), Length(min=10)])
            word_again = StringField(validators=[DataRequired(), EqualTo("word")])
            first_day = DateField(validators=[DataRequired()])
            last_day = DateField(validators=[DataRequired()])


        @bp.route("/boats/new", methods=["GET", "POST"])
        @login_required
        def register():
            if not current_user.is_harbor_master:
                abort(403)
            form = BoatForm()
            if form.validate_on_submit():
                boat = Boat(
                    owner_id=current_user.id, sail=form.sail.data,
                    first_day=form.first_day.data, last_day=form.last_day.data,
                )
                db.session.add(boat)
                db.session.commit()
                return redirect(url_for("boats.register"))
            return render_template("boat.html", form=form)


        @bp.route("/boats/free", methods=["GET", "POST"])
        def register_freely():
            form = BoatForm()
            if form.validate_on_submit():
                boat = Boat(
                    owner_id=1, sail=form.sail.data,
                    first_day=form.first_day.data, last_day=form.last_day.data,
                )
                db.session.add(boat)
                db.session.commit()
                return redirect(url_for("boats.register"))
            return render_template("boat.html", form=form)
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

  private func test(
    _ function: String, _ kind: ConstraintViolation.Kind, _ columns: [String],
    constraint: String? = nil, in files: [SourceFile] = flask
  ) -> String {
    let app = SQLAlchemyApp(files: files)
    let bug = SQLAlchemyBug(
      "known", in: app, [Place("harbor/boats.py", function, "commit()")], kind, "boats", columns,
      constraint: constraint, [.validateOnPath, .translateViolation])
    return bug.tests(in: app).map(\.code).joined(separator: "\n")
  }

  @Test func signsInWhoMayDoIt() {
    let code = test("register", .unique, ["sail"])
    #expect(code.contains("state[\"_user_id\"] = str(user_id)"))
    #expect(code.contains("is_harbor_master=True"))
    #expect(code.contains("signed_in(client, user_id).post(\"/boats/new\""))
  }

  @Test func forgetsWhoIsSignedInWhereAContextStaysOpen() {
    let shared = Self.flask.map { file in
      guard file.path == "tests/conftest.py" else { return file }
      return SourceFile(
        path: file.path,
        text: """
          import pytest

          from harbor import create_app


          @pytest.fixture(scope="session")
          def app():
              app = create_app()
              with app.app_context():
                  yield app


          @pytest.fixture
          def client(app):
              return app.test_client()
          """)
    }
    let code = test("register", .unique, ["sail"], in: shared)
    #expect(code.contains("@pytest.fixture(autouse=True)\ndef own_context(app):"))
    #expect(!test("register", .unique, ["sail"]).contains("own_context"))
  }

  @Test func leavesOthersUnknown() {
    let code = test("register_freely", .unique, ["sail"])
    #expect(code.contains("client.post(\"/boats/free\""))
    #expect(!code.contains("signed_in"))
  }

  @Test func givesFieldsWhatTheirRulesTake() {
    let code = test("register", .unique, ["sail"])
    #expect(code.contains("\"word\": \"Sample1Sam\""))
    #expect(code.contains("\"word_again\": \"Sample1Sam\""))
    #expect(code.contains("\"sail\": \"BCD-"))
    #expect(!code.contains("sail=\"Sample1\""))
  }

  @Test func turnsAnOrderOfTwoColumnsRound() {
    let code = test("register", .check, [], constraint: "boats_days")
    #expect(code.contains("test_register_refuses_first_day_beyond_last_day"))
    #expect(code.contains("\"first_day\": \"2031-05-18\""))
    #expect(code.contains("test_register_takes_first_day_below_last_day"))
  }

  // MARK: - FastAPI

  private static let fastAPI = [
    SourceFile(
      path: "harbor/main.py",
      text: """
        from fastapi import FastAPI

        from harbor.boats import router

        app = FastAPI()
        app.include_router(router)
        """),
    SourceFile(
      path: "harbor/models.py",
      text: """
        from sqlalchemy import String
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


        class Base(DeclarativeBase):
            pass


        class User(Base):
            __tablename__ = "users"

            id: Mapped[int] = mapped_column(primary_key=True)
            email: Mapped[str] = mapped_column(String(80), unique=True)


        class Boat(Base):
            __tablename__ = "boats"

            id: Mapped[int] = mapped_column(primary_key=True)
            sail: Mapped[str] = mapped_column(String(12), unique=True)
        """),
    SourceFile(
      path: "harbor/deps.py",
      text: """
        from typing import Annotated

        from fastapi import Depends, HTTPException
        from sqlalchemy.orm import Session

        from harbor.models import User


        def get_db():
            with SessionLocal() as session:
                yield session


        def get_current_user(session: Session = Depends(get_db)) -> User:
            raise HTTPException(401)


        CurrentUser = Annotated[User, Depends(get_current_user)]
        """),
    SourceFile(
      path: "harbor/boats.py",
      text: """
        from fastapi import APIRouter, Depends
        from pydantic import BaseModel
        from sqlalchemy.orm import Session

        from harbor.deps import CurrentUser, get_db
        from harbor.models import Boat

        router = APIRouter()


        class BoatIn(BaseModel):
            sail: str


        @router.post("/boats")
        def register(data: BoatIn, user: CurrentUser, session: Session = Depends(get_db)):
            boat = Boat(sail=data.sail)
            session.add(boat)
            session.commit()
            return {"id": boat.id}
        """),
    SourceFile(
      path: "tests/conftest.py",
      text: """
        import pytest
        from fastapi.testclient import TestClient

        from harbor.main import app


        @pytest.fixture
        def session():
            with TestSession() as session:
                yield session


        @pytest.fixture
        def client(session):
            return TestClient(app)
        """),
  ]

  @Test func answersForADependencyOfAnAwaitedClient() {
    let awaited = Self.fastAPI.map { file in
      let text = file.text.replacing("def get_db", with: "async def get_db")
        .replacing("def get_current_user", with: "async def get_current_user")
        .replacing("def register", with: "async def register")
        .replacing("session.commit()", with: "await session.commit()")
        .replacing("sqlalchemy.orm import Session", with: "sqlalchemy.ext.asyncio import Session")
      guard file.path == "tests/conftest.py" else { return SourceFile(path: file.path, text: text) }
      return SourceFile(
        path: file.path,
        text: """
          import pytest
          from httpx import ASGITransport, AsyncClient

          from harbor.main import app


          @pytest.fixture
          async def session():
              async with TestSession() as session:
                  yield session


          @pytest.fixture
          async def client(session):
              transport = ASGITransport(app=app)
              async with AsyncClient(transport=transport, base_url="http://test") as client:
                  yield client
          """)
    }
    let code = test("register", .unique, ["sail"], in: awaited)
    #expect(code.contains("from harbor.main import app"))
    #expect(code.contains("overrides = app.dependency_overrides"))
    #expect(code.contains("await signed_in(client, monkeypatch, user_id).post(\"/boats\""))
  }

  @Test func answersForADependency() {
    let code = test("register", .unique, ["sail"], in: Self.fastAPI)
    #expect(code.contains("def known(session=Depends(get_db)):"))
    #expect(code.contains("monkeypatch.setitem(overrides, get_current_user, known)"))
    #expect(code.contains("signed_in(client, monkeypatch, user_id).post(\"/boats\""))
  }
}
