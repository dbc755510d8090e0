import DatabaseErrors
import EventSchema
import Frameworks
import SourceCode
import StackTraces

/// One application frame's function from its head down to the line that was running, as plain text.
/// For what can be told in any language, and to keep from claiming that something is not there.
struct RunningLines {
  /// With the text of each line in lower case.
  var lines: [String] = []
  /// The further lines of a call that the last line begins, in lower case.
  private var restOfCall = ""
  var place: String
  var path: String
  /// Of the last line, in the file.
  private var last: Int

  private static let linesMax = 60
  private static let heads = [
    "def ", "async def ", "func ", "function ", "async function ", "fn ", "pub fn ", "public ",
    "private ", "protected ", "internal ", "fun ", "suspend fun ", "sub ", "defp ", "override ",
  ]

  init?(_ frame: Frame, in tree: SourceTree) {
    guard let path = frame.displayPath, let last = frame.lineNumber,
      let file = tree.file(at: path, line: last)
    else { return nil }
    place = "\(path):\(last)"
    self.path = path
    self.last = last
    let newest = last - file.firstLine
    let texts = file.text.utf8.split(
      separator: UInt8(ascii: "\n"), maxSplits: max(0, newest) + 1,
      omittingEmptySubsequences: false)
    guard texts.indices.contains(newest) else { return }
    for index in stride(from: newest, through: max(0, newest - Self.linesMax), by: -1) {
      let line = String(Substring(texts[index])).lowercased()
      lines.append(line)
      guard index < newest else { continue }
      let code = Substring(line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
      if Self.heads.contains(where: code.hasPrefix) { break }
      // A method's; what stands above a function of the file belongs to it as well.
      if code.startIndex > line.startIndex, Self.isHead(code) { break }
    }
    if texts.indices.contains(newest + 1) {
      restOfCall = Self.rest(ofCall: lines[0], in: texts[newest + 1])
    }
    lines.reverse()
  }

  private static let linesOfCallMax = 12

  /// The further lines of a call that its first line does not close, which is the one that Python
  /// names.
  private static func rest(ofCall line: String, in text: Substring.UTF8View) -> String {
    var open = line.parenthesesLeftOpen
    guard open > 0, line.utf8.last != UInt8(ascii: "{") else { return "" }
    var rest = ""
    for next in text.split(separator: UInt8(ascii: "\n"), maxSplits: linesOfCallMax)
      .prefix(linesOfCallMax) where open > 0
    {
      let next = String(Substring(next)).lowercased()
      rest += " " + next.drop { $0 == " " || $0 == "\t" }
      open += next.parenthesesLeftOpen
    }
    return rest
  }

  /// Whether a line begins a function by its type and name alone: `void rename(long id) {`.
  private static func isHead(_ code: Substring) -> Bool {
    guard code.utf8.last == UInt8(ascii: "{") || code.hasSuffix("{\r"),
      let open = code.firstIndex(of: "("), code.contains(ascii: ")"), !code.contains(ascii: "=")
    else { return false }
    let words = code[..<open].split(separator: " ")
    guard words.count > 1, words.count < 5, let first = words.first else { return false }
    return !openings.contains(first)
      && words.allSatisfy { word in
        word.allSatisfy { $0.isLetter || $0.isNumber || "_<>[]?,@".contains($0) }
      }
  }

  /// Words that begin another block.
  private static let openings: Set<Substring> = [
    "if", "else", "for", "foreach", "while", "switch", "match", "catch", "return", "await", "new",
    "throw", "try", "case", "using", "with", "when", "guard", "do", "unless", "until", "yield",
    "select", "go", "defer", "synchronized", "lock", "repeat", "loop", "in",
  ]

  /// Those above a line of the file.
  func lines(above number: Int) -> ArraySlice<String> {
    lines.dropLast(min(lines.count, max(0, last - number + 1)))
  }

  /// Empties lines whose meaning is known from reading them, with those that go on with a chain.
  mutating func leaveOut(_ places: [SourcePlace]) {
    for place in places where place.path.hasSuffix(path) || path.hasSuffix(place.path) {
      let index = lines.count - 1 - (last - place.line)
      guard lines.indices.contains(index), place.line < last else { continue }
      lines[index] = ""
      for next in lines.indices.dropFirst(index + 1).dropLast() {
        guard lines[next].drop(while: { $0 == " " || $0 == "\t" }).first == "." else { break }
        lines[next] = ""
      }
    }
  }

  /// A line without an answer that it returns and without the error that it raises: what is asked
  /// for there, no write follows.
  fileprivate static func withoutAnswer(_ line: String) -> Substring {
    let code = line.drop { $0 == " " || $0 == "\t" }
    guard ["return ", "raise ", "throw "].contains(where: code.hasPrefix) else {
      // `guard !isTaken else { throw Refusal.emailExists }`
      let leaving = ["{ throw ", "{ return "]
      guard leaving.contains(where: line.mentions) else { return line[...] }
      let block = line.indices.first { start in
        line[start] == "{" && leaving.contains(where: line[start...].hasPrefix)
      }
      return block.map { line[..<$0] } ?? line[...]
    }
    let words = [" if ", " unless "]
    for start in code.indices where code[start] == " " {
      if words.contains(where: code[start...].hasPrefix) { return code[start...] }
    }
    return ""
  }

  /// Whether a function is called before the write whose name says that it asks for something:
  /// `ensureFree(…)`, `taken?`, `assert_unused(…)`.
  func asksByCall(above write: SourcePlace?) -> Bool {
    let isOfWrite = write.map { $0.path.hasSuffix(path) } ?? false
    // The last line of a caller leads on to the write.
    let above = isOfWrite ? lines(above: write?.line ?? .max) : lines.dropLast()
    return above.contains { line in
      let code = line.drop { $0 == " " || $0 == "\t" }
      guard !Self.comments.contains(where: code.hasPrefix), !code.hasPrefix("raise "),
        !code.hasPrefix("throw "), !Self.heads.contains(where: code.hasPrefix)
      else { return false }
      return String(Self.withoutAnswer(line)).calledNames.contains { name in
        Self.askingStems.stand(in: name)
          || name.hasPrefix("by") && name.count > 4 && !Self.otherNames.contains(name)
      }
    }
  }

  private static let comments = ["#", "//", "--", "*", "/*", "<!--"]
  private static let askingStems = Needles([
    "ensure", "assert", "verif", "taken", "exist", "unique", "avail", "is_free", "isfree", "unused",
    "duplicate", "conflict", "already", "in_use", "inuse", "check_", "precheck", "by_", "findby",
    "getby", "existsby", "countby", "loadby", "lookupby", "fetchby",
  ])
  /// Names that begin like `ByEmail` and ask for nothing.
  private static let otherNames: Set<String> = ["bytes", "bytea", "bypass", "bytecount"]

  /// The last lines, as many as are wanted, to the end of the call.
  func text(last count: Int = .max) -> String {
    lines.suffix(count).joined(separator: "\n") + restOfCall
  }

  /// Whether a line has the word in it, and one of others.
  func hasLine(mentioning word: String, with others: Needles) -> Bool {
    lines.contains { $0.mentions(word) && others.stand(in: $0) }
  }
}

extension Evidence {
  /// What the text of the running functions shows, whatever the language.
  mutating func noteText() {
    noteParentInText()
    if Set.keys.contains(violation.kind), let function = running.last {
      let text = function.text(last: 6)
      if key.contains(where: { Self.computes($0, in: text) }) {
        note(.writeIsUpdate, "The statement changes rows", at: function.place)
        note(
          .writeShiftsKey,
          "The statement computes the key of each row from its present one, so that it passes over "
            + "values that others still hold", at: function.place)
      }
    }
    if violation.kind == .check {
      let columns = (trail.failing?.statement.computedColumns ?? []) + self.columns
      let names = columns.map { $0.lowercased() }
      // A caller may give the expression to the function that saves the row.
      for function in running.reversed() where !facts.shows(.computesColumn) {
        let text = function.text()
        guard names.contains(where: { Self.computes($0, in: text) }) else { continue }
        note(
          .computesColumn,
          "The column is computed in the statement, which has no condition on what is left",
          at: function.place)
      }
      for function in running where Self.compares(names, in: function) {
        note(
          .looksAtValue, "The code compares the present value before it writes", at: function.place)
      }
    }
  }

