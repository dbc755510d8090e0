import DatabaseErrors
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Names what was done before the write and no rollback takes back.
  static let compensate = DjangoRecipe(
    .compensate,
    fixes: { reading, remedy in reading.compensate(remedy) },
    examples: [
      .matches(
        "a payment", ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        .guidance,
        holds: ["gateway.charge"],
        Example.models + """
          # file: harbour/services.py
          from . import gateway
          from .models import Boat


          def register(number, berth, card):
              gateway.charge(card, 900)
          ↓    return Boat.objects.create(number=number, name="", berth=berth)

          """),
      .matches(
        "a mail", ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        .guidance,
        holds: ["transaction.on_commit(partial(send_mail, ...))"],
        Example.models + """
          # file: harbour/services.py
          from django.core.mail import send_mail

          from .models import Boat


          def register(number, berth, owner):
              send_mail("Welcome", "", None, [owner])
          ↓    return Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "nothing is done before",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, name="", berth=berth)

          """),
      .rejects(
        "a look at a service",
        ConstraintViolation(kind: .unique, table: "harbour_boat", columns: ["number"]),
        Example.models + """
          # file: harbour/services.py
          import requests

          from .models import Boat


          def register(number, berth):
              name = requests.get("https://boats.example/" + number).text
          ↓    return Boat.objects.create(number=number, name=name, berth=berth)

          """),
    ])
}

extension DjangoReading {
  /// What was done before the write and stays done when it is refused.
  func compensate(_ remedy: Remedy) -> [Fix] {
    guard let site, let write else { return [] }
    let effects = site.outsideEffects(before: write.statement.span)
    guard let first = effects.first else { return [] }
    let file = site.file
    let name = site.functionName ?? "the function"
    let lines = effects.map { effect in
      let place = file.place(effect.span, in: name)
      return "# \(place.path):\(place.line)  \(place.text)"
    }.joined(separator: "\n")
    let call = first.dottedCallee ?? "the call"
    return [
      Fix(
        title: "Undo `\(call)` in `\(name)` when the write is refused, or do it after the commit",
        applicability: .guidance,
        rationale: """
          It happens before the row is written, and no rollback takes it back: whoever comes second \
          has paid, or has been told, for nothing. What may wait belongs behind the commit; what \
          has to be first (a payment) is undone by its own means in the handler, with a key of the \
          operation so that undoing twice is undoing once.
          """,
        sketch: lines + """


          # what may wait
          with transaction.atomic():
              ...  # the write
              transaction.on_commit(partial(\(call), ...))

          # what has to come first
          try:
              with transaction.atomic():
                  ...  # the write
          except IntegrityError:
              ...  # refund, cancel, tell
              raise

          """)
    ]
  }
}

extension PythonSite {
  /// Calls before a place of the function whose effects are outside of the database: a payment, a
  /// mail, a request.
  func outsideEffects(before target: CodeSpan) -> [PythonCall] {
    var found: [PythonCall] = []
    for (statement, leaves) in scope.flattened where !leaves {
      guard statement.span.end <= target.start else { continue }
      for call in statement.expressions.flatMap(\.calls) where call.reachesOut {
        found.append(call)
      }
    }
    return found
  }
}

extension PythonCall {
  /// Whether it does something that others see at once.
  fileprivate var reachesOut: Bool {
    let names = callee.chain.map { $0.name.lowercased() }
    guard let last = names.last else { return false }
    let verbs = [
      "charge", "capture", "pay", "refund", "transfer", "send_mail", "mail_admins",
      "mail_managers", "send_sms", "publish", "notify", "send_message", "withdraw", "debit",
    ]
    if verbs.contains(last) || verbs.contains(where: { last.hasPrefix($0 + "_") }) { return true }
    if last == "send" { return names.count > 1 }
    return PythonVocabulary.isSlow(self)
      && !["get", "retrieve", "list", "fetch", "sleep"]
        .contains(last)
  }
}
