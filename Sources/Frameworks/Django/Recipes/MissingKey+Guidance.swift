import Fixes
import SourceCode

extension MissingKey {
  /// What to do about rows that break the key: for people to read, change and run.
  var cleanUpGuidance: Fix {
    let names = fields.map(\.name)
    let quoted = names.map { "\"\($0)\"" }.joined(separator: ", ")
    let command = "merge_duplicate_\(model.name.snakeCased)s"
    let app = DjangoFixtures.module(of: model).components(separatedBy: ".").dropLast()
    let folder = app.joined(separator: "/")
    let filter = conditions.isEmpty ? "" : ".filter(\(conditions.joined(separator: ", ")))"
    return Fix(
      title: "Find and merge rows of `\(model.name)` that share \(summary), by hand",
      applicability: .guidance,
      rationale: """
        Which of several rows is the right one, and what belongs to the others, only people can \
        say, so nothing of this is applied. The query shows what is stored; the command shows what \
        it would do, keeps the oldest row of each group, moves what points to the others over to \
        it, and deletes only with `--apply`.
        """,
      sketch: """
        -- which groups there are
        \(duplicatesSQL)

        # \(folder.isEmpty ? "" : folder + "/")management/commands/\(command).py
        from django.core.management.base import BaseCommand
        from django.db import transaction
        from django.db.models import Count

        from \(DjangoFixtures.module(of: model)) import \(model.name)


        class Command(BaseCommand):
            def add_arguments(self, parser):
                parser.add_argument("--apply", action="store_true")

            @transaction.atomic
            def handle(self, *args, **options):
                rows = \(model.name)._base_manager\(filter.isEmpty ? ".all()" : filter)
                groups = rows.values(\(quoted)).annotate(n=Count("pk")).filter(n__gt=1).order_by()
                for group in groups:
                    key = {name: group[name] for name in (\(quoted),)}
                    kept, *others = rows.filter(**key).order_by("pk")
                    self.stdout.write(f"keep {kept.pk}, merge {[row.pk for row in others]}")
                    if not options["apply"]:
                        continue
                    for other in others:
                        for relation in \(model.name)._meta.related_objects:
                            name = relation.field.name
                            children = relation.related_model._base_manager
                            children.filter(**{name: other}).update(**{name: kept})
                        other.delete()

        """)
  }

  /// How the key comes into a large table that is in use.
  var rollOutGuidance: Fix {
    let building = buildingSQL.map { $0 + ";" }.joined(separator: "\n")
    let partial =
      isConditional
      ? "-- MySQL and MariaDB have no such index: lock the parent row instead"
      : """
      ALTER TABLE `\(model.table)` ADD UNIQUE INDEX `\(name)` (\(fields.map { "`\($0.column)`" }.joined(separator: ", "))),
        ALGORITHM=INPLACE, LOCK=NONE;
      """
    return Fix(
      title: "Roll the key out without a long lock", applicability: .guidance,
      rationale: """
        `AddConstraint` locks the table against writers while the index is built. On a large table \
        in use build it beside them: in a migration with `atomic = False`, as `RunSQL` inside of \
        `SeparateDatabaseAndState` with the `AddConstraint` as state. SQLite copies the whole table \
        and locks the file meanwhile: stop the writers, or choose a quiet hour.
        """,
      sketch: """
        -- PostgreSQL, each outside of a transaction; a build that failed is dropped first
        \(building)

        -- MySQL, MariaDB: online, refuses duplicates itself
        \(partial)

        """)
  }

  /// For databases without partial unique keys.
  var lockingGuidance: Fix {
    let parent = fields.first { $0.isRelation } ?? fields[0]
    let target = parent.target ?? model.name
    let filter = (["\(parent.name)=\(parent.name)"] + conditions).joined(separator: ", ")
    return Fix(
      title: "Lock the `\(target)` row while looking and writing", applicability: .guidance,
      rationale: """
        MySQL and MariaDB have no unique key that binds only some rows, and Django leaves such a \
        constraint out there. A lock on the parent row lets one writer at a time look and write.
        """,
      sketch: """
        with transaction.atomic():
            \(parent.name) = \(target).objects.select_for_update().get(pk=...)
            if \(model.name).objects.filter(\(filter)).exists():
                ...  # the answer that the look-up gives now
            \(model.name).objects.create(\(parent.name)=\(parent.name), ...)

        """)
  }
}
