import DatabaseErrors
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// Make another key when the first one is taken, a few times.
  var newKey: [Fix] {
    guard isAboutUniqueness, let made = madeColumn, let write, write.use.operation == .create,
      let refusal = SQLAlchemyRefusal(self), let storing = KeyStoring(self, write)
    else { return [] }
    let (site, block) = (write.site, storing.block)
    let file = site.file
    guard let first = firstOfKey(made, block, storing.start, write) else { return [] }
    let level = file.style.indent
    let before = Array(block[first..<storing.index])
    let statement = block[storing.index]
    guard let margin = file.margin(of: statement), let range = file.lines(of: before),
      let last = file.lines(of: [statement]),
      let (kept, attempts) = varied(before, range, margin: margin, in: file)
    else { return [] }
    let inner = margin + level
    let session = storing.session
    var text = "\(margin)for attempt in range(\(attempts)):\n\(kept)\(inner)try:\n"
    if !storing.isByOther { text += "\(inner)\(level)\(session.savepoint):\n" }
    text += file.reindented(
      last, from: margin, to: inner + level + (storing.isByOther ? "" : level),
      statements: [statement])
    if !storing.isReturned { text += "\(inner)\(level)break\n" }
    text += "\(inner)except IntegrityError as error:\n"
    if storing.isByOther { text += "\(inner)\(level)\(session.call("rollback()"))\n" }
    text += refusal.lines("error", style: file.style, margin: inner + level)
    text += "\(inner)\(level)if attempt == \(attempts - 1):\n"
    text += "\(inner)\(level)\(level)raise\n"
    var change = PythonChange()
    change.edit(file, Edit(range.lowerBound..<last.upperBound, with: text))
    change.addImport(["IntegrityError"], from: "sqlalchemy.exc", in: file)
    if storing.isByOther { importSession(session, into: file, &change) }
    let fix = change.fix(
      "Try another \(field(made)) in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The unique key stays the judge of what is taken. It helps as long as most keys are free: \
        when they run out, only longer ones do.
        """)
    return [fix].compactMap(\.self)
  }

  /// Whether the key is made from a text of the request where no other can be made: then whoever
  /// comes second is told.
  var tellsOfTakenText: Bool { memberOfKey != nil && newKey.isEmpty }

  /// The statements that make the key and the row, as they give another key in each round, and how
  /// many rounds there are; `nil` where they would give the same again.
  private func varied(
    _ before: [PythonStatement], _ range: Range<Int>, margin: String, in file: PythonFile
  ) -> (text: String, attempts: Int)? {
    let counted = before.lazy.compactMap { $0.countPlusOne(in: file) }.first
    if isKeyComputed, counted == nil, !before.contains(where: asksForLargest) { return nil }
    var kept = file.reindented(
      range, from: margin, to: margin + file.style.indent, statements: before)
    if let text = textOfKey {
      // The same text gives the same key, whoever asks.
      guard kept.components(separatedBy: text).count == 2 else { return nil }
      kept = kept.replacing(text, by: "\(text) + (f\"-{attempt + 1}\" if attempt else \"\")")
    }
    if let counted {
      // Behind rows that are gone, the count alone would give the same number again.
      guard kept.components(separatedBy: counted).count == 2 else { return nil }
      kept = kept.replacing(counted, by: counted + " + attempt")
    }
    return (kept, counted == nil ? Self.attemptsMax : Self.attemptsMaxOfCount)
  }

  private static let attemptsMax = 5
  /// The gaps of removed rows that a number from their count may have to pass.
  private static let attemptsMaxOfCount = 100

  /// Whether a statement asks for the largest value itself, or in a function of the project whose
  /// answer it takes as it is.
  private func asksForLargest(_ statement: PythonStatement) -> Bool {
    if statement.asksForLargest { return true }
    guard let site = write?.site else { return false }
    return statement.calls.contains { call in
      source.callee(of: call, at: site)?.function?.body.contains(where: \.asksForLargest) == true
    }
  }

  /// The column of the key that code makes up: the only one, or the only one that is counted from
  /// rows beside others that are given: the number of an episode within its show.
  var madeColumn: String? {
    if columns.count == 1 { return columns[0] }
    let counted = columns.filter { column in
      facts.origins.contains { $0.column == column && $0.kind == .computedFromRows }
    }
    return counted.count == 1 ? counted[0] : nil
  }

  /// Whether the key is a number that is made from the rows that are there.
  var isKeyComputed: Bool {
    write?.use.operation == .create
      && facts.origins.contains {
        $0.column == madeColumn && $0.kind == .computedFromRows
      }
  }

  /// Whether the number is a count of rows, which repeats itself when one is removed.
  var isKeyCounted: Bool {
    guard isKeyComputed, let write else { return false }
    let file = write.site.file
    return write.site.scope.contains { $0.countPlusOne(in: file) != nil }
  }

  /// Where the loop begins: with the row, or with the name that holds its key right before it;
  /// `nil` when the key is not made there.
  private func firstOfKey(
    _ column: String, _ block: [PythonStatement], _ start: Int, _ write: PythonReading.PathUse
  ) -> Int? {
    guard let value = write.use.values.last(where: { $0.column == column })?.expression else {
      return relation?.defaults[column] == nil ? nil : start
    }
    var (names, index) = (value.names, start)
    var first = value.calls.isEmpty ? nil : start
    while index > 0 {
      index -= 1
      guard let (bound, given) = block[index].simpleAssignment else { break }
      guard names.contains(bound) else { continue }
      if !given.calls.isEmpty { first = index }
      names.formUnion(given.names)
    }
    return first
  }

  /// The function that makes the key, as a patch names it: `office.fleet.new_code`, and what kind
  /// of value it gives.
  var generatorOfKey: (name: String, gives: GeneratedValue)? {
    guard let write, let column = madeColumn else { return nil }
    let site = write.site
    let value = write.use.values.last { $0.column == column }?.expression
    guard let value else { return nil }
    let bound = site.bindings(before: write.use.span.start)
    let made: PythonExpression? =
      if case .name(let name) = value.kind { bound[name] } else { value }
    let module = dotted(site.file.source.path)
    if let call = made?.asCall, case .name(let name) = call.callee.kind,
      source.definition(of: name, in: site.file)?.function != nil
    {
      return ("\(module).\(name)", .key)
    }
    for call in made?.calls ?? [] {
      guard let name = call.name, let gives = GeneratedValue(of: name),
        let callee = call.callee.dottedName, let owner = callee.split(separator: ".").first,
        site.file.imports[String(owner)] != nil
      else { continue }
      return ("\(module).\(callee)", gives)
    }
    return nil
  }

  /// The call that makes the key from a text alone, as it is written: `slugify(title)`.
  private var textOfKey: String? {
    guard let call = textualCall else { return nil }
    return write?.site.file.source(of: call)
  }

  /// The text that the key is made from, as the request gives it: `title` of `slugify(body.title)`.
  var memberOfKey: String? {
    guard let given = textualCall?.asCall?.positional.first else { return nil }
    if case .subscripted(_, let indices) = given.kind { return indices.first?.stringValue }
    // `form.title.data`
    let names = given.chain.map(\.name)
    if names.count > 2, names.last == "data" { return names[names.count - 2] }
    return given.dottedName?.lastName
  }

  /// `slugify(title)`: the call of a function that gives the same for the same.
  private var textualCall: PythonExpression? {
    guard let write, let column = columns.first,
      let written = write.use.values.last(where: { $0.column == column }),
      let value = written.expression ?? written.handed
    else { return nil }
    let isOwn = written.expression != nil
    let site = isOwn ? write.site : written.giver ?? write.site
    let bound = site.bindings(before: isOwn ? write.use.span.start : value.span.start)
    let made: PythonExpression? =
      if case .name(let name) = value.kind { bound[name] } else { value }
    guard let made, let call = made.asCall, let first = call.positional.first, first.calls.isEmpty,
      let name = call.callee.dottedName,
      let function = source.definition(of: name, in: site.file)?.function
    else { return nil }
    let varying: Set<String> = [
      "uuid4", "uuid1", "now", "utcnow", "today", "time", "time_ns", "next", "getrandbits",
      "randint", "randrange", "randbelow", "choice", "choices", "sample", "random", "token_hex",
      "token_urlsafe", "urandom", "scalar", "execute", "query", "first", "count",
    ]
    let isSame = function.body.allSatisfy { statement in
      statement.calls.allSatisfy { !varying.contains($0.name ?? "") }
    }
    return isSame ? made : nil
  }

  /// What a function of the standard library that makes keys gives.
  enum GeneratedValue {
    case key, number, list

    fileprivate init?(of function: String) {
      switch function {
      case "randint", "randrange", "randbelow", "getrandbits": self = .number
      case "token_hex", "token_urlsafe": self = .key
      case "choices", "sample": self = .list
      default: return nil
      }
    }
  }
}

extension PythonStatement {
  /// `session.query(Bill).count() + 1` as it is written.
  func countPlusOne(in file: PythonFile) -> String? {
    var found: String?
    visitExpressions { part in
      if found == nil, case .binary(let left, "+", let right) = part.kind,
        case .number("1") = right.kind,
        left.calls.contains(where: { ["count", "len"].contains($0.name ?? "") })
      {
        found = file.source(of: part)
      }
      return found == nil
    }
    return found
  }

  /// Whether the largest value, or the last row, is asked for.
  var asksForLargest: Bool {
    calls.contains { ["max", "order_by", "desc"].contains($0.name ?? "") }
  }
}

/// Where a row with a key that is made up is stored: by the session, or by a function that also
/// commits.
private struct KeyStoring {
  let block: [PythonStatement]
  /// Indices into the block: of the row's own statement, and of the one that stores it.
  let start: Int
  let index: Int
  /// Whether a function that is handed the row stores it.
  let isByOther: Bool
  /// Whether what it gives is the result: `return await shows.add(show)`.
  private(set) var isReturned = false
  let session: SQLAlchemySession

  init?(_ reading: SQLAlchemyReading, _ write: PythonReading.PathUse) {
    let site = write.site
    guard let made = site.statement(holding: write.use.span),
      let name = made.simpleAssignment?.name, let block = site.block(of: made),
      let start = block.firstIndex(where: { $0.span == made.span }), !site.isInLoop(made),
      reading.givesAllRequired(write)
    else { return nil }
    let later = block.indices.filter { $0 > start }
    if let index = later.first(where: { block[$0].isAddition(of: name) }) {
      guard let own = SQLAlchemySession(of: block[index], at: site, reading.source) else {
        return nil
      }
      (self.index, isByOther, session) = (index, false, own)
    } else {
      let inner = Set(reading.sites.prefix { !$0.isSameFunction(as: site) }.map(\.functionName))
      let index = later.first { place in
        block[place].blocks.isEmpty
          && block[place].calls.contains { call in
            inner.contains(call.name) && call.positional.first?.dottedName == name
          }
      }
      // What was written before would be taken back with it.
      guard let index, reading.facts.otherWrites.isEmpty,
        let own = reading.globalSession ?? reading.sessionOfCallee(at: site)
      else { return nil }
      if case .return = block[index].kind { isReturned = true }
      (self.index, isByOther, session) = (index, true, own)
    }
    let handlers = site.handlers(around: block[index].span)
    guard !handlers.contains(where: { $0.handler.expectsViolations }) else { return nil }
    self.block = block
    self.start = start
  }
}
