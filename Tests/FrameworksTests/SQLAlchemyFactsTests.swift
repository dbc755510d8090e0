import DatabaseErrors
import Frameworks
import Testing

@Suite struct SQLAlchemyFactsTests {
  static let models = """
    # file: harbour/models.py
    import uuid
    from sqlalchemy import (
        CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, func,
    )
    from sqlalchemy.orm import Mapped, declarative_base, mapped_column

    Base = declarative_base()


    class Pier(Base):
        __tablename__ = "piers"
        id = Column(Integer, primary_key=True)
        name = Column(String(20), nullable=False, unique=True)


    class Boat(Base):
        __tablename__ = "boats"
        id: Mapped[int] = mapped_column(primary_key=True)
        number: Mapped[str] = mapped_column("boat_number", String(12), unique=True)
        token: Mapped[str] = mapped_column(String(36), default=lambda: str(uuid.uuid4()))
        pier_id: Mapped[int | None] = mapped_column(ForeignKey("piers.id", ondelete="CASCADE"))
        berths: Mapped[int] = mapped_column(server_default="0")
        __table_args__ = (
            UniqueConstraint("pier_id", "berths", name="uq_place"),
            Index("ix_open", "token", unique=True, postgresql_where=text("left_on IS NULL")),
            CheckConstraint("berths >= 0", name="berths_positive"),
        )


    crew = Table(
        "crew",
        Base.metadata,
        Column("boat_id", Integer, ForeignKey("boats.id"), primary_key=True),
        Column("sailor", String(30), primary_key=True),
        UniqueConstraint("sailor", name="uq_sailor"),
    )


    """

  static let flush = "sqlalchemy.orm.session commit"
  static let execute = "sqlalchemy.engine.base execute"

