import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Makes a new key and tries again, a few times.
  static let retryWithNewKey = DjangoRecipe(
    .retryWithNewKey,
    fixes: { reading, _ in
      [reading.severalTries ?? NumberedKey(reading)?.fix].compactMap(\.self)
    },
    tests: { reading, _ in
      [reading.newKeyTest ?? NumberedKey(reading)?.test].compactMap(\.self)
    },
    examples: [
      .matches(
        "the key is made in the statement that writes",
        holds: [
          "+    for attempt in range(5):", "+            with transaction.atomic():",
          "+            break",
          "+            if attempt == 4:\n+                raise",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.utils.crypto import get_random_string

          from .models import Boat


          def register(request, berth):
          ↓    boat = Boat.objects.create(number=get_random_string(4), berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .matches(
        "the key is made right before",
        holds: [
          "+                number = \"B\" + secrets.token_hex(2)", "+                boat.save()",
        ],
        Example.models + """
          # file: harbour/services.py
          import secrets

          from .models import Boat


          def register(name, berth):
              number = "B" + secrets.token_hex(2)
              boat = Boat(number=number, name=name, berth=berth)
          ↓    boat.save()
              return boat

          """),
      .matches(
        "a text that gives the same key again gets a number",
        holds: [
          "+    number = slugify(name)", "+    base, count = number, 1",
          "+    while Boat.objects.filter(number=number).exists():", "+        count += 1",
          "+        number = f\"{base[:8]}-{count}\"",
          "+    return Boat.objects.create(number=number, name=name, berth=berth)",
        ],
        Example.models + """
          # file: harbour/services.py
          from django.utils.text import slugify

          from .models import Boat


          def register(name, berth):
          ↓    return Boat.objects.create(number=slugify(name), name=name, berth=berth)

          """),
      .matches(
        "initials get a number",
        holds: [
          "+    number = \"\".join(word[0] for word in name.split()).upper()",
          "+    while Boat.objects.filter(number=number).exists():", "+    boat.number = number",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(name, berth):
              boat = Boat(name=name, berth=berth)
              boat.number = "".join(word[0] for word in name.split()).upper()
          ↓    boat.save()
              return boat

          """),
      .rejects(
        "a text of the caller's own",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(name, berth):
          ↓    return Boat.objects.create(number=name.upper(), name=name, berth=berth)

          """),
      .rejects(
        "the key comes from the caller",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    return Boat.objects.create(number=number, name="", berth=berth)

          """),
    ])
}

extension DjangoReading {
  /// Tries before the last violation goes on.
  private static let triesMax = 5

  /// The statements that make the key and write the row, neighbours in one block.
  private var making: [PythonStatement]? {
    guard isAboutUniqueness, let site, let write,
      write.operation == .create || write.operation == .save,
      !site.isAsync, write.fetched == nil, write.validator == nil, let model,
      !TranslationPlan.isCaught(at: site),
      let step = site.location.steps.last(where: { $0.statement.span == write.statement.span }),
      let column = violatedColumns.last
    else { return nil }
    let value = write.values.last { model.column(of: $0.field) == column }
    guard let expression = value?.expression else { return nil }
    let block = step.block.statements
    var first = step.index
    var isMade = expression.makesKey(in: self, site)
    // Back over the construction and what gives the key its name.
    while first > 0, let (name, made) = block[first - 1].simpleAssignment {
      let isRow = made.asCall?.name == model.name
      let isKey = expression.mentionsName(name) && made.makesKey(in: self, site)
      guard isRow || isKey else { break }
      first -= 1
      isMade = isMade || isKey
    }
    guard isMade else { return nil }
    return Array(block[first...step.index])
  }

  fileprivate var severalTries: Fix? {
    guard let site, let statements = making, let range = site.file.lines(of: statements),
      let margin = site.file.margin(of: statements[0])
    else { return nil }
    let (file, level) = (site.file, site.file.style.indent)
    let inner = margin + level + level
    let returns = if case .return = statements.last?.kind { true } else { false }
    var text = "\(margin)for attempt in range(\(Self.triesMax)):\n\(margin)\(level)try:\n"
    text += "\(inner)with transaction.atomic():\n"
    text += file.reindented(range, from: margin, to: inner + level, statements: statements)
    if !returns { text += "\(inner)break\n" }
    text += "\(margin)\(level)except IntegrityError:\n"
    text += "\(inner)if attempt == \(Self.triesMax - 1):\n\(inner)\(level)raise\n"
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    change.addImport(["IntegrityError", "transaction"], from: "django.db", in: file)
    return change.fix(
      "Try another key on a collision in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        Only the database knows which keys are taken, so the next one is tried after a refusal, \
        inside a savepoint. It does not make collisions rarer: a longer key does.
        """)
  }

  /// The first key collides, the next one is stored.
  fileprivate var newKeyTest: TestCase? {
    guard making != nil, let site, let write, let column = violatedColumns.last,
      let scenario = DjangoScenario(self),
      let value = write.values.last(where: { scenario.model.column(of: $0.field) == column }),
      let field = scenario.model.field(column: column),
      let maker = maker(of: value.expression, at: site),
      let other = DjangoSample.otherValue(of: field)
    else { return nil }
    let model = scenario.model
    let taken = DjangoSample.value(of: field, shape: nil)
    var file = DjangoTestFile()
    file.importStandard("mock", from: "unittest")
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)CollisionTests(TestCase):")
    file.add("    \"\"\"A key that is taken is followed by another one.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_a_taken_key_is_followed_by_another_one(self)",
      [
        "keys = [\(taken), \(taken), \(other)]",
        "with mock.patch(\"\(site.file.moduleName).\(maker)\", side_effect=keys):",
        "    for count in (1, 2):",
        "        self.assertLess(\(scenario.send(by: "self.client")).status_code, 400)",
        "        self.assertEqual(\(model.name).objects.count(), count)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_collision"), framework: "django",
      code: file.text, title: "A key that is taken is followed by another one")
  }

  /// The function that makes the key, when a plain name of the file calls it and gives all of it.
  private func maker(of expression: PythonExpression, at site: PythonSite) -> String? {
    var made = expression
    if case .name(let name) = expression.kind,
      let bound = site.bindings(before: site.statement?.span.end ?? 0)[name]
    {
      made = bound
    }
    guard case .name(let name)? = made.asCall?.callee.kind else { return nil }
    return name
  }
}

extension PythonExpression {
  /// Whether each evaluation gives another text or number, as far as names tell.
  fileprivate func makesKey(in reading: DjangoReading, _ site: PythonSite, depth: Int = 2) -> Bool {
    calls.contains { call in
      let name = call.dottedCallee ?? call.name ?? ""
      let parts = name.lowercased().split { $0 == "." || $0 == "_" }.map(String.init)
      let random: Set<String> = [
        "random", "secrets", "uuid4", "uuid1", "choice", "choices", "randint", "token", "randrange",
        "sample", "urandom", "nanoid",
      ]
      if parts.contains(where: random.contains) { return true }
      guard depth > 0, let definition = reading.source.definition(of: name, in: site.file),
        let function = definition.function
      else { return false }
      let inner = PythonSite(file: definition.file, line: function.line)
      return function.body.contains { statement in
        statement.expressions.contains { $0.makesKey(in: reading, inner, depth: depth - 1) }
          || statement.blocks.contains { block in
            block.statements.contains { part in
              part.expressions.contains { $0.makesKey(in: reading, inner, depth: depth - 1) }
            }
          }
      }
    }
  }
}
