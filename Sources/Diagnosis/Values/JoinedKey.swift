/// A key of several columns as MySQL and MariaDB print it: its values joined by hyphens.
enum JoinedKey {
  /// One value for each column, in the order of the key.
  ///
  /// - Returns: `nil` where values have hyphens of their own, other than those of dates and UUIDs,
  ///   so that nobody can tell where one ends.
  static func values(in text: String, count: Int) -> [String]? {
    var rest = text.utf8[...]
    var values: [String] = []
    repeat {
      let value = rest.prefix(lengthOfForm(rest) ?? rest.prefix { $0 != hyphen }.count)
      values.append(String(Substring(value)))
      rest = rest.dropFirst(value.count)
      guard rest.popFirst() != nil else { return values.count == count ? values : nil }
    } while values.count < count
    return nil
  }

  private static let hyphen = UInt8(ascii: "-")
  /// A date and a UUID, whose hyphens part no columns.
  private static let forms = ["0000-00-00", "00000000-0000-0000-0000-000000000000"]

  /// The bytes up to the end of the value, if it begins with such a form: a time may follow a date.
  private static func lengthOfForm(_ text: Substring.UTF8View) -> Int? {
    for form in forms {
      let head = text.prefix(form.utf8.count)
      let fits = zip(head, form.utf8).allSatisfy { byte, place in
        place == hyphen ? byte == hyphen : Character(Unicode.Scalar(byte)).isHexDigit
      }
      guard fits, head.count == form.utf8.count else { continue }
      let tail = text.dropFirst(head.count)
      guard let next = tail.first, next != hyphen else { return head.count }
      if next == UInt8(ascii: " ") { return head.count + tail.prefix { $0 != hyphen }.count }
    }
    return nil
  }
}
