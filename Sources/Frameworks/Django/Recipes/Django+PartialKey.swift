import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Lets rows that are marked as deleted free their key.
  static let partialUniqueKey = DjangoRecipe(
    .partialUniqueKey,
    fixes: { reading, remedy in reading.partialUniqueKey(remedy) },
    tests: { reading, remedy in
      let isFreed = reading.partialUniqueKey(remedy).contains { !$0.diff.isEmpty }
      return [isFreed ? reading.livingKeyTest : reading.heldByDeletedTest].compactMap(\.self)
    },
    examples: [
      .matches(
        "a unique field",
        ConstraintViolation(kind: .unique, table: "harbour_skipper", columns: ["handle"]), .unsafe,
        holds: [
          "-    handle = models.CharField(max_length=30, unique=True)",
          "+    handle = models.CharField(max_length=30)",
          "condition=models.Q(deleted_at__isnull=True)", "field=models.CharField(max_length=30)",
        ],
        """
        # file: harbour/models.py
        from django.db import models


        class Living(models.Manager):
            def get_queryset(self):
                return super().get_queryset().filter(deleted_at__isnull=True)


        class Skipper(models.Model):
            handle = models.CharField(max_length=30, unique=True)
            deleted_at = models.DateTimeField(null=True)

            objects = Living()

        # file: harbour/migrations/0001_initial.py
        from django.db import migrations


        class Migration(migrations.Migration):
            initial = True
            operations = []
        # file: harbour/services.py
        from .models import Skipper


        def enlist(handle):
            if not Skipper.objects.filter(handle=handle).exists():
        ↓        Skipper.objects.create(handle=handle)

        """),
      .matches(
        "a named key and a flag",
        ConstraintViolation(kind: .unique, table: "harbour_skipper", columns: ["club", "handle"]),
        .unsafe,
        holds: ["condition=models.Q(is_deleted=False)", "migrations.RemoveConstraint("],
        """
        # file: harbour/models.py
        from django.db import models


        class Skipper(models.Model):
            club = models.CharField(max_length=30)
            handle = models.CharField(max_length=30)
            is_deleted = models.BooleanField(default=False)

            class Meta:
                constraints = [models.UniqueConstraint(fields=["club", "handle"], name="skipper_uniq")]

        # file: harbour/migrations/0001_initial.py
        from django.db import migrations


        class Migration(migrations.Migration):
            initial = True
            operations = []
        # file: harbour/services.py
        from .models import Skipper


        def enlist(club, handle):
        ↓    Skipper.objects.create(club=club, handle=handle)

        """),
      .matches(
        "without migrations at hand",
        ConstraintViolation(kind: .unique, table: "harbour_skipper", columns: ["handle"]),
        .guidance,
        holds: ["condition=models.Q(deleted_at__isnull=True)"],
        """
        # file: harbour/models.py
        from django.db import models


        class Living(models.Manager):
            def get_queryset(self):
                return super().get_queryset().filter(deleted_at__isnull=True)


        class Skipper(models.Model):
            handle = models.CharField(max_length=30, unique=True)
            deleted_at = models.DateTimeField(null=True)

            objects = Living()
        # file: harbour/services.py
        from .models import Skipper


        def enlist(handle):
        ↓    Skipper.objects.create(handle=handle)

        """),
      .rejects(
        "nothing marks a row as deleted",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "the key leaves deleted rows out already",
        ConstraintViolation(kind: .unique, table: "harbour_skipper", columns: ["handle"]),
        """
        # file: harbour/models.py
        from django.db import models


        class Skipper(models.Model):
            handle = models.CharField(max_length=30)
            deleted_at = models.DateTimeField(null=True)

            class Meta:
                constraints = [
                    models.UniqueConstraint(
                        fields=["handle"], condition=models.Q(deleted_at__isnull=True), name="living"
                    ),
                ]
        # file: harbour/services.py
        from .models import Skipper


        def enlist(handle):
        ↓    Skipper.objects.create(handle=handle)

        """),
    ])
}

