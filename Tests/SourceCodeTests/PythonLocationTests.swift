import SourceCode
import Testing

@Suite("Places in Python")
struct PythonLocationTests {
  static let module = PythonModule(
    parsing: """
      import numpy as np, os.path
      from .models import Patient as Person, Visit
      from . import forms

      class RegisterView(FormView, mixins.Audit):
          @transaction.atomic
          def form_valid(self, form):
              number = form.cleaned_data["number"]
              if Person.objects.filter(number=number, ward__in=[1, 2]).exclude(pk=1).exists():
                  form.add_error("number", "taken")
                  return self.form_invalid(form)
              else:
                  with transaction.atomic():
                      try:
                          person = Person(number=number, *form.rest, **form.more)
                          person.save()
                      except IntegrityError:
                          pass
              def inner():
                  pass

              return person
      """)

  @Test func findsWhatIsAroundALine() {
    let location = Self.module.location(ofLine: 16)
    #expect(location.qualifiedName == "RegisterView.form_valid")
    #expect(location.class?.bases == ["FormView", "mixins.Audit"])
    #expect(location.function?.decorators.first?.dottedName == "transaction.atomic")
    #expect(location.function?.line == 7)
    #expect(location.precedingStatements.map(\.span.firstLine) == [8, 15])
    let blocks = location.enclosingBlocks
    #expect(blocks.map(\.block.role) == [.body, .body, .orelse])
    #expect(blocks.map(\.statement.span.firstLine) == [14, 13, 9])
    #expect(blocks.last?.block.condition == nil)
  }

  @Test(arguments: [
    (5, nil), (6, "form_valid"), (9, "form_valid"), (19, "inner"), (21, "form_valid"),
    (22, "form_valid"), (1, nil), (99, nil),
  ])
  func findsTheInnermostFunction(line: Int, name: String?) {
    #expect(Self.module.location(ofLine: line).function?.name == name)
  }

  @Test func tellsWhatImportedNamesStandFor() {
    #expect(
      Self.module.imports == [
        "np": "numpy", "os": "os", "Person": ".models.Patient", "Visit": ".models.Visit",
        "forms": ".forms",
      ])
  }

  @Test func takesAChainApart() throws {
    let call = try #require(Self.module.calls.first { $0.name == "exists" })
    let chain = PythonExpression(.call(call.callee, call.arguments), span: call.span).chain
    #expect(chain.map(\.name) == ["Person", "objects", "filter", "exclude", "exists"])
    #expect(chain[2].argument("number")?.dottedName == "number")
    #expect(chain[1].arguments == nil)
    #expect(call.dottedCallee == nil)
    #expect(Self.module.source(of: call.span).hasPrefix("Person.objects.filter("))
  }

  @Test func knowsArguments() throws {
    let call = try #require(Self.module.calls.first { $0.dottedCallee == "Person" })
    #expect(call.arguments.map(\.kind) == [.keyword("number"), .star, .doubleStar])
    #expect(call.argument("number")?.dottedName == "number")
    let error = try #require(Self.module.calls.first { $0.name == "add_error" })
    #expect(error.positional.map(\.stringValue) == ["number", "taken"])
  }

  @Test(arguments: [
    (#""a\tb" 'c'"#, "a\tbc"), (#"r"\d" "\x41\u00e9""#, #"\dAé"#), ("'''a\nb'''", "a\nb"),
    (#"f"{x} and {y:>{z}} {{}}""#, nil), (#""a\#\#\nb""#, nil), ("'unterminated", "unterminated"),
  ])
  func resolvesStrings(literal: String, value: String?) throws {
    let module = PythonModule(parsing: "x = \(literal)")
    guard case .assign(_, let expression)? = module.statements.first?.kind else {
      Issue.record("no assignment")
      return
    }
    if let value { #expect(expression.stringValue == value) }
    if case .string(let string) = expression.kind, literal.hasPrefix("f") {
      #expect(string.value == "{} and {} {}")
      #expect(string.interpolations.map(\.dottedName) == ["x", "y", "z"])
    }
  }
}
