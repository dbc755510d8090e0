import Foundation
import SourceCode
import TestSupport
import Testing

@Suite("Excerpts of Python")
struct PythonExcerptTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var title: String
    var source: String
    var calls: [String?]
    var preceding = 0
    var function: String?
    var testDescription: String { title }
  }

  /// `↓` stands before the line that is looked for.
  static let examples = [
    Example(
      title: "begins and ends in blocks",
      source: """
                form.add_error("licence", "taken")
                return self.form_invalid(form)
        ↓    physician = Physician.objects.create(**form.cleaned_data)
            return JsonResponse({"physician": physician.pk}, status=201)


        @csrf_exempt
        def admit(request):
            \"\"\"Emergency admission: the desk
        """,
      calls: ["form.add_error", "self.form_invalid", "Physician.objects.create", "JsonResponse"],
      preceding: 1),
    Example(
      title: "begins inside a dictionary inside a call",
      source: """
                    "full_name": record.get("full_name"),
                },
                key=1,
            )
        ↓    return JsonResponse({"created": created(patient)})
        """,
      calls: ["record.get", nil, "JsonResponse", "created"], preceding: 1),
    Example(
      title: "begins inside a head",
      source: """
                phone=phone,
            ).exists():
        ↓        raise Taken(phone)
            save(phone)
        """,
      calls: [nil, nil, "Taken", "save"]),
    Example(
      title: "begins with the parameters of a function",
      source: """
            self,
            limit: int = default(10),
        ) -> list[str]:
        ↓    return self.rows(limit)

        def other(self):
            pass
        """,
      calls: ["default", "self.rows"]),
    Example(
      title: "begins in a docstring",
      source: """
            The desk may not know everything yet. It's "quick".
            \"\"\"
            record = json.loads(request.body)
        ↓    Patient.objects.create(name=record["name"])
        """,
      calls: ["json.loads", "Patient.objects.create"], preceding: 1),
    Example(
      title: "begins in a docstring and ends in another",
      source: """
            last words.
            \"\"\"
        ↓    return first(1)

        def next_one(self):
            \"\"\"Some words
        """,
      calls: ["first"]),
    Example(
      title: "begins with the clause of a statement",
      source: """
                existing(number)
            except Member.DoesNotExist:
        ↓        Member.objects.create(number=number)
        """,
      calls: ["existing", "Member.objects.create"]),
    Example(
      title: "ends inside a call",
      source: """
        def later(self):
            check(self)
        ↓    return Member.objects.create(
                number=self.number(),
                name=
        """,
      calls: ["check", "Member.objects.create", "self.number"], preceding: 1, function: "later"),
  ]

  @Test(arguments: examples)
  func reads(_ example: Example) throws {
    var lines = example.source.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let marked = try #require(lines.firstIndex { $0.hasPrefix("↓") })
    lines[marked].removeFirst()
    let module = PythonModule(parsing: lines.joined(separator: "\n"), firstLine: 101)
    #expect(module.unreadable.isEmpty)
    let calls = module.calls.sorted { $0.span.start < $1.span.start }
    #expect(Set(calls.map(\.dottedCallee)) == Set(example.calls))
    #expect(calls.count >= example.calls.count)
    let location = module.location(ofLine: 101 + marked)
    #expect(location.function?.name == example.function)
    #expect(location.precedingStatements.count == example.preceding)
    let statement = try #require(location.statement)
    #expect(module.source(of: statement.span).hasPrefix(lines[marked].trimmingPrefix { $0 == " " }))
  }

  @Test func takesTheBlockBeforeAnOrphanClauseForItsOwn() throws {
    let source = """
          existing(number)
      except (IntegrityError, errors.Other) as error:
          pass
      finally:
          close()
      """
    let module = PythonModule(parsing: source, firstLine: 8)
    guard case .try(let attempt)? = module.statements.first?.kind else {
      Issue.record("no try statement")
      return
    }
    #expect(attempt.body.count == 1)
    #expect(attempt.handlers.first?.typeNames == ["IntegrityError", "errors.Other"])
    #expect(attempt.finally.count == 1)
  }

  /// Every call that stands as a whole in some lines of a file is found in these lines alone.
  @Test(arguments: [1, 3, 5, 11, 20])
  func findsTheCallsOfEveryWindow(height: Int) throws {
    let path = fixtures.appending(path: "source/python_3_11.py")
    let text = try String(contentsOf: path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let calls = PythonModule(parsing: text).calls
    // What begins inside of a string of several lines, and is no docstring, makes no sense.
    for start in 0..<(lines.count - height) where !(7...17).contains(start) {
      let excerpt = lines[start..<(start + height)].joined(separator: "\n")
      let found = Set(PythonModule(parsing: excerpt, firstLine: start + 1).calls.map(Place.init))
      let expected = calls.filter {
        $0.span.firstLine > start && $0.span.lastLine <= start + height
      }
      for call in expected {
        #expect(found.contains(Place(call)), "line \(call.span.firstLine) from \(start + 1)")
      }
    }
  }

  private struct Place: Hashable {
    var line: Int
    var lastLine: Int
    var arguments: Int

    init(_ call: PythonCall) {
      line = call.span.firstLine
      lastLine = call.span.lastLine
      arguments = call.arguments.count
    }
  }
}
