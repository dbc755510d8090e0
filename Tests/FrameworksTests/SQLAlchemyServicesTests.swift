import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Writes that sit in services and repositories, and bodies that schemas read.
@Suite struct SQLAlchemyServicesTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = SourceFile(
    path: "pier/models.py",
    text: """
      from sqlalchemy import String
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


      class Base(DeclarativeBase):
          pass


      class Boat(Base):
          __tablename__ = "boats"

          id: Mapped[int] = mapped_column(primary_key=True)
          sail: Mapped[str] = mapped_column(String(8), unique=True)
          name: Mapped[str] = mapped_column(String(30))
      """)

  private static func repository(session: String) -> SourceFile {
    SourceFile(
      path: "pier/repository.py",
      text: """
        from sqlalchemy import insert
        from sqlalchemy.ext.asyncio import AsyncSession

        from pier.models import Boat


        class BoatRepository:
            def __init__(self, session: AsyncSession):
                self.\(session) = session

            async def add(self, data):
                result = await self.\(session).execute(
                    insert(Boat).values(**data.model_dump()).returning(Boat.id)
                )
                await self.\(session).commit()
                return result.scalar_one()

            async def change(self, boat: Boat, values: dict):
                for name, value in values.items():
                    setattr(boat, name, value)
                await self.\(session).commit()
        """)
  }

  private static let routes = SourceFile(
    path: "pier/routes.py",
    text: """
      from fastapi import APIRouter, Depends, HTTPException
      from pydantic import BaseModel

      from pier.repository import BoatRepository
      from pier.wiring import get_boats

      router = APIRouter()


      class BoatIn(BaseModel):
          sail: str
          name: str


      class BoatChange(BaseModel):
          sail: str | None = None
          name: str | None = None


      @router.post("/boats")
      async def register(data: BoatIn, boats: BoatRepository = Depends(get_boats)):
          return {"id": await boats.add(data)}


      @router.patch("/boats/{boat_id}")
      async def change(
          boat_id: int, data: BoatChange, boats: BoatRepository = Depends(get_boats)
      ):
          boat = await boats.get(boat_id)
          if boat is None:
              raise HTTPException(404, "No such boat.")
          await boats.change(boat, data.model_dump(exclude_unset=True))
      """)

  private func diff(
    _ files: [SourceFile], _ places: [Place], _ kind: ConstraintViolation.Kind,
    _ columns: [String], _ remedies: [Remedy.Kind]
  ) -> String {
    let app = SQLAlchemyApp(files: [Self.models] + files)
    let bug = SQLAlchemyBug("services", in: app, places, kind, "boats", columns, remedies)
    return bug.fixes(in: app).plan.map(\.diff).joined(separator: "\n")
  }

  private static let added = [
    Place("pier/routes.py", "register", "boats.add(data)"),
    Place("pier/repository.py", "add", "execute("),
  ]

  @Test func rollsTheRepositorysSessionBack() {
    let diff = diff(
      [Self.repository(session: "session"), Self.routes], Self.added, .unique, ["sail"],
      [.validateOnPath, .translateViolation])
    #expect(diff.contains("+        await boats.session.rollback()"))
    #expect(diff.contains("+++ b/pier/routes.py"))
  }

  @Test func leavesAPrivateSessionAlone() {
    let diff = diff(
      [Self.repository(session: "_session"), Self.routes], Self.added, .unique, ["sail"],
      [.validateOnPath, .translateViolation])
    #expect(diff.isEmpty)
  }

  @Test func limitsWhatAStatementTakesAsAWhole() {
    let diff = diff(
      [Self.repository(session: "session"), Self.routes], Self.added, .length, ["name"],
      [.limitInput])
    #expect(diff.contains("+    name: str = Field(max_length=30)"))
  }

  private static let fleet = [
    SourceFile(path: "pier/fleet/__init__.py", text: "from .boats import boat\n"),
    SourceFile(
      path: "pier/fleet/base.py",
      text: """
        class Base:
            def __init__(self, model):
                self.model = model

            def create(self, session, *, given):
                row = self.model(**given.model_dump())
                session.add(row)
                session.commit()
                return row
        """),
    SourceFile(
      path: "pier/fleet/boats.py",
      text: """
        from pier.fleet.base import Base
        from pier.models import Boat


        class Boats(Base):
            def by_sail(self, session, *, sail):
                return session.query(Boat).filter(Boat.sail == sail).first()


        boat = Boats(Boat)
        """),
    SourceFile(
      path: "pier/desk.py",
      text: """
        from fastapi import APIRouter, Depends, HTTPException
        from pydantic import BaseModel
        from sqlalchemy.orm import Session

        from pier import fleet
        from pier.wiring import get_session

        router = APIRouter()


        class BoatIn(BaseModel):
            sail: str
            name: str


        @router.post("/boats")
        def enter(given: BoatIn, session: Session = Depends(get_session)):
            if fleet.boat.by_sail(session, sail=given.sail):
                raise HTTPException(status_code=400, detail="Known")
            return {"id": fleet.boat.create(session, given=given).id}
        """),
  ]

  @Test func seesTheLookUpOfAnObjectThatAnotherFileMakes() {
    let diff = diff(
      Self.fleet,
      [
        Place("pier/desk.py", "enter", "fleet.boat.create("),
        Place("pier/fleet/base.py", "create", "commit()"),
      ], .unique, ["sail"], [.insertOrRead, .translateViolation])
    #expect(diff.contains("+        raise HTTPException(status_code=400, detail=\"Known\")"))
  }

  @Test func refusesOnlyANullWhereWhatIsSentIsWritten() {
    let diff = diff(
      [Self.repository(session: "session"), Self.routes],
      [
        Place("pier/routes.py", "change", "boats.change("),
        Place("pier/repository.py", "change", "commit()"),
      ], .notNull, ["name"], [.requireValue])
    #expect(diff.contains("+    @field_validator(\"name\")"))
    #expect(!diff.contains("-    name: str | None = None"))
  }

  private static func schemas(_ field: String) -> [SourceFile] {
    [
      SourceFile(
        path: "pier/schemas.py",
        text: """
          from marshmallow import Schema, fields


          class BoatSchema(Schema):
              sail = fields.String(required=True)
              name = \(field)
          """),
      SourceFile(
        path: "pier/views.py",
        text: """
          from flask import Blueprint, jsonify, request

          from pier.fleet import register_boat
          from pier.schemas import BoatSchema

          boats = Blueprint("boats", __name__)


          @boats.post("/boats")
          def register():
              data = BoatSchema().load(request.get_json())
              return jsonify(id=register_boat(**data).id), 201
          """),
      SourceFile(
        path: "pier/fleet.py",
        text: """
          from pier.database import db
          from pier.models import Boat


          def register_boat(sail, name=None):
              boat = Boat(sail=sail, name=name)
              db.session.add(boat)
              db.session.commit()
              return boat
          """),
    ]
  }

  private static let registered = [
    Place("pier/views.py", "register", "register_boat(**data)"),
    Place("pier/fleet.py", "register_boat", "commit()"),
  ]

  @Test func demandsAFieldOfASchema() {
    let diff = diff(
      Self.schemas("fields.String()"), Self.registered, .notNull, ["name"], [.requireValue])
    #expect(diff.contains("+    name = fields.String(required=True)"))
  }

  @Test func leavesADefaultOfASchemaAlone() {
    let diff = diff(
      Self.schemas("fields.String(load_default=\"\")"), Self.registered, .notNull, ["name"],
      [.requireValue])
    #expect(!diff.contains("required=True)"))
  }

  @Test func limitsAFieldOfASchema() {
    let diff = diff(
      Self.schemas("fields.String(required=True)"), Self.registered, .length, ["name"],
      [.limitInput])
    #expect(
      diff.contains("fields.String(required=True, validate=validate.Length(max=30))"))
  }

  @Test func leavesALimitOfASchemaAlone() {
    let diff = diff(
      Self.schemas("fields.String(validate=validate.Length(max=20))"), Self.registered, .length,
      ["name"], [.limitInput])
    #expect(diff.isEmpty)
  }
}