  /// Whether a column's present value is asked for or compared above the last line.
  private static func compares(_ columns: [String], in function: RunningLines) -> Bool {
    function.lines.dropLast().contains { line in
      guard columns.contains(where: line.mentions) else { return false }
      let code = line.drop { $0 == " " || $0 == "\t" }
      let isCondition =
        conditions.contains(where: code.hasPrefix) || conditions.contains(where: line.mentions)
      return isCondition && line.contains { $0 == "<" || $0 == ">" } || line.mentions("select ")
    }
  }

  /// Whether a statement sets a column from its present value.
  private static func computes(_ column: String, in text: String) -> Bool {
    let sums = ["+", "-"].flatMap { sign in
      [
        "\(column) = \(column) \(sign)", "\(column)=\(column)\(sign)", "\"\(column) \(sign) ",
        "'\(column) \(sign) ",
      ]
    }
    return (sums + ["f(\"\(column)\")", "f('\(column)')"]).contains(where: text.mentions)
      || ["decrement", "increment"].contains { text.mentions($0) && text.mentions(column) }
  }

  /// The parent's table without its prefix and plural: `club` of `boats_clubs`.
  private mutating func noteParentInText() {
    guard violation.kind == .foreignKey, !facts.shows(.readsParent),
      let parent = violation.referencedTable?.splitAtWords.last
    else { return }
    let stem = parent.hasSuffix("s") ? String(parent.dropLast()) : parent
    for function in running where function.hasLine(mentioning: stem, with: Self.lookingWords) {
      note(
        .parentMayBeRead, "The code asks `\(violation.referencedTable ?? "")` for something before",
        at: function.place)
    }
  }

