import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Moves the rows out of each other's way before each gets its new place.
  static let deferOrMoveInSteps = DjangoRecipe(
    .deferOrMoveInSteps,
    fixes: { reading, _ in
      [
        Reordering(reading)?.fix ?? ChangedPlaces(reading)?.fix ?? ShiftedRows(reading)?.fix
          // One by one, but to a place where another row stays.
          ?? MovedChildren(reading)?.fix
      ].compactMap(\.self)
    },
    tests: { reading, _ in
      [
        Reordering(reading)?.test ?? ChangedPlaces(reading)?.test ?? ShiftedRows(reading)?.test
          ?? MovedChildren(reading)?.test
      ].compactMap(\.self)
    },
    examples: [
      .matches(
        "keys of the new order", .place,
        holds: [
          "+    with transaction.atomic():",
          "+        Berth.objects.filter(pk__in=order).update(place=-F(\"place\") - 1)",
          "+        for place, pk in enumerate(order):",
        ],
        pier + """
          def reorder(request, pier):
              order = json.loads(request.body)["berths"]
              for place, pk in enumerate(order):
                  berth = Berth.objects.get(pk=pk)
                  berth.place = place
          ↓        berth.save()
              return JsonResponse({"ok": True})

          """),
      .matches(
        "keys within one parent, in a transaction of the view", .place,
        holds: [
          "+    Berth.objects.filter(pk__in=keys).update(place=-F(\"place\") - 1)"
        ],
        pier + """
          @transaction.atomic
          def reorder(request, pier):
              keys = json.loads(request.body)
              for place, key in enumerate(keys, start=1):
                  berth = Berth.objects.get(id=key, pier_id=pier)
                  berth.place = place
          ↓        berth.save(update_fields=["place"])
              return JsonResponse({"ok": True})

          """),
      .matches(
        "rows that are changed where they are", .place,
        holds: [
          "+        Berth.objects.filter(pk__in=order).update(place=-F(\"place\") - 1)",
          "+        for place, pk in enumerate(order):",
        ],
        pier + """
          def reorder(request, pier):
              order = json.loads(request.body)["berths"]
              for place, pk in enumerate(order):
          ↓        Berth.objects.filter(pk=pk).update(place=place)
              return JsonResponse({"ok": True})

          """),
      .matches(
        "rows that are taken out of a mapping", .place,
        holds: [
          "+        Berth.objects.filter(pk__in=order).update(place=-F(\"place\") - 1)"
        ],
        pier + """
          def reorder(request, pier):
              order = json.loads(request.body)["berths"]
              berths = {berth.pk: berth for berth in Berth.objects.filter(pier_id=pier)}
              for place, pk in enumerate(order):
                  berth = berths[pk]
                  berth.place = place
          ↓        berth.save()
              return JsonResponse({"ok": True})

          """),
      .matches(
        "two rows change places", .place,
        holds: [
          "+    with transaction.atomic():",
          "+        Berth.objects.filter(pk=other.pk).update(place=-F(\"place\") - 1)",
          "+        berth.save()",
        ],
        pier + """
          def move_up(request, pk):
              berth = get_object_or_404(Berth, pk=pk)
              other = Berth.objects.filter(pier=berth.pier, place__lt=berth.place).last()
              if other is None:
                  return JsonResponse({"ok": False})
              berth.place, other.place = other.place, berth.place
          ↓    berth.save()
              other.save()
              return JsonResponse({"ok": True})

          """),
      .matches(
        "room is made for a new row", .place,
        holds: [
          "+        keys = list(Berth.objects.filter(pier_id=pier, place__gte=place)"
            + ".values_list(\"pk\", flat=True))",
          "+        Berth.objects.filter(pk__in=keys).update(place=-F(\"place\") - 1)",
          "+        Berth.objects.filter(pk__in=keys).update(place=-F(\"place\") - 1 + 1)",
        ],
        pier + """
          def insert(request, pier):
              place = int(request.POST["place"])
          ↓    Berth.objects.filter(pier_id=pier, place__gte=place).update(place=F("place") + 1)
              return JsonResponse({"ok": True})

          """),
      .rejects(
        "one row gets one place", .place,
        pier + """
          def move(request, pk):
              berth = Berth.objects.get(pk=pk)
              berth.place = request.POST["place"]
          ↓    berth.save()
              return JsonResponse({"ok": True})

          """),
      .rejects(
        "a name that several rows may have", .place,
        pier + """
          def reorder(request, pier):
              codes = json.loads(request.body)["codes"]
              for place, code in enumerate(codes):
          ↓        Berth.objects.filter(code=code).update(place=place)
              return JsonResponse({"ok": True})

          """),
      .rejects(
        "the rows of the loop cannot be told", .place,
        pier + """
          def shuffle(plan):
              for step in plan:
                  berth = step.berth
                  berth.place = step.place
          ↓        berth.save()

          """),
    ])

  private static let pier = """
    # file: harbour/models.py
    from django.db import models


    class Pier(models.Model):
        name = models.CharField(max_length=20)


    class Berth(models.Model):
        pier = models.ForeignKey(Pier, on_delete=models.CASCADE)
        place = models.IntegerField()
        code = models.CharField(max_length=10)

        class Meta:
            unique_together = [("pier", "place")]

    # file: harbour/views.py
    import json

    from django.http import JsonResponse

    from .models import Berth



    """
}

