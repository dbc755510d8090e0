import EventSchema
import StackTraces

extension ValueFacts {
  /// Lists longer than this are looked at to here.
  private static let elementsMax = 2_000
  private static let depthMax = 4

  /// A list, sent or held, with the refused key in two of its elements.
  static func repetition(
    _ key: [KeyValue], _ columns: [String], _ event: Event, _ frames: [Frame], _ inApp: [Bool]
  ) -> Repetition? {
    if let data = event.request.map({ HeldValue.body($0.data) }),
      let found = repetition(in: data, "", "request", key, columns, 0)
    {
      return found
    }
    for index in frames.indices.reversed() where inApp[index] {
      let frame = frames[index]
      let place = frame.lineNumber.map { "\(frame.shownPath):\($0)" } ?? frame.shownPath
      for variable in frame.variables {
        if let found = repetition(in: variable.value, variable.name, place, key, columns, 0) {
          return found
        }
      }
    }
    return nil
  }

  private static func repetition(
    in value: JSON, _ name: String, _ place: String, _ key: [KeyValue], _ columns: [String],
    _ depth: Int
  ) -> Repetition? {
    guard depth < depthMax else { return nil }
    switch value {
    case .object(let members):
      for member in members {
        let inner = name.isEmpty ? member.name : "\(name).\(member.name)"
        if let found = repetition(in: member.value, inner, place, key, columns, depth + 1) {
          return found
        }
      }
      return nil
    case .array(let elements):
      let elements = elements.prefix(elementsMax)
      if let count = repeatedPart(elements, name, key, columns) {
        return Repetition(name: name, place: place, count: count, relation: .equal)
      }
      if let found = repeatedKey(elements, key, columns) {
        return Repetition(
          name: name.isEmpty ? "the body" : name, place: place, count: found.count,
          relation: found.relation)
      }
      for element in elements.prefix(20) {
        if let found = repetition(in: element, name, place, key, columns, depth + 1) {
          return found
        }
      }
      return nil
    default: return nil
    }
  }

  /// How often the key stands among the elements, if more than once. Where the refused value is
  /// known, only that one counts.
  private static func repeatedKey(
    _ elements: ArraySlice<JSON>, _ key: [KeyValue], _ columns: [String]
  ) -> (count: Int, relation: ValueRelation)? {
    guard elements.count > 1, !columns.isEmpty else { return nil }
    let (key, columns) = partOfRows(elements, key, columns)
    let wanted = key.count == columns.count ? key.map(\.value) : nil
    var exact: [[String]: Int] = [:]
    var folded: [[String]: Int] = [:]
    for element in elements {
      guard let values = keyValues(of: element, columns, isValueKnown: wanted != nil) else {
        continue
      }
      exact[values, default: 0] += 1
      folded[values.map(\.folded), default: 0] += 1
    }
    func count(_ counts: [[String]: Int], _ wanted: [String]?) -> Int {
      wanted.map { counts[$0] ?? 0 } ?? counts.values.max() ?? 0
    }
    let equal = count(exact, wanted)
    if equal > 1 { return (equal, .equal) }
    let alike = count(folded, wanted?.map(\.folded))
    return alike > 1 && wanted != nil ? (alike, .letterCaseAndBlanks) : nil
  }

  /// The part of the key that rows of a list tell: the rest is the owner that all of them have, as
  /// far as it is a reference that none of them names.
  private static func partOfRows(
    _ elements: ArraySlice<JSON>, _ key: [KeyValue], _ columns: [String]
  ) -> (key: [KeyValue], columns: [String]) {
    guard columns.count > 1, key.count == columns.count,
      key.allSatisfy({ $0.column != nil })
    else { return (key, columns) }
    func isTold(_ column: String) -> Bool {
      elements.contains { keyValues(of: $0, [column], isValueKnown: false) != nil }
    }
    let told = columns.filter(isTold)
    let others = columns.filter { !told.contains($0) }
    guard !told.isEmpty, !others.isEmpty,
      others.allSatisfy({ $0.lowercased().hasSuffix("_id") })
    else { return (key, columns) }
    let parts = told.compactMap { column in
      key.first { $0.column?.lowercased() == column.lowercased() }
    }
    return parts.count == told.count ? (parts, told) : (key, columns)
  }

  /// How often the one part of the refused key that a list of plain values gives stands in it, if
  /// more than once: the rest of the key is the owner that all rows of the list have.
  private static func repeatedPart(
    _ elements: ArraySlice<JSON>, _ name: String, _ key: [KeyValue], _ columns: [String]
  ) -> Int? {
    guard columns.count > 1, key.count == columns.count, elements.count > 1 else { return nil }
    let list = HeldValue.plain(String(name.split(separator: ".").last ?? ""))
    // `tag_ids` gives `tag_id`; without such a name the part is the one that is no reference.
    let named = key.filter { part in part.plainColumn.map { list == $0 + "s" } ?? false }
    let own = key.filter { $0.column?.lowercased().hasSuffix("_id") == false }
    let parts = named.isEmpty ? own : named
    guard parts.count == 1, !parts[0].value.isEmpty else { return nil }
    if named.isEmpty, parts[0].value.allSatisfy(\.isNumber) { return nil }
    let equal = elements.count { element in
      if case .object = element { false } else { readLocalValue(element) == parts[0].value }
    }
    return equal > 1 ? equal : nil
  }

  /// A list of plain values in the function at fault, one of which stands in it twice. What the key
  /// has to do with it, only the source can tell.
  static func repeatedElement(_ frames: [Frame], _ inApp: [Bool]) -> Repetition? {
    guard let index = frames.indices.last(where: { inApp[$0] }) else { return nil }
    let frame = frames[index]
    for variable in frame.variables {
      guard case .array(let elements) = variable.value, elements.count > 1 else { continue }
      var counts: [String: Int] = [:]
      for element in elements.prefix(elementsMax) {
        if case .object = element { continue }
        if case .array = element { continue }
        guard let text = readLocalValue(element), !text.isEmpty, text != "None" else { continue }
        counts[text, default: 0] += 1
      }
      guard let count = counts.values.max(), count > 1 else { continue }
      let place = frame.lineNumber.map { "\(frame.shownPath):\($0)" } ?? frame.shownPath
      return Repetition(name: variable.name, place: place, count: count, relation: .equal)
    }
    return nil
  }

  /// The key of one element: the fields of an object by the columns' names, in other words too if
  /// the value to look for is known; a scalar is the key of one column, if it is known.
  private static func keyValues(
    of element: JSON, _ columns: [String], isValueKnown: Bool
  ) -> [String]? {
    if case .object(let members) = element {
      let plain = members.map { HeldValue.plain($0.name) }
      let values = columns.compactMap { column -> String? in
        let name = HeldValue.plain(column)
        let index =
          plain.firstIndex { $0 == name || $0 + "id" == name }
          ?? (isValueKnown ? plain.firstIndex { HeldValue.isName($0, of: name) } : nil)
        return index.flatMap { readLocalValue(members[$0].value) }
      }
      return values.count == columns.count ? values : nil
    }
    guard columns.count == 1, isValueKnown, let text = readLocalValue(element) else { return nil }
    return [text]
  }
}

extension String {
  /// As a key that ignores case, accents and outer blanks sees it.
  fileprivate var folded: String { withSingleBlanks.withoutAccents }
}