  private static let conditions = ["if ", "if(", "unless ", "elif ", "elsif ", "guard ", "when "]

  /// Whether a running function may look for the key or make it up in a way that its reader did not
  /// understand; nobody says then that nothing looked.
  var mayLookUnread: Bool {
    if source.validators.contains(where: \.isUnseen) { return true }
    if !source.sawWholeSource, usesUnseenValidator { return true }
    let readsGuard = lookups.contains { !$0.isFromStatement && $0.guardsWrite == true }
    let known = rowsReadByIdentity + looksThatAreUnderstood
    let running = running.map { function in
      var function = function
      function.leaveOut(known)
      return function
    }
    if !readsGuard, running.contains(where: { $0.asksByCall(above: source.write) }) { return true }
    let names = Array(key) + (table.map { [$0.lowercased()] } ?? [])
    return running.contains { function in
      let isOfWrite = source.write.map { $0.path.hasSuffix(function.path) } ?? false
      // In the statement of the write only what looks and writes at once can look.
      let above =
        isOfWrite ? function.lines(above: source.write?.line ?? .max) : function.lines[...]
      let own = function.lines.suffix(function.lines.count - above.count)
      return above.contains { line in
        let line = String(RunningLines.withoutAnswer(line))
        return names.contains(where: line.mentions) && Self.asks(line)
      } || own.contains { Self.choosingWords.stand(in: $0) }
        || function.lines.contains { Self.makingWords.stand(in: $0) }
    }
  }

