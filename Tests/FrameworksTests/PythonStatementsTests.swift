import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import Testing

/// Changes of Python code that runs its statements with a driver alone.
@Suite struct PythonStatementsTests {
  private static let schema = """
    # file: shop/schema.sql
    CREATE TABLE member (
      id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL
    );
    CREATE TABLE loan (
      id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES member (id)
    );

    """

  private static let view = """
    # file: shop/members.py
    from flask import Blueprint, jsonify, request

    from .db import get_db

    bp = Blueprint("members", __name__)


    @bp.post("/members")
    def join():
        data = request.get_json()
        db = get_db()
    ↓    db.execute(
            "INSERT INTO member (email, name) VALUES (?, ?)", (data["email"], data["name"])
        )
        db.commit()
        return jsonify(ok=True), 201


    """

  @Test func answersWithTheDriversOwnClass() {
    let diff = Self.diff(
      Remedy(.translateViolation, table: "member", columns: ["email"]), Self.schema + Self.view,
      ("sqlite3", "IntegrityError", "UNIQUE constraint failed: member.email"), .unique, "member",
      ["email"])
    #expect(
      diff.contains(
        """
        +    except IntegrityError as error:
        +        db.rollback()
        +        if "member.email" not in str(error):
        +            raise
        +        return jsonify(error="A member with this email already exists."), 409
        """), "\(diff)")
    #expect(diff.contains("+from sqlite3 import IntegrityError"), "\(diff)")
  }

  private static let service = """
    # file: shop/main.py
    import psycopg
    from fastapi import FastAPI, HTTPException

    from shop import queries

    app = FastAPI()


    @app.delete("/members/{member_id}", status_code=204)
    def remove(member_id: int):
        with psycopg.connect("dbname=shop") as conn:
    →        queries.delete_member(conn, member_id)


    # file: shop/queries.py
    def delete_member(conn, member_id):
        with conn.cursor() as cur:
    ↓        cur.execute("DELETE FROM member WHERE id = %s", (member_id,))

    """

  @Test func answersWhereTheRequestComesInByTheConstraintsName() {
    let diff = Self.diff(
      Remedy(.translateViolation, table: "loan", columns: ["member_id"]),
      Self.schema + Self.service,
      ("psycopg.errors", "ForeignKeyViolation", "update or delete on table"), .foreignKey, "loan",
      ["member_id"], constraint: "loan_member_id_fkey")
    #expect(
      diff.contains(
        """
        +        except psycopg.errors.ForeignKeyViolation as error:
        +            conn.rollback()
        +            if error.diag.constraint_name != "loan_member_id_fkey":
        +                raise
        """), "\(diff)")
    #expect(diff.contains("still in use"), "\(diff)")
  }

  @Test func isSilentWithoutTheNameOfTheRule() {
    let diff = Self.diff(
      Remedy(.translateViolation, table: "loan", columns: ["member_id"]),
      Self.schema + Self.service,
      ("psycopg.errors", "ForeignKeyViolation", "update or delete on table"), .foreignKey, "loan",
      ["member_id"])
    #expect(diff.isEmpty, "\(diff)")
  }

  private static let finder = """
    # file: shop/crafts.py
    def craft_id(conn, title):
        row = conn.execute("SELECT id FROM craft WHERE title = %s", (title,)).fetchone()
        if row:
            return row["id"]
    ↓    row = conn.execute(
            "INSERT INTO craft (title) VALUES (%s) RETURNING id", (title,)
        ).fetchone()
        return row["id"]

    """

  @Test func readsTheRowOfWhoeverWasQuicker() {
    let diff = Self.diff(
      Remedy(.insertOrRead, table: "craft", columns: ["title"]), Self.finder,
      ("psycopg.errors", "UniqueViolation", "duplicate key"), .unique, "craft", ["title"],
      constraint: "craft_title_key")
    #expect(diff.contains("VALUES (%s) ON CONFLICT (title) DO NOTHING RETURNING id"), "\(diff)")
    #expect(diff.contains("+    if row is None:\n+        row = conn.execute("), "\(diff)")
  }

  private static let nestedFinder = """
    # file: shop/crafts.py
    def craft_id(conn, title):
        row = conn.execute("SELECT id FROM craft WHERE title = %s", (title,)).fetchone()
        if row is None:
    ↓        row = conn.execute(
                "INSERT INTO craft (title) VALUES (%s) RETURNING id", (title,)
            ).fetchone()
        return row["id"]

    """

  @Test func goesOnWithTheRowThatWasFound() {
    let diff = Self.diff(
      Remedy(.insertOrRead, table: "craft", columns: ["title"]), Self.nestedFinder,
      ("psycopg.errors", "UniqueViolation", "duplicate key"), .unique, "craft", ["title"],
      constraint: "craft_title_key")
    #expect(diff.contains("+        if row is None:\n+            row = conn.execute("), "\(diff)")
  }

  private static let handled = """
    # file: shop/api.py
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse

    from shop.database import transaction

    app = FastAPI()


    class Refused(Exception):
        pass


    @app.exception_handler(Refused)
    def refused(request, error):
        return JSONResponse({"error": str(error)}, status_code=409)


    @app.post("/closed")
    def close():
        raise Refused("This is closed already.")


    @app.post("/members")
    def join(email: str, name: str):
        with transaction() as conn:
    ↓        conn.execute("INSERT INTO member (email, name) VALUES (%s, %s)", (email, name))
        return {}


    # file: shop/database.py
    SCHEMA = \"""
    CREATE TABLE member (id serial PRIMARY KEY, email text UNIQUE, name text NOT NULL);
    \"""

    """

  @Test func raisesTheErrorThatTheApplicationAnswers() {
    let diff = Self.diff(
      Remedy(.translateViolation, table: "member", columns: ["email"]), Self.handled,
      ("psycopg.errors", "UniqueViolation", "duplicate key"), .unique, "member", ["email"],
      constraint: "member_email_key")
    let raised = #"raise Refused("A member with this email already exists.") from error"#
    #expect(diff.contains(raised), "\(diff)")
    #expect(diff.contains("+            conn.rollback()"), "\(diff)")
  }

  @Test func isSilentInALoop() {
    let diff = Self.diff(
      Remedy(.translateViolation, table: "member", columns: ["email"]),
      Self.schema
        + Self.view.replacing(
          "↓    db.execute(", with: "    for _ in range(2):\n↓        db.execute("),
      ("sqlite3", "IntegrityError", "UNIQUE constraint failed: member.email"), .unique, "member",
      ["email"])
    #expect(diff.isEmpty, "\(diff)")
  }

  private static let signedIn = """
    # file: shop/schema.sql
    CREATE TABLE keeper (id SERIAL PRIMARY KEY, username TEXT NOT NULL UNIQUE);
    CREATE TABLE member (id SERIAL PRIMARY KEY, email TEXT NOT NULL UNIQUE);

    # file: shop/__init__.py
    from flask import Flask

    from shop.members import bp


    def create_app():
        app = Flask(__name__)
        app.register_blueprint(bp)
        return app

    # file: shop/db.py
    import psycopg2
    from flask import current_app, g


    def get_db():
        if "db" not in g:
            g.db = psycopg2.connect(current_app.config["DATABASE"])
        return g.db

    # file: shop/members.py
    from flask import Blueprint, abort, g, jsonify, request, session

    from shop.db import get_db

    bp = Blueprint("members", __name__)


    @bp.post("/login")
    def login():
        cur = get_db().cursor()
        cur.execute("SELECT * FROM keeper WHERE username = %s", (request.form["username"],))
        keeper = cur.fetchone()
        if keeper is None:
            abort(403)
        session["keeper_id"] = keeper["id"]
        return jsonify(ok=True)


    def login_required(view):
        def wrapped(**kwargs):
            if session.get("keeper_id") is None:
                abort(403)
            return view(**kwargs)

        return wrapped


    @bp.post("/members")
    @login_required
    def join():
        email = request.get_json()["email"]
        db = get_db()
        cur = db.cursor()
        cur.execute("SELECT id FROM member WHERE email = %s", (email,))
        if cur.fetchone() is not None:
            return jsonify(error="taken"), 409
    ↓    cur.execute("INSERT INTO member (email) VALUES (%s)", (email,))
        db.commit()
        return jsonify(ok=True), 201

    # file: tests/conftest.py
    import pytest

    from shop import create_app


    @pytest.fixture
    def app():
        yield create_app()


    @pytest.fixture
    def client(app):
        return app.test_client()

    """

  @Test func signsInByTheSessionOfFlask() {
    let remedy = Remedy(.translateViolation, table: "member", columns: ["email"])
    let failure = Self.failure(
      Self.signedIn, ("psycopg2.errors", "UniqueViolation", "duplicate key"), .unique, "member",
      ["email"], constraint: "member_email_key")
    guard let framework = Framework.recognised(in: failure) else {
      Issue.record("no framework")
      return
    }
    #expect(framework.name == "python")
    let tests = framework.tests(for: [remedy], of: failure, framework.facts(of: failure))
    let code = tests.map(\.code).joined(separator: "\n")
    #expect(code.contains("state[\"keeper_id\"] = user_id"), "\(code)")
    #expect(
      code.contains("signed_in(app.test_client(), keeper_id).post(\"/members\""), "\(code)")
    #expect(code.contains("{**kwargs, \"connection_factory\": Connection}"), "\(code)")
  }

  private static func diff(
    _ remedy: Remedy, _ text: String, _ raised: (module: String, type: String, value: String),
    _ kind: ConstraintViolation.Kind, _ table: String, _ columns: [String],
    constraint: String? = nil
  ) -> String {
    let failure = failure(text, raised, kind, table, columns, constraint: constraint)
    guard let framework = Framework.recognised(in: failure) else { return "" }
    let fixes = framework.fixes(for: remedy, of: failure, framework.facts(of: failure))
    return fixes.map(\.diff).joined(separator: "\n")
  }

  private static func failure(
    _ text: String, _ raised: (module: String, type: String, value: String),
    _ kind: ConstraintViolation.Kind, _ table: String, _ columns: [String],
    constraint: String? = nil
  ) -> Failure {
    var failure = PythonProject(text).failure(
      kind: kind, table: table, columns: columns, library: "")
    failure.violation?.constraint = constraint
    failure.event.exceptions = [
      Exception(type: raised.type, module: raised.module, value: raised.value)
    ]
    return failure
  }
}