extension ConstraintViolation {
  fileprivate static let place = ConstraintViolation(
    kind: .unique, table: "harbour_berth", columns: ["pier_id", "place"])
}

/// A loop that gives rows new places, one after the other.
private struct Reordering {
  let reading: DjangoReading
  private let site: PythonSite
  private let model: DjangoModel
  private let place: DjangoModel.Field
  /// The loop, and around it what is one transaction already.
  private let loop: PythonStatement
  private let isInTransaction: Bool
  /// `pk__in=order`
  private let rows: String
  /// The first place.
  private let lowest: Int
  /// The field by which the loop knows its rows.
  private let key: String
  /// The list of keys in the new order, where that is what the loop goes over.
  private let order: PythonExpression?

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, !site.isAsync,
      let write = reading.write, write.operation == .save || write.operation == .update,
      let model = reading.model, case .attribute(let base, _) = write.call.callee.kind,
      let row = write.operation == .update ? "" : base.dottedName,
      let (outer, _) = site.location.enclosingBlocks.first(where: { $0.statement.isLoop }),
      case .for(let loop) = outer.kind, !loop.isAsync
    else { return nil }
    let place = write.values.lazy.compactMap { value in
      model.field(named: value.field).flatMap {
        reading.violatedColumns.contains($0.column) && $0.type.hasSuffix("IntegerField") ? $0 : nil
      }
    }.first
    guard let place, let (item, source) = Self.items(of: loop),
      let (key, rows) = Self.rows(item, source, row, write, site, model)
    else { return nil }
    self.key = key
    let start = loop.iterable.asCall.flatMap {
      $0.name == "enumerate" ? $0.argument("start") ?? $0.positional.dropFirst().first : nil
    }
    if case .number(let digits)? = start?.kind { lowest = Int(digits) ?? 0 } else { lowest = 0 }
    self.reading = reading
    self.site = site
    self.model = model
    self.place = place
    self.loop = outer
    self.rows = rows
    order = row == item ? nil : source
    isInTransaction =
      site.location.enclosingBlocks.contains { $0.statement.isAtomicBlock }
      || site.function?.decorators.contains { $0.mentionsName("atomic") } == true
  }

  /// The name that goes over the rows or their keys, and what it goes over: through `enumerate`.
  private static func items(of loop: PythonLoop) -> (String, PythonExpression)? {
    if case .name(let name) = loop.target.kind { return (name, loop.iterable) }
    guard let call = loop.iterable.asCall, call.name == "enumerate",
      let source = call.positional.first, case .name(let name)? = loop.target.elements.last?.kind,
      loop.target.elements.count == 2
    else { return nil }
    return (name, source)
  }

  private static func rows(
    _ item: String, _ source: PythonExpression, _ row: String, _ write: DjangoWrite,
    _ site: PythonSite, _ model: DjangoModel
  ) -> (key: String, filter: String)? {
    guard source.isRepeatable else { return nil }
    let list = site.file.source(of: source)
    if row == item { return ("pk", "pk__in=[\(row).pk for \(row) in \(list)]") }
    for lookup in write.lookups
    where lookup.path.count == 1 && lookup.comparison == "exact"
      && lookup.value.kind == .name(item)
    {
      if ["pk", "id"].contains(lookup.path[0]) { return ("pk", "pk__in=\(list)") }
      if model.field(named: lookup.path[0])?.isUnique == true {
        return (lookup.path[0], "\(lookup.path[0])__in=\(list)")
      }
    }
    return isHeld(row, by: item, at: site, write) ? ("pk", "pk__in=\(list)") : nil
  }

  /// `berth = berths[pk]` after `berths = {berth.pk: berth for …}` or `….in_bulk(…)`.
  private static func isHeld(
    _ row: String, by item: String, at site: PythonSite, _ write: DjangoWrite
  ) -> Bool {
    let bindings = site.bindings(before: write.call.span.start)
    guard case .subscripted(let base, let indices) = bindings[row]?.kind,
      indices.first?.mentionsName(item) == true,
      let rows = base.dottedName.flatMap({ bindings[$0] })
    else { return false }
    if rows.asCall?.name == "in_bulk" { return rows.asCall?.argument("field_name") == nil }
    guard case .comprehension(let made) = rows.kind, made.kind == .dictionary,
      case .attribute(_, let name) = made.element.kind
    else { return false }
    return name == "pk" || name == "id"
  }

  var fix: Fix? {
    let (file, style) = (site.file, site.file.style)
    guard let margin = file.margin(of: loop), let range = file.lines(of: [loop]) else { return nil }
    let inner = isInTransaction ? margin : margin + style.indent
    // Below zero nothing is taken; a column without a sign has room above instead.
    let isPositive = place.type.hasPrefix("Positive")
    let distance = place.type.mentions("Small") ? "10_000" : "1_000_000"
    let name = style.literal(place.name)
    let away = isPositive ? "F(\(name)) + \(distance)" : "-F(\(name)) - 1"
    var text = isInTransaction ? "" : "\(margin)with transaction.atomic():\n"
    text += style.call(
      "\(model.name).objects.filter", [rows], suffix: ".update(\(place.name)=\(away))",
      margin: inner)
    text += "\n" + file.reindented(range, from: margin, to: inner, statements: [loop])
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    if !isInTransaction { change.addImport(["transaction"], from: "django.db", in: file) }
    change.addImport(["F"], from: "django.db.models", in: file)
    reading.importModel(model, into: file, &change)
    return change.fix(
      "Move the rows out of the way first in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The new order is legal, the states on the way to it are not: row by row, two rows would \
        have one `\(place.name)`. All of it is one transaction, so nobody sees the step between. \
        PostgreSQL can check the key at commit instead (`deferrable=Deferrable.DEFERRED`).
        """)
  }

  /// Two rows change places.
  var test: TestCase? {
    guard let order, case .payload(let sent)? = reading.origin(of: order),
      let write = reading.write,
      var scenario = DjangoScenario(DjangoReading(reading, movedTo: site, write, [])),
      let rest = scenario.fixtures.arguments(for: model, leavingOut: [place.name]),
      let others = scenario.fixtures.otherArguments(for: model, leavingOut: [place.name])
    else { return nil }
    func row(_ name: String, _ number: Int) -> [String] {
      DjangoFixtures.call(
        "\(model.name).objects.create",
        (number == lowest ? rest : others) + ["\(place.name)=\(number)"],
        prefix: "self.\(name) = ")
    }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)OrderTests(TestCase):")
    file.add("    \"\"\"Rows can change places.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp + row("first", lowest) + row("second", lowest + 1))
    file.method(
      "test_two_rows_change_places(self)",
      [
        "self.data[\"\(sent)\"] = [self.second.\(key), self.first.\(key)]",
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
        "self.first.refresh_from_db()", "self.second.refresh_from_db()",
        "self.assertLess(self.second.\(place.name), self.first.\(place.name))",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_order"), framework: "django",
      code: file.text, title: "Two rows change places")
  }
}