  static let examples = [
    PythonFactsExample(
      "the declared table",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def enter(session, number):
          session.add(Boat(number=number))
      ↓    session.commit()
      """,
      shows: [
        "relation boats", "column boat_number 12", "column id generated",
        "column pier_id null -> piers", "column berths default", "primaryKey id",
        "unique boat_number", "foreignKey pier_id on delete cascade",
        "unique pier_id,berths uq_place",
        #"unique token ix_open where text("left_on IS NULL")"#,
        "check  berths_positive of berths >= 0", "writes boat_number", "writes at 4",
        "operation commit", "token from generator", "whole function", "whole source",
      ], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "a table of Core and its keys",
      """
      # file: harbour/routes.py
      from sqlalchemy import insert
      from harbour.models import crew

      def enrol(conn, boat_id, sailor):
      ↓    conn.execute(insert(crew).values(boat_id=boat_id, sailor=sailor))
      """,
      shows: [
        "relation crew", "primaryKey boat_id,sailor", "unique sailor uq_sailor", "writes sailor",
        "operation create",
      ], hides: ["column boat_id generated"], table: "crew", columns: ["sailor"], library: execute),
    PythonFactsExample(
      "a query of the old style guards the commit",
      """
      # file: harbour/routes.py
      from flask import request
      from harbour.models import Boat

      @app.route("/boats", methods=["POST"])
      def enter():
          number = request.form["number"]
          if session.query(Boat).filter_by(number=number).first():
              return "taken", 409
          boat = Boat(number=number)
          session.add(boat)
      ↓    session.commit()
      """,
      shows: ["looks for boat_number guards", "boat_number from client", "writes at 9"],
      hides: ["writesMany", "looks for boat_number open"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "the look-up has other columns",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def enter(session, number, pier_id):
          known = session.query(Boat).filter(Boat.number == number, Boat.pier_id == pier_id).one_or_none()
          if known is None:
              session.add(Boat(number=number, pier_id=pier_id))
      ↓    session.commit()
      """,
      shows: ["looks for boat_number,pier_id guards", "writes boat_number"],
      hides: ["looks for boat_number guards"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "select of the new style, awaited, in two steps",
      """
      # file: harbour/routes.py
      from fastapi import APIRouter
      from pydantic import BaseModel
      from sqlalchemy import func, select
      from harbour.models import Boat

      class BoatIn(BaseModel):
          number: str
          berths: int

      @router.post("/boats")
      async def enter(payload: BoatIn, session):
          stmt = select(Boat).where(func.lower(Boat.number) == payload.number.lower())
          result = await session.execute(stmt)
          if result.scalar_one_or_none() is not None:
              raise HTTPException(409)
          boat = Boat(**payload.model_dump())
          session.add(boat)
      ↓    await session.commit()
      """,
      shows: [
        "looks for boat_number guards folds", "foldsBeforeLook", "boat_number from client",
        "validated by BoatIn", "writes berths",
      ], hides: ["foldsBeforeWrite", "writes pier_id"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "a helper that looks",
      """
      # file: harbour/routes.py
      from sqlalchemy import exists, select
      from harbour.models import Boat

      def is_taken(session, number):
          return session.scalar(select(exists().where(Boat.number == number)))

      def enter(session, number):
          if is_taken(session, number):
              raise ValueError("taken")
          session.add(Boat(number=number))
      ↓    session.flush()
      """,
      shows: ["looks for boat_number guards"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "added by a repository that the commit follows",
      """
      # file: harbour/repository.py
      from harbour.models import Boat

      class Boats:
          def __init__(self, session):
              self.session = session

          def add(self, number):
              boat = Boat(number=number)
              self.session.add(boat)
              return boat

      # file: harbour/routes.py
      from harbour.repository import Boats

      def enter(session, number):
          boats = Boats(session)
          boats.add(number)
      ↓    session.commit()
      """,
      shows: ["writes boat_number", "writes at 8"], hides: ["looks for boat_number guards"],
      table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "an upsert on a conflict target",
      """
      # file: harbour/routes.py
      from sqlalchemy.dialects.postgresql import insert
      from harbour.models import Boat

      def enter(session, number, pier_id):
          stmt = insert(Boat).values(number=number, pier_id=pier_id)
          stmt = stmt.on_conflict_do_update(index_elements=["pier_id", "berths"], set_={"token": "x"})
      ↓    session.execute(stmt)
      """,
      shows: ["on_conflict_do_update by pier_id,berths", "operation upsert", "writes boat_number"],
      table: "boats", columns: ["boat_number"], library: execute),
    PythonFactsExample(
      "a hook of somebody",
      """
      # file: harbour/routes.py
      from fastapi import APIRouter
      from harbour.models import Boat

      router = APIRouter()

      @router.post("/hooks/registry")
      def registered(data: dict, session):
          session.add(Boat(number=data["number"]))
      ↓    session.commit()
      """,
      shows: ["in webhook"], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "hooks that a shop sells",
      """
      # file: harbour/routes.py
      from fastapi import APIRouter
      from harbour.models import Boat

      router = APIRouter()

      @router.put("/hooks/{hook_id}")
      def sell(hook_id: int, data: dict, session):
          session.add(Boat(number=data["number"]))
      ↓    session.commit()
      """,
      hides: ["in webhook"], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "the largest number, taken out of a result that has a name",
      """
      # file: harbour/routes.py
      from sqlalchemy import func, select
      from harbour.models import Boat

      def next_number(session):
          last = session.execute(select(func.max(Boat.number)))
          return (last.scalar() or 0) + 1

      def enter(session):
          number = next_number(session)
          session.add(Boat(number=number))
      ↓    session.commit()
      """,
      shows: ["boat_number from computedFromRows"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "merge goes by the key",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def enter(session, number):
      ↓    session.merge(Boat(id=7, number=number))
      """,
      shows: ["merge by id", "setsKeyExplicitly"], table: "boats", columns: ["boat_number"],
      library: "sqlalchemy.orm.session merge"),
    PythonFactsExample(
      "read, changed and committed",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def take(session, pk):
          boat = session.get(Boat, pk)
          boat.berths -= 1
      ↓    session.commit()
      """,
      shows: ["readsThenSaves", "operation commit", "writes berths"], kind: .check, table: "boats",
      columns: ["berths"], library: flush),
    PythonFactsExample(
      "the database subtracts",
      """
      # file: harbour/routes.py
      from sqlalchemy import update
      from harbour.models import Boat

      def take(session, pk):
      ↓    session.execute(update(Boat).where(Boat.id == pk).values(berths=Boat.berths - 1))
      """,
      shows: ["operation update"], hides: ["readsThenSaves"], kind: .check, table: "boats",
      columns: ["berths"], library: execute),
    PythonFactsExample(
      "the largest plus one",
      """
      # file: harbour/routes.py
      from sqlalchemy import func, select
      from harbour.models import Boat

      def enter(session):
          top = session.scalar(select(func.max(Boat.number))) or 0
          session.add(Boat(number=top + 1))
      ↓    session.commit()
      """,
      shows: ["boat_number from computedFromRows"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "rows of an object that is made before them",
      """
      # file: harbour/routes.py
      from harbour.models import Boat, Pier

      def build(session, name, numbers):
          pier = Pier(name=name)
          session.add(pier)
          session.flush()
          for number in numbers:
              session.add(Boat(number=number, pier_id=pier.id))
      ↓    session.commit()
      """,
      shows: ["pier_id from madeBefore"], table: "boats", columns: ["pier_id", "boat_number"],
      library: flush),
    PythonFactsExample(
      "caught with and without a savepoint",
      """
      # file: harbour/routes.py
      from sqlalchemy.exc import IntegrityError
      from harbour.models import Boat

      def enter(session, number):
          try:
              with session.begin_nested():
                  session.add(Boat(number=number))
      ↓            session.flush()
          except IntegrityError:
              return None
      """,
      shows: ["handler with savepoint", "expectsViolation", "inTransaction"],
      hides: ["catchesWithoutSavepoint"], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "a parent is read and another table written",
      """
      # file: harbour/routes.py
      from harbour.models import Boat, Pier

      def enter(session, pier_id, number):
          pier = session.get(Pier, pier_id)
          session.add(Pier(name="new"))
          session.add(Boat(number=number, pier_id=pier.id))
      ↓    session.commit()
      """,
      shows: ["reads parent piers", "writes at 6"], hides: ["also writes boats"], kind: .foreignKey,
      table: "boats", columns: ["pier_id"], library: flush),
    PythonFactsExample(
      "added twice",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def enter(session, number):
          session.add(Boat(number=number))
          remember(session)
          session.add(Boat(number=number))
      ↓    session.commit()
      """,
      shows: ["also writes boats"], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "two different ones are added",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def enter(session, number, other):
          session.add(Boat(number=number))
          session.add(Boat(number=other))
      ↓    session.commit()
      """,
      hides: ["also writes boats"], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "a listener writes the row as well, and a transaction ends",
      """
      # file: harbour/events.py
      from sqlalchemy import event
      from harbour.models import Boat, Pier

      @event.listens_for(Pier, "after_insert")
      def make_boat(mapper, connection, pier):
          connection.execute(Boat.__table__.insert().values(number="1", pier_id=pier.id))

      # file: harbour/routes.py
      from harbour.models import Boat, Pier

      def enter(name):
      ↓    with Session.begin() as session:
              pier = Pier(name=name)
              session.add(pier)
              session.flush()
              session.add(Boat(number="1", pier_id=pier.id))
      """,
      shows: ["also writes boats in callback", "writes at 8", "writes boat_number"], table: "boats",
      columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "values of a row are taken over, and one is changed",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def copy(session, pk, name):
          old = session.get(Boat, pk)
          values = {c.key: getattr(old, c.key) for c in Boat.__table__.columns}
          boat = Boat(**values)
          boat.token = name
          session.add(boat)
      ↓    session.commit()
      """,
      shows: ["boat_number from copied", "writes at 6"], table: "boats", columns: ["boat_number"],
      library: flush),
    PythonFactsExample(
      "a helper that remembers its answers",
      """
      # file: harbour/routes.py
      import functools
      from sqlalchemy import select
      from harbour.models import Boat

      @functools.cache
      def boat_id(session, number):
          return session.scalars(select(Boat.id).where(Boat.number == number)).first()

      def enter(session, number):
          if boat_id(session, number) is None:
              session.add(Boat(number=number))
      ↓        session.commit()
      """,
      shows: ["looksInStaleRows", "looks for boat_number guards"], table: "boats",
      columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "two rows change places",
      """
      # file: harbour/routes.py
      from harbour.models import Boat

      def swap(session, one, two):
          first = session.get(Boat, one)
          second = session.get(Boat, two)
          first.number, second.number = second.number, first.number
      ↓    session.commit()
      """,
      shows: ["movesKeysOneByOne"], hides: ["writesMany"], table: "boats",
      columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "rows exchanged for new ones",
      """
      # file: harbour/routes.py
      from harbour.models import Boat, Pier

      def replace(session, pier, numbers):
          pier = session.get(Pier, pier)
          pier.boats = [Boat(berths=berth) for berth in numbers]
      ↓    session.commit()
      """,
      shows: ["removalIsSentLast"], table: "boats", columns: ["pier_id", "berths"],
      library: flush),
    PythonFactsExample(
      "rows exchanged for new ones whose key may be in use elsewhere",
      """
      # file: harbour/routes.py
      from harbour.models import Boat, Pier

      def replace(session, pier, numbers):
          pier = session.get(Pier, pier)
          pier.boats = [Boat(number=number) for number in numbers]
      ↓    session.commit()
      """,
      hides: ["removalIsSentLast"], table: "boats", columns: ["boat_number"], library: flush),
    PythonFactsExample(
      "rows added to others",
      """
      # file: harbour/routes.py
      from harbour.models import Boat, Pier

      def add(session, pier, numbers):
          pier = session.get(Pier, pier)
          pier.boats.extend(Boat(berths=berth) for berth in numbers)
      ↓    session.commit()
      """,
      hides: ["removalIsSentLast"], table: "boats", columns: ["pier_id", "berths"],
      library: flush),
    PythonFactsExample(
      "a column of a row that a cursor has fetched",
      """
      # file: harbour/routes.py
      def double(cursor, boat):
          old = cursor.execute("SELECT boat_number, berths FROM boats WHERE id = ?", [boat]).fetchone()
      ↓    cursor.execute("INSERT INTO boats (boat_number, berths) VALUES (?, ?)", [old[0], old[1]])
      """,
      shows: ["boat_number from copied"], table: "boats", columns: ["boat_number"],
      library: execute),
    PythonFactsExample(
      "a number behind the last one that a cursor has fetched",
      """
      # file: harbour/routes.py
      def enter(cursor, berths):
          cursor.execute("SELECT boat_number FROM boats ORDER BY boat_number DESC LIMIT 1")
          last = cursor.fetchone()
      ↓    cursor.execute("INSERT INTO boats (boat_number) VALUES (?)", [last[0] + 1])
      """,
      shows: ["boat_number from computedFromRows"], table: "boats", columns: ["boat_number"],
      library: execute),
    PythonFactsExample(
      "a column of another table's row",
      """
      # file: harbour/routes.py
      def enter(cursor, pier):
          row = cursor.execute("SELECT name FROM piers WHERE id = ?", [pier]).fetchone()
      ↓    cursor.execute("INSERT INTO boats (boat_number) VALUES (?)", [row[0]])
      """,
      hides: ["boat_number from copied"], table: "boats", columns: ["boat_number"],
      library: execute),
    PythonFactsExample(
      "statements in strings",
      """
      # file: harbour/routes.py
      from sqlalchemy import text

      def enter(conn, number):
          found = conn.execute(text("SELECT 1 FROM boats WHERE boat_number = :n"), {"n": number}).first()
          if found:
              return None
      ↓    conn.execute(text("INSERT INTO boats (boat_number) VALUES (:n)"), {"n": number.strip()})
      """,
      shows: ["looks for boat_number guards", "foldsBeforeWrite", "writes boat_number"],
      hides: ["foldsBeforeLook"], table: "boats", columns: ["boat_number"], library: execute),
  ]

  @Test(arguments: examples)
  func seesThePath(_ example: PythonFactsExample) {
    let complaints = example.complaints(after: Self.models)
    #expect(complaints.isEmpty, Comment(rawValue: complaints.joined(separator: "\n")))
  }

  static let plain = [
    PythonFactsExample(
      "a cursor that looks, then writes",
      """
      # file: desk.py
      import sqlite3

      def enter(db, number):
          cur = db.cursor()
          cur.execute("SELECT id FROM boats WHERE number = ?", (number,))
          if cur.fetchone() is None:
      ↓        cur.execute("INSERT INTO boats (number, place) VALUES (?, 4)", (number,))
              db.commit()
      """,
      shows: ["looks for number guards", "writes number", "operation create", "whole function"],
      hides: ["relation boats"], table: "boats"),
    PythonFactsExample(
      "a look-up that is not asked",
      """
      # file: desk.py
      def enter(cur, number):
          cur.execute("SELECT id FROM boats WHERE number = %s AND left_on IS NULL", (number,))
          print(cur.fetchall())
      ↓    cur.execute("INSERT INTO boats (number) VALUES (%s)", (number.lower(),))
      """,
      shows: ["looks for number open", "narrowed by left_on IS NULL", "foldsBeforeWrite"],
      hides: ["foldsBeforeLook"], table: "boats"),
    PythonFactsExample(
      "asyncpg in a transaction, the row counted",
      """
      # file: desk.py
      async def enter(conn, request):
          async with conn.transaction():
              top = await conn.fetchval("SELECT max(number) FROM boats")
      ↓        await conn.execute("INSERT INTO boats (number, name) VALUES ($1, $2)", top + 1, request.query["name"])
      """,
      shows: ["inTransaction", "number from computedFromRows", "name from client"], table: "boats"),
    PythonFactsExample(
      "many rows by one call",
      """
      # file: desk.py
      import csv

      SQL = "INSERT INTO boats (number) VALUES (%(number)s)"

      def load(cur, path):
          rows = list(csv.DictReader(open(path)))
      ↓    cur.executemany(SQL, rows)
      """,
      shows: ["writesMany", "operation bulkInsert"], hides: ["looks for number guards"],
      table: "boats"),
    PythonFactsExample(
      "a conflict target beside the key",
      """
      # file: desk.py
      def enter(cur, number, name):
      ↓    cur.execute('''
              INSERT INTO boats (number, name) VALUES (%s, %s)
              ON CONFLICT (name) DO UPDATE SET number = excluded.number''', (number, name))
      """,
      shows: ["ON CONFLICT by name", "operation upsert"], table: "boats"),
    PythonFactsExample(
      "an UPDATE first, the INSERT when it touched nothing",
      """
      # file: desk.py
      def enter(cur, number, name):
          cur.execute("UPDATE boats SET name = %s WHERE number = %s", (name, number))
          if cur.rowcount == 0:
      ↓        cur.execute("INSERT INTO boats (number, name) VALUES (%s, %s)", (number, name))
      """,
      shows: ["looks for number guards"], table: "boats"),
    PythonFactsExample(
      "the same on another table is nothing",
      """
      # file: desk.py
      def enter(cur, number, name):
          cur.execute("UPDATE piers SET name = %s WHERE number = %s", (name, number))
          if cur.rowcount == 0:
      ↓        cur.execute("INSERT INTO boats (number, name) VALUES (%s, %s)", (number, name))
      """,
      hides: ["looks for number guards"], table: "boats"),
    PythonFactsExample(
      "an excerpt without the function's head",
      """
      # excerpt: desk.py:40
          cur.execute("SELECT id FROM boats WHERE number = %s", (number,))
          if cur.fetchone():
              return None
      ↓    cur.execute("INSERT INTO boats (number) VALUES (%s)", (number,))
      """,
      shows: ["looks for number guards", "writes number", "writes at 43"],
      hides: ["whole function", "whole source"], table: "boats"),
  ]

  @Test(arguments: plain)
  func readsPlainStatements(_ example: PythonFactsExample) {
    let complaints = example.complaints(after: "")
    #expect(complaints.isEmpty, Comment(rawValue: complaints.joined(separator: "\n")))
  }
}
