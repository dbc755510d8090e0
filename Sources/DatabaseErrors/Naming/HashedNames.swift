/// Names that frameworks make of checksums, so that only who knows table and columns can read them:
/// Doctrine's `UNIQ_8D93D649E7927C74`, TypeORM's `UQ_97672ac88f789774dd47f7c8be3`, Hibernate's
/// `UK6dotkott2kjsp8vw4d0m25fb7`, and those of Django's that are cut.
public enum HashedNames {
  /// Columns that a key is looked for among.
  private static let columnsMax = 64
  /// The shortest checksum that proves something.
  private static let digitsMin = 12

  /// The columns whose checksums, with the table's, make up a constraint's name; empty where none
  /// do. At most two for names that sum up all of them in one.
  ///
  /// Examples: `uniq_8d93d649e7927c74` of `user` among `id, email` → `email`.
  public static func columns(
    of name: String, table: String, among columns: [String]
  ) -> [String] {
    let columns = Array(columns.prefix(columnsMax))
    if let name = DjangoName(name) { return name.columns(of: table, among: columns) }
    if let digits = hibernateDigits(name.lowercased()) {
      return key(among: columns) { key in
        let names = key.sorted().map { "column`\($0)`" }
        let checksum = Checksum.md5("table`\(table)`\(names.joined())".utf8)
        return Checksum.digits(of: checksum, base: 35) == digits
      }
    }
    let parts = name.lowercased().split(separator: "_")
    guard parts.count == 2, ["uniq", "uq", "idx", "pk"].contains(parts[0]),
      parts[1].count >= digitsMin, parts[1].allSatisfy(\.isHexDigit)
    else { return [] }
    let joined = joinedChecksums(parts[1], table, columns)
    return joined.isEmpty ? digest(parts[1], table, columns) : joined
  }

  /// One CRC-32 behind the other, without leading zeros: Doctrine.
  private static func joinedChecksums(
    _ digits: Substring, _ table: String, _ columns: [String]
  ) -> [String] {
    let head = hexadecimal(Checksum.crc32(table))
    guard digits.hasPrefix(head) else { return [] }
    var rest = digits.dropFirst(head.count)
    var found: [String] = []
    while !rest.isEmpty {
      let next = columns.first { column in
        !found.contains(column) && rest.hasPrefix(hexadecimal(Checksum.crc32(column)))
      }
      guard let next else { return [] }
      found.append(next)
      rest = rest.dropFirst(hexadecimal(Checksum.crc32(next)).count)
    }
    return found
  }

  /// The beginning of one SHA-1 over the table and its sorted columns: TypeORM.
  private static func digest(
    _ digits: Substring, _ table: String, _ columns: [String]
  ) -> [String] {
    let stem = table.split(separator: ".").joined(separator: "_")
    return key(among: columns) { key in
      Checksum.sha1("\(stem)_\(key.sorted().joined(separator: "_"))").hasPrefix(digits)
    }
  }

  /// An MD5 to the base 35 over the table and its sorted columns: Hibernate.
  private static func hibernateDigits(_ name: String) -> Substring? {
    guard name.hasPrefix("uk") else { return nil }
    let digits = name.dropFirst(name.hasPrefix("uk_") ? 3 : 2)
    let isNumber = digits.utf8.allSatisfy { $0.isDigit || $0 >= 0x61 && $0 <= 0x79 }
    return (22...25).contains(digits.utf8.count) && isNumber ? digits : nil
  }

  /// The one column or the two that fit.
  private static func key(
    among columns: [String], where fits: ([String]) -> Bool
  ) -> [String] {
    if let one = columns.first(where: { fits([$0]) }) { return [one] }
    for (index, first) in columns.enumerated() {
      for second in columns[(index + 1)...] where fits([first, second]) { return [first, second] }
    }
    return []
  }

  private static func hexadecimal(_ value: UInt32) -> String { String(value, radix: 16) }
}