  /// Look-ups of the table of which every condition is known, and so is what it is to the key.
  private var looksThatAreUnderstood: [SourcePlace] {
    source.checks.filter { check in
      guard check.table != nil, !check.columns.isEmpty else { return false }
      let relation = sourceRelation(Set(check.columns.map { $0.lowercased() }), key)
      // What asks for other columns asks for less of them with further conditions.
      guard check.otherPredicates.isEmpty || relation == .other else { return false }
      return relation != .unknown
        && check.otherPredicates.allSatisfy { predicate in
          !key.contains { predicate.lowercased().mentions($0) }
        }
    }.map(\.place)
  }

  /// Where the source reads a row by its own key, or a parent: both ask for nothing else.
  private var rowsReadByIdentity: [SourcePlace] {
    let identities: Set<String> = ["id", "pk", "uuid", "_id"]
    let reads = source.checks.filter { check in
      !check.columns.isEmpty && check.otherPredicates.isEmpty
        && check.columns.allSatisfy {
          identities.contains($0.lowercased()) && !key.contains($0.lowercased())
        }
    }
    return reads.map(\.place) + source.parentReads.map(\.place)
  }

  /// Whether what is written went through a form, serializer or request class whose source is not
  /// at hand.
  private var usesUnseenValidator: Bool {
    guard !source.validators.contains(where: { $0.place != nil }) else { return false }
    return running.contains { function in
      function.lines.contains { Self.validatedWords.stand(in: $0) }
    }
  }

  private static let validatedWords = Needles([
    "cleaned_data", "validated_data", "is_valid(", "->validated(", "->safe(", "serializer.save(",
    "form.save(",
  ])

  /// Whether a line asks for something, by its words. `account`, `company(` and `first_name` hold
  /// some of them and do not ask.
  private static func asks(_ line: String) -> Bool {
    lookingWords.stand(in: line) || line.calls(among: lookingWholeWords)
  }

  private static let lookingWords = Needles([
    "select", "find", "filter", "exist", "max(", "lookup", "fetch", "get_or", "query", "where",
    "known", "taken", "cache", "count(", "count_", ".count",
  ])
  private static let lookingWholeWords: Set<Substring> = [
    "first", "any", "count", "one", "firstorfail", "firstwhere", "countby", "anyasync",
    "countasync", "firstasync", "firstordefault", "firstordefaultasync", "oneornone",
  ]
  private static let choosingWords = Needles([
    "find", "exist", "getor", "get_or", "orelse", "or_else", "firstor", "first_or", "upsert",
    "createor", "create_or", "updateor", "update_or", "unless", "??", "||",
  ])
  private static let makingWords = Needles([
    "random", "secrets.", "uuid", "token_", "choice(", "rand(", "copy", "clone", "dup", "replicate",
    "max(", "next_", "nanoid",
  ])
}

extension String {
  fileprivate var parenthesesLeftOpen: Int {
    utf8.reduce(0) { count, byte in
      byte == UInt8(ascii: "(") ? count + 1 : byte == UInt8(ascii: ")") ? count - 1 : count
    }
  }

  /// Whether it calls one of these, or asks something for it: `.first`, `count(`. A variable of
  /// that name asks for nothing.
  fileprivate func calls(among words: Set<Substring>) -> Bool {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { word in
      guard words.contains(word) else { return false }
      let (before, after) = (self[..<word.startIndex].last, self[word.endIndex...].first)
      return before.map(".>:".contains) ?? false || after == "("
    }
  }

  /// The names before an opening parenthesis, and those that end in a question mark.
  fileprivate var calledNames: [String] {
    var names: [String] = []
    var start: Index?
    for index in indices {
      let character = self[index]
      if character.isLetter || character.isNumber || character == "_" {
        start = start ?? index
        continue
      }
      if let first = start, character == "(" || character == "?" || character == "!" {
        names.append(String(self[first..<index]))
      }
      start = nil
    }
    return names
  }
}
