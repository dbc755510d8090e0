import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Shapes of code around a write, each as small as it can be.
@Suite struct SQLAlchemyShapesTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = SourceFile(
    path: "pier/models.py",
    text: """
      from enum import StrEnum
      from typing import Annotated

      from fastapi import Depends
      from sqlalchemy import String
      from sqlalchemy.ext.asyncio import AsyncSession
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

      from pier.database import get_session

      Session = Annotated[AsyncSession, Depends(get_session)]


      class Base(DeclarativeBase):
          pass


      class Rig(StrEnum):
          sloop = "sloop"
          ketch = "ketch"


      class Boat(Base):
          __tablename__ = "boats"

          id: Mapped[int] = mapped_column(primary_key=True)
          sail: Mapped[str] = mapped_column(String(8), unique=True)
          rig: Mapped[str] = mapped_column(String(10))
      """)

  private func changes(
    _ text: String, _ function: String, _ code: String, path: String = "pier/views.py",
    _ remedies: [Remedy.Kind] = [.validateOnPath, .translateViolation]
  ) -> String {
    let app = SQLAlchemyApp(files: [Self.models, SourceFile(path: path, text: text)])
    let bug = SQLAlchemyBug(
      "shape", in: app, [Place(path, function, code)], .unique, "boats", ["sail"], remedies)
    return bug.fixes(in: app).plan.map(\.diff).joined(separator: "\n")
  }

  @Test func awaitsASessionWhoseAnnotationHasAName() {
    let diff = changes(
      """
      from fastapi import APIRouter
      from pydantic import BaseModel

      from pier.models import Boat, Session

      router = APIRouter()


      class BoatIn(BaseModel):
          sail: str
          rig: str


      @router.post("/boats")
      async def register(data: BoatIn, session: Session):
          session.add(Boat(sail=data.sail, rig=data.rig))
          return await save(session)


      async def save(session: Session):
          await session.commit()
      """, "register", "save(session)")
    #expect(diff.contains("await session.rollback()"))
    #expect(!diff.contains("if session.scalar("))
  }

  @Test func looksForNothingThatOnlyAComprehensionKnows() {
    let diff = changes(
      """
      from flask import Blueprint, jsonify, request

      from .extensions import db
      from .models import Boat

      boats = Blueprint("boats", __name__)


      @boats.post("/boats/import")
      def import_boats():
          rows = request.get_json()
          db.session.add_all([Boat(sail=row["sail"], rig="sloop") for row in rows])
          db.session.commit()
          return jsonify(count=len(rows)), 201
      """, "import_boats", "commit()")
    #expect(diff.contains("except IntegrityError"))
    #expect(!diff.contains("select(Boat)") && !diff.contains("filter_by"))
  }

  @Test func refusesInTheShapeOfTheFile() {
    let diff = changes(
      """
      from flask import Blueprint, jsonify, request

      from .extensions import db
      from .models import Boat

      boats = Blueprint("boats", __name__)


      @boats.post("/boats")
      def register():
          payload = request.get_json()
          if not payload.get("rig"):
              return jsonify(errors={"rig": ["Required."]}), 400
          db.session.add(Boat(sail=payload["sail"], rig=payload["rig"]))
          db.session.commit()
          return jsonify(ok=True), 201
      """, "register", "commit()")
    #expect(
      diff.contains(
        "return jsonify(errors={\"sail\": [\"A boat with this sail already exists.\"]}), 409"))
  }
}
