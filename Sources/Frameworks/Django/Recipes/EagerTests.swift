import Fixes
import SourceCode

/// The project's own tests that expect a task to have run when the request is answered: with tasks
/// that run at once they would never see one that waits for the commit, since a `TestCase` never
/// commits.
struct EagerTests {
  private let statements: [(file: PythonFile, statement: PythonStatement)]

  /// - Parameter route: Of the view that hands the task over.
  init(_ reading: DjangoReading, of route: DjangoRoute) {
    let isEager = reading.failure.tree.files.contains { file in
      file.path.hasSuffix(".py") && file.mentions("ALWAYS_EAGER")
    }
    guard isEager else {
      statements = []
      return
    }
    let path = route.parts.map { part in
      if case .text(let text) = part { text } else { "{}" }
    }.joined()
    let tests = reading.failure.tree.files.filter { file in
      file.path.hasSuffix(".py") && PythonSource.isAside(file.path) && file.isWhole
        && file.mentions("self.client.")
    }
    statements = tests.flatMap { Self.requests(to: path, in: PythonFile($0)) }
  }

  private static func requests(
    to path: String, in file: PythonFile
  ) -> [(file: PythonFile, statement: PythonStatement)] {
    file.functions.flatMap { _, function, type -> [(PythonFile, PythonStatement)] in
      let bases = type?.bases.map(\.lastName) ?? []
      guard bases.contains("TestCase") || bases.contains("APITestCase") else { return [] }
      return function.body.flattened.compactMap { statement, _ in
        guard statement.blocks.isEmpty, file.margin(of: statement) != nil else { return nil }
        let asks = statement.expressions.flatMap(\.calls).contains { call in
          call.dottedCallee?.hasPrefix("self.client.") == true
            && call.positional.first?.path == path
        }
        return asks ? (file, statement) : nil
      }
    }
  }

  /// Runs what waits for the commit right behind each of the requests.
  func adapt(in change: inout PythonChange) {
    for (file, statement) in statements {
      guard let margin = file.margin(of: statement), let range = file.lines(of: [statement]) else {
        continue
      }
      let moved = file.reindented(
        range, from: margin, to: margin + file.style.indent, statements: [statement])
      change.edit(
        file,
        Edit(
          range, with: "\(margin)with self.captureOnCommitCallbacks(execute=True):\n" + moved))
    }
  }
}

extension PythonExpression {
  /// The text of a string, with `{}` for each value in it.
  fileprivate var path: String? {
    if case .string(let string) = kind { string.value } else { nil }
  }
}
