/// A name that Django makes of a table and columns, with a checksum of both that proves where one
/// ends and the next begins: `berths_booking_berth_id_night_3b6e5cdf_uniq`.
///
/// `_create_index_name` in django/db/backends/base/schema.py: the table and the joined columns are
/// cut where the name would be too long, the checksum is of all of them.
struct DjangoName {
  /// Table and columns, joined.
  private let text: [UInt8]
  private let digest: UInt32

  /// Columns of one key that are looked for.
  private static let columnsMax = 4
  /// Parts between underscores, of which the ways to join them are tried: some hundreds.
  private static let partsMax = 12

  /// `nil` for a name of another form.
  init?(_ name: String) {
    let parts = name.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    let index = parts.indices.dropFirst(2).dropLast().last { index in
      ["uniq", "fk"].contains(String(Substring(parts[index + 1]))) && parts[index].count == 8
    }
    guard let index, index <= Self.partsMax,
      let digest = UInt32(String(Substring(parts[index])), radix: 16)
    else { return nil }
    self.digest = digest
    text = Array(parts[..<index].joined(separator: CollectionOfOne(UInt8(ascii: "_"))))
  }

  /// Table and columns when the checksum is theirs.
  ///
  /// - Parameter table: As far as it is known. Without it, or where it is written otherwise, a name
  ///   that was cut tells nothing.
  func reading(of table: String?) -> NamingConvention.Reading? {
    if let table {
      let known = Array(table.utf8)
      if let columns = columnsBehind(known) { return .init(table: table, columns: columns) }
    }
    guard let names = parted(text, behind: [], into: 2...(Self.columnsMax + 1)) else { return nil }
    guard table == nil || table?.lowercased() == names[0].lowercased() else { return nil }
    return .init(table: names[0], columns: Array(names.dropFirst()))
  }

  /// The columns among these whose checksum with the table's it is, in the order of the key; empty
  /// where none are. For names whose columns were cut as well.
  func columns(of table: String, among columns: [String]) -> [String] {
    let start = Array(table.utf8)
    guard let visible = textBehind(start) else { return [] }
    var keys = columns.filter { visible.starts(with: $0.utf8) || $0.utf8.starts(with: visible) }
      .map { [$0] }
    for _ in 0..<Self.cutColumnsMax {
      if let key = keys.first(where: { fits(start + $0.joined().utf8) }) {
        return key
      }
      guard keys.count * columns.count <= Self.keysMax else { return [] }
      keys = keys.flatMap { key in
        columns.filter { !key.contains($0) }.map { key + [$0] }
      }
    }
    return []
  }

  /// Of which every order is tried, as long as there are not too many.
  private static let cutColumnsMax = 3
  private static let keysMax = 8_192

  private func columnsBehind(_ table: [UInt8]) -> [String]? {
    textBehind(table).flatMap { parted($0, behind: table, into: 1...Self.columnsMax) }
  }

  /// What stands behind the table's name, of which the end may have been cut.
  private func textBehind(_ table: [UInt8]) -> [UInt8]? {
    let same = zip(text, table).prefix { $0 == $1 }.count
    guard same > 0, same < text.count, text[same] == UInt8(ascii: "_") else { return nil }
    return Array(text[(same + 1)...])
  }

  /// The text in as few names as the checksum allows.
  private func parted(
    _ text: [UInt8], behind start: [UInt8], into counts: ClosedRange<Int>
  ) -> [String]? {
    let gaps = text.indices.filter { text[$0] == UInt8(ascii: "_") }
    for count in counts where count - 1 <= gaps.count {
      var chosen = Array(0..<(count - 1))
      repeat {
        let cuts = chosen.map { gaps[$0] }
        let names = Self.names(text, cuts)
        if fits(start + names.joined()) {
          return names.map { String(decoding: $0, as: UTF8.self) }
        }
      } while Self.advance(&chosen, among: gaps.count)
    }
    return nil
  }

  private func fits(_ names: [UInt8]) -> Bool { Checksum.md5(names)[0] == digest }

  private static func names(_ text: [UInt8], _ cuts: [Int]) -> [ArraySlice<UInt8>] {
    zip([-1] + cuts, cuts + [text.count]).map { text[($0 + 1)..<$1] }
  }

  /// The next choice of as many numbers below a bound, in ascending order; `false` behind the last.
  private static func advance(_ chosen: inout [Int], among bound: Int) -> Bool {
    let last = chosen.indices.last { chosen[$0] < bound - (chosen.count - $0) }
    guard let last else { return false }
    let next = chosen[last] + 1
    for index in last..<chosen.count { chosen[index] = next + index - last }
    return true
  }
}
