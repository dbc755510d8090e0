import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Classes of views, values that pass through several functions, and rules that a model holds.
@Suite struct SQLAlchemyLayersTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = SourceFile(
    path: "yard/models.py",
    text: """
      from sqlalchemy.orm import validates

      from yard.database import db


      class Tool(db.Model):
          __tablename__ = "tools"
          __table_args__ = (
              db.CheckConstraint("state IN ('new', 'worn')", name="tools_state"),
          )

          id = db.Column(db.Integer, primary_key=True)
          code = db.Column(db.String(20), unique=True, nullable=False)
          serial = db.Column(db.String(20), unique=True)
          state = db.Column(db.String(10), nullable=False, default="new")

          @validates("code")
          def clean(self, key, value):
              return value.strip().upper()
      """)

  private static let database = SourceFile(
    path: "yard/database.py",
    text: """
      from flask_sqlalchemy import SQLAlchemy

      db = SQLAlchemy()
      """)

  private static let repository = SourceFile(
    path: "yard/repository.py",
    text: """
      from yard.database import db
      from yard.models import Tool


      class Tools:
          def get(self, tool_id):
              return db.session.get(Tool, tool_id)

          def coded(self, code):
              return db.session.scalar(db.select(Tool).where(Tool.code == code))

          def add(self, code):
              tool = Tool(code=code)
              db.session.add(tool)
              db.session.commit()
              return tool

          def change(self, tool, **values):
              for name, value in values.items():
                  setattr(tool, name, value)
              db.session.commit()

          def copy(self, tool):
              copy = Tool(code=tool.code + "-2", serial=tool.serial)
              db.session.add(copy)
              db.session.commit()
              return copy
      """)

  private static let service = SourceFile(
    path: "yard/service.py",
    text: """
      from yard.repository import Tools

      tools = Tools()


      def register(code):
          return tools.add(code)
      """)

  private static let views = SourceFile(
    path: "yard/views.py",
    text: """
      from flask import Blueprint, jsonify, request
      from flask.views import MethodView

      from yard import service
      from yard.repository import Tools

      bp = Blueprint("tools", __name__, url_prefix="/yard")
      tools = Tools()


      class ToolList(MethodView):
          def post(self):
              data = request.get_json()
              tool = service.register(data["code"])
              return jsonify(id=tool.id), 201


      class ToolView(MethodView):
          def patch(self, tool_id):
              tool = tools.get(tool_id)
              data = request.get_json()
              tools.change(tool, serial=data["serial"], state=data["state"])
              return jsonify(id=tool.id)

          def post(self, tool_id):
              tool = tools.get(tool_id)
              copy = tools.copy(tool)
              return jsonify(id=copy.id), 201


      def coded():
          data = request.get_json()
          if tools.coded(data["code"]):
              return jsonify(error="This code is taken."), 409
          tools.add(data["code"])
          return "", 201


      bp.add_url_rule("/tools", view_func=ToolList.as_view("tools"))
      bp.add_url_rule("/tools/<int:tool_id>", view_func=ToolView.as_view("tool"))
      bp.add_url_rule("/coded", view_func=coded, methods=["POST"])
      """)

  private static let fixtures = SourceFile(
    path: "tests/conftest.py",
    text: """
      import pytest

      from yard import create_app


      @pytest.fixture
      def app(tmp_path):
          yield create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/yard.db"})


      @pytest.fixture
      def client(app):
          return app.test_client()
      """)

  private static let application = SQLAlchemyApp(
    files: [models, database, repository, service, views, fixtures])

  private func written(
    _ places: [Place], _ kind: ConstraintViolation.Kind, _ columns: [String],
    constraint: String? = nil, _ remedies: [Remedy.Kind]
  ) -> (diff: String, test: String) {
    let bug = SQLAlchemyBug(
      "layers", in: Self.application, places, kind, "tools", columns, constraint: constraint,
      remedies)
    return (
      bug.fixes(in: Self.application).plan.map(\.diff).joined(separator: "\n"),
      bug.tests(in: Self.application).map(\.code).joined(separator: "\n")
    )
  }

  @Test func answersInAMethodOfAClassOfViews() {
    let (diff, test) = written(
      [
        Place("yard/views.py", "post", "service.register("),
        Place("yard/service.py", "register", "tools.add("),
        Place("yard/repository.py", "add", "commit()"),
      ], .unique, ["code"], [.validateOnPath, .translateViolation])
    #expect(diff.contains("+        if db.session.scalar("))
    #expect(diff.contains("data[\"code\"]"))
    #expect(test.contains("client.post(\"/yard/tools\", json=payload)"))
  }

  @Test func keepsAChangedRowsOwnValue() {
    let (diff, test) = written(
      [
        Place("yard/views.py", "patch", "tools.change("),
        Place("yard/repository.py", "change", "commit()"),
      ], .unique, ["serial"], [.validateOnPath, .translateViolation])
    #expect(diff.contains("Tool.serial == data[\"serial\"], Tool.id != tool.id"))
    #expect(test.contains("client.patch(f\"/yard/tools/{"))
  }

  @Test func asksForAKnownText() {
    let (diff, test) = written(
      [
        Place("yard/views.py", "patch", "tools.change("),
        Place("yard/repository.py", "change", "commit()"),
      ], .check, [], constraint: "tools_state", [.limitInput])
    #expect(diff.contains("+        if data[\"state\"] not in (\"new\", \"worn\"):"))
    #expect(test.contains("something-else"))
  }

  @Test func leavesAUniqueValueOutOfACopy() {
    let (diff, test) = written(
      [
        Place("yard/views.py", "post", "tools.copy("),
        Place("yard/repository.py", "copy", "commit()"),
      ], .unique, ["serial"], [.resetCopiedValue])
    #expect(diff.contains("serial=None"))
    #expect(test.contains("serial=\"Sample1\""))
  }

  @Test func leavesAComputedValueOfACopyAlone() {
    let (diff, _) = written(
      [
        Place("yard/views.py", "post", "tools.copy("),
        Place("yard/repository.py", "copy", "commit()"),
      ], .unique, ["state"], [.resetCopiedValue])
    #expect(diff.isEmpty)
  }

  @Test func looksUpAsTheModelWrites() {
    let (diff, test) = written(
      [
        Place("yard/views.py", "coded", "tools.add("),
        Place("yard/repository.py", "add", "commit()"),
      ], .unique, ["code"], [.normalize, .translateViolation])
    #expect(diff.contains("Tool.code == code.strip().upper()"))
    #expect(test.contains("client.post(\"/yard/coded\""))
  }
}
