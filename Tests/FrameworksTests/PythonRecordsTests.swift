import DatabaseErrors
import Frameworks
import Testing

@Suite struct PythonRecordsTests {
  static let peewee = """
    # file: harbour/models.py
    from peewee import CharField, ForeignKeyField, IntegerField, Model

    class Base(Model):
        class Meta:
            database = None

    class Pier(Base):
        name = CharField(unique=True)

    class Boat(Base):
        number = CharField(max_length=12, unique=True)
        pier = ForeignKeyField(Pier, backref="boats", on_delete="CASCADE", null=True)
        place = IntegerField(null=True)

        class Meta:
            table_name = "boats"
            indexes = ((("pier", "place"), True),)


    """

  static let tortoise = """
    # file: harbour/models.py
    from tortoise import fields
    from tortoise.models import Model

    class Pier(Model):
        name = fields.CharField(max_length=20, unique=True)

    class Boat(Model):
        id = fields.IntField(pk=True)
        number = fields.CharField(max_length=12, unique=True)
        pier = fields.ForeignKeyField("models.Pier", on_delete=fields.CASCADE)

        class Meta:
            table = "boats"
            unique_together = (("pier", "number"),)


    """

  static let pony = """
    # file: harbour/models.py
    from pony.orm import Database, Optional, PrimaryKey, Required, composite_key

    db = Database()

    class Pier(db.Entity):
        name = Required(str, unique=True)

    class Boat(db.Entity):
        _table_ = "boats"
        id = PrimaryKey(int, auto=True)
        number = Required(str, 12)
        pier = Optional("Pier")
        composite_key(number, pier)


    """

  static let examples: [(String, PythonFactsExample)] = [
    (
      peewee,
      PythonFactsExample(
        "peewee: selected, then created",
        """
        # file: harbour/desk.py
        from harbour.models import Boat

        def enter(number):
            if Boat.select().where(Boat.number == number).exists():
                return None
        ↓    Boat.create(number=number, place=1)
        """,
        shows: [
          "relation boats", "unique number", "unique pier_id,place", "column pier_id null -> pier",
          "foreignKey pier_id on delete cascade", "primaryKey id", "column number 12",
          "looks for number guards", "operation create", "writes place",
        ], table: "boats", library: "peewee create")
    ),
    (
      peewee,
      PythonFactsExample(
        "peewee: looked up by more than the key",
        """
        # file: harbour/desk.py
        from harbour.models import Boat

        def enter(number):
        ↓    boat, made = Boat.get_or_create(number=number, place=4, defaults={"pier": 1})
        """,
        shows: ["get_or_create by number,place", "operation upsert", "writes pier_id"],
        hides: ["looks for number guards"], table: "boats", library: "peewee get_or_create")
    ),
    (
      peewee,
      PythonFactsExample(
        "peewee: an instance that was fetched and changed",
        """
        # file: harbour/desk.py
        from harbour.models import Boat

        def move(pk, number):
            boat = Boat.get_by_id(pk)
            boat.number = number
        ↓    boat.save()
        """,
        shows: ["looks for id open", "writes number", "operation save"],
        hides: ["setsKeyExplicitly"],
        table: "boats", library: "peewee save")
    ),
    (
      tortoise,
      PythonFactsExample(
        "tortoise: filter, exists, create",
        """
        # file: harbour/desk.py
        from harbour.models import Boat

        async def enter(number, pier):
            if await Boat.filter(number__iexact=number).exists():
                return None
        ↓    await Boat.create(number=number, pier=pier)
        """,
        shows: [
          "relation boats", "unique pier_id,number", "looks for number guards folds",
          "foldsBeforeLook", "column pier_id -> pier", "writes pier_id",
        ], table: "boats", library: "tortoise.models create")
    ),
    (
      tortoise,
      PythonFactsExample(
        "tortoise: nobody looks",
        """
        # file: harbour/desk.py
        from harbour.models import Boat

        async def enter(number, pier):
        ↓    await Boat.create(number=number, pier=pier)
        """,
        shows: ["writes number"], hides: ["looks for number guards"], table: "boats",
        library: "tortoise.models create")
    ),
    (
      pony,
      PythonFactsExample(
        "pony: made now, written at the commit",
        """
        # file: harbour/desk.py
        from pony.orm import commit, db_session
        from harbour.models import Boat

        @db_session
        def enter(number):
            if Boat.exists(number=number):
                return None
            Boat(number=number)
        ↓    commit()
        """,
        shows: [
          "relation boats", "unique number,pier", "primaryKey id", "looks for number guards",
          "inTransaction", "writes at 8", "operation commit", "in commit",
        ], table: "boats", library: "pony.orm.core commit")
    ),
    (
      pony,
      PythonFactsExample(
        "pony: another table's row",
        """
        # file: harbour/desk.py
        from pony.orm import commit
        from harbour.models import Boat, Pier

        def enter(number):
            Pier(name=number)
            if Pier.get(name=number):
                return None
            Boat(number=number)
        ↓    commit()
        """,
        shows: ["writes at 8"], hides: ["looks for name guards", "also writes boats"],
        table: "boats",
        library: "pony.orm.core commit")
    ),
  ]

  @Test(arguments: examples.indices)
  func seesThePath(_ index: Int) {
    let (models, example) = Self.examples[index]
    let complaints = example.complaints(after: models)
    #expect(
      complaints.isEmpty,
      Comment(rawValue: example.title + "\n" + complaints.joined(separator: "\n")))
  }
}