extension DjangoReading {
  /// The key binds only the rows that are not marked as deleted.
  func partialUniqueKey(_ remedy: Remedy) -> [Fix] {
    guard let key = keyOfTheLiving else { return [] }
    let names = key.fields.map(\.name).joined(separator: ", ")
    if lacksPartialIndexes || DjangoProject(failure).isMySQLAlone { return [key.revivingGuidance] }
    guard
      let change = replacement(
        by: key, migration: "\(key.model.name.lowercased())_free_deleted")
    else { return [key.livingGuidance.adding(key: key.name)] }
    let fix = change.fix(
      "Let deleted rows of `\(key.model.name)` free their \(names)", .unsafe,
      because: """
        A row that is marked as deleted still held the key, which no look-up of the living shows. \
        The new key binds the living rows only and is weaker than the old one, so no stored row \
        breaks it. Restoring a deleted row can now collide: look before it is restored. If deleted \
        rows must keep their \(names), revive the old row instead.
        """)
    return [fix?.adding(key: key.name)].compactMap(\.self)
  }

  /// The violated key for the rows that are not marked as deleted; `nil` when nothing marks rows.
  var keyOfTheLiving: MissingKey? {
    guard let model, !violatedColumns.isEmpty, let mark = model.deletionMark else { return nil }
    let isFlag = mark.type == "BooleanField"
    return MissingKey(
      model, violatedColumns, whereNull: isFlag ? [] : [mark.column],
      whereOff: isFlag ? [mark.column] : [])
  }

  /// The violated key in the model and in a migration replaced; `nil` where either is written in a
  /// way that has no place for it.
  func replacement(by key: MissingKey, migration name: String) -> PythonChange? {
    guard let plan = KeyReplacement(of: violatedColumns, in: key.model, by: key),
      let migration = DjangoMigration(for: key.model, named: name, in: failure.tree),
      let operations = plan.operations(migration)
    else { return nil }
    var change = PythonChange()
    guard plan.apply(to: &change) else { return nil }
    change.add(path: migration.path, text: migration.text(operations: operations))
    return change
  }
}

extension MissingKey {
  /// Where the change cannot be written by itself.
  fileprivate var livingGuidance: Fix {
    let names = fields.map(\.name).joined(separator: ", ")
    let condition = conditions.joined(separator: ", ")
    return Fix(
      title: "Let deleted rows of `\(model.name)` free their \(names)", applicability: .guidance,
      rationale: """
        A row that is marked as deleted still holds the key. A key with a condition binds the \
        living rows only; `makemigrations` writes the migration.
        """,
      sketch: """
        class \(model.name)(…):
            # the old unique key goes
            class Meta:
                constraints = [
                    models.UniqueConstraint(
                        fields=[\(fields.map { "\"\($0.name)\"" }.joined(separator: ", "))],
                        condition=models.Q(\(condition)),
                        name="\(name)",
                    ),
                ]

        """)
  }

  /// MySQL and MariaDB have no keys with a condition.
  fileprivate var revivingGuidance: Fix {
    let names = fields.map(\.name).joined(separator: ", ")
    let first = nullFields.first ?? offFields.first
    let mark = first?.name ?? "deleted_at"
    return Fix(
      title: "Revive the deleted row of `\(model.name)`, or free its \(names) when it is deleted",
      applicability: .guidance,
      rationale: """
        MySQL and MariaDB have no unique key with a condition. Either the old row comes back to \
        life when its \(names) is used again, or deleting a row changes the value that holds the \
        key. A generated column that is NULL for deleted rows can stand in for the condition.
        """,
      sketch: """
        row = \(model.name).\(model.managerOfAllRows).filter(\(fields.map { "\($0.name)=…" }.joined(separator: ", "))).first()
        if row is not None and row.\(mark):
            row.\(mark) = \(nullFields.isEmpty ? "False" : "None")  # revive it
            row.save(update_fields=["\(mark)"])

        """)
  }
}

extension DjangoModel {
  /// The field that marks a row as deleted: the one that the manager asks for, else one by a name
  /// that says nothing else.
  var deletionMark: Field? {
    let predicates = managers.flatMap(\.predicates)
    let named: Set<String> = [
      "deleted_at", "deleted_on", "deleted", "is_deleted", "removed_at", "is_removed", "removed",
      "date_deleted", "deletion_date", "archived_at", "is_archived", "trashed_at", "removed_on",
    ]
    func isMark(_ field: Field) -> Bool {
      let isTime = field.type == "DateTimeField" || field.type == "DateField"
      return isTime && field.isNullable || field.type == "BooleanField"
    }
    let asked = fields.first { field in
      isMark(field)
        && predicates.contains {
          $0 == "\(field.column) IS NULL" || $0 == "\(field.column) = False"
            || $0 == "NOT \(field.column) = True" || $0 == "NOT \(field.column) IS NOT NULL"
        }
    }
    return asked ?? fields.first { named.contains($0.name) && isMark($0) }
  }
}
