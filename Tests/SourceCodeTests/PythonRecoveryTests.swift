import SourceCode
import Testing

/// Code with something broken or unusual in it, and what is still read behind it.
@Suite struct PythonRecoveryTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var source: String
    /// The function around the line `↓`, and the calls in that function.
    var function: String
    var calls: [String]
    /// Whether it is Python as it should be, of which nothing may be passed over.
    var isClean: Bool

    init(
      _ title: String, _ source: String, function: String, calls: [String], isClean: Bool
    ) {
      testDescription = title
      self.source = source
      self.function = function
      self.calls = calls
      self.isClean = isClean
    }
  }

  static let examples = [
    Example(
      "Python 2",
      """
      def moor(boat):
          print "mooring", boat
          exec "x = 1"
          try:
              raise Full, "no berth"
          except Full, error:
              print >>log, error
      ↓    berth.save(boat)
      """, function: "moor", calls: ["berth.save"], isClean: false),
    Example(
      "a merge in progress",
      """
      def moor(boat):
      <<<<<<< HEAD
          pier = find(boat)
      =======
          pier = search(boat)
      >>>>>>> branch
      ↓    pier.save()
      """, function: "moor", calls: ["find", "search", "pier.save"], isClean: false),
    Example(
      "a template of code",
      """
      class {{ name }}Admin(admin.ModelAdmin):
          {% for field in fields %}
          {{ field }} = 1
          {% endfor %}

      def moor(boat):
      ↓    boat.save()
      """, function: "moor", calls: ["boat.save"], isClean: false),
    Example(
      "half a file",
      """
      def moor(boat):
      ↓    boat.save(
              force=True,
      """, function: "moor", calls: ["boat.save"], isClean: false),
    Example(
      "a bracket that is never closed",
      """
      names = ["one", "two"

      def moor(boat):
      ↓    boat.save()
      """, function: "moor", calls: ["boat.save"], isClean: false),
    Example(
      "match, walrus and a guard",
      """
      def moor(command):
          match command:
              case {"boat": {"number": str() as number, **rest}} if (n := clean(number)):
      ↓            save(n)
              case [Boat(number=x), *others] | Pier(boats=others):
                  save(x)
              case _:
                  pass
      """, function: "moor", calls: ["clean", "save", "save"], isClean: true),
    Example(
      "names inside of names",
      #"""
      def moor(boat):
      ↓    log(f"{boat.number!r:>{width(f"{boat.pier["name"]}")}} {', '.join(f'{x=}' for x in all())}")
      """#, function: "moor", calls: ["log", "width", "join", "all"], isClean: true),
    Example(
      "types of types, groups of errors, templates",
      #"""
      type Boats[T: Boat = Ferry, *Ts, **P] = dict[str, tuple[T, *Ts]]

      class Pier[T](Base[T], metaclass=Meta):
          async def moor[S: (int, str)](self, boat: S, /, *, quay: Quay | None = None) -> list[S]:
              try:
      ↓            await self.take(t"{boat} at {quay}")
              except* (Full, Closed) as group:
                  await answer(group)
              except* ValueError:
                  raise
      """#, function: "Pier.moor", calls: ["self.take", "answer"], isClean: true),
    Example(
      "errors without brackets",
      """
      def moor(boat):
          try:
      ↓        boat.save()
          except ValueError, TypeError:
              give_up()
      """, function: "moor", calls: ["boat.save", "give_up"], isClean: true),
    Example(
      "decorators, lambdas, comprehensions",
      """
      @(lambda f: f)
      @retry(times=3)[0]
      async def moor(boats, key=lambda b, *, n=1: b.number):
          rows = [b async for b in boats if await free(b) if b]
      ↓    return {k: v for k, v in sorted(rows, key=key)} | {**rows, "x": (yield)}
      """, function: "moor", calls: ["retry", "free", "sorted"], isClean: true),
  ]

  @Test(arguments: examples)
  func readsOn(_ example: Example) throws {
    let lines = example.source.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.hasPrefix("↓") }) + 1
    let module = PythonModule(parsing: example.source.filter { $0 != "↓" })
    let location = module.location(ofLine: line)
    #expect(location.qualifiedName == example.function)
    let calls = module.calls.compactMap { call in
      call.dottedCallee ?? call.name
    }
    #expect(Set(example.calls).isSubset(of: calls), "\(calls)")
    if example.isClean { #expect(module.unreadable.isEmpty) }
  }
}
