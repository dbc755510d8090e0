import SourceCode

/// Gathers what one model's source says, in the order of the source.
struct DeclaredModel {
  var declaration: ModelDeclaration
  private let column: (String) -> String

  init(
    _ name: String, table: String?, _ place: SourceFacts.Place,
    column: @escaping (String) -> String
  ) {
    declaration = ModelDeclaration(name: name, table: table, place: place)
    self.column = column
  }

  /// A column; the options are those that declarations of all libraries share.
  mutating func add(
    _ field: String, column name: String? = nil, isNullable: Bool, lengthMax: Int? = nil,
    isGenerated: Bool = false, references: String? = nil, _ place: SourceFacts.Place
  ) {
    var added = SourceFacts.Relation.Column(
      field: field, column: name ?? column(field), isNullable: isNullable,
      referencedTable: references, place: place)
    added.lengthMax = lengthMax
    added.isGenerated = isGenerated
    declaration.columns.append(added)
  }

  /// A key over columns, or over fields whose columns were added before.
  mutating func addKey(
    _ kind: SourceFacts.Relation.Constraint.Kind, _ columns: [String], name: String? = nil,
    isConditional: Bool = false, _ place: SourceFacts.Place
  ) {
    guard !columns.isEmpty else { return }
    let names = columns.map { field in
      declaration.columns.first { $0.field == field || $0.column == field }?.column ?? column(field)
    }
    let isKnown = declaration.constraints.contains { $0.kind == kind && $0.columns == names }
    guard !isKnown else { return }
    declaration.constraints.append(
      SourceFacts.Relation.Constraint(
        kind: kind, name: name, columns: names, isConditional: isConditional, place: place))
  }
}

extension CodeCall {
  /// The value of a named argument.
  func argument(_ key: String) -> CodeExpression? {
    arguments.first { $0.key == key }?.value
  }

  func text(_ key: String) -> String? { argument(key)?.text }

  /// The first argument without a name, as a text.
  var firstText: String? { arguments.first { $0.key == nil }?.value.text }

  func number(_ key: String) -> Int? { argument(key)?.number }

  var firstNumber: Int? { arguments.first { $0.key == nil }?.value.number }

  func isSet(_ key: String, to word: String) -> Bool { argument(key)?.plainName == word }
}

extension CodeLink {
  var firstText: String? { arguments?.first { $0.key == nil }?.value.text }
  var firstNumber: Int? { arguments?.first { $0.key == nil }?.value.number }
  var texts: [String] { (arguments ?? []).flatMap { $0.value.strings.map(\.value) } }
}

extension CodeExpression {
  fileprivate var number: Int? {
    if case .number(let digits) = kind { Int(digits) } else { nil }
  }
}

extension [CodeLink] {
  func link(_ name: String) -> CodeLink? { first { $0.name == name } }
  func has(_ name: String) -> Bool { contains { $0.name == name } }
}

extension String {
  /// The names behind a word in a text: of `x => new { x.A, x.B }` behind `x.` A and B.
  func names(behind word: String) -> [String] {
    let bytes = Array(utf8)
    let wanted = Array(word.utf8)
    var found: [String] = []
    var index = 0
    while index + wanted.count <= bytes.count, !wanted.isEmpty {
      let isStart = index == 0 || !bytes[index - 1].isNameByte
      guard isStart, bytes[index..<(index + wanted.count)].elementsEqual(wanted) else {
        index += 1
        continue
      }
      let name = bytes[(index + wanted.count)...].prefix { $0.isNameByte }
      if !name.isEmpty { found.append(String(decoding: name, as: UTF8.self)) }
      index += wanted.count
    }
    return found
  }

  /// The number in the first parenthesis: `varchar(40)`.
  var numberInParentheses: Int? {
    guard let open = firstIndex(of: "(") else { return nil }
    return Int(self[index(after: open)...].prefix { $0.isNumber })
  }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    let lower = self | 0x20
    return (lower >= 0x61 && lower <= 0x7A) || (self >= 0x30 && self <= 0x39)
      || self == UInt8(ascii: "_") || self >= 0x80
  }
}
