/// Numbers of payment cards.
enum CardNumber {
  static let lengths = 14...19

  /// Whether digits (0 to 9) have the length and prefix of an issuer and Luhn's check digit.
  static func isValid(_ digits: [UInt8]) -> Bool {
    guard lengths ~= digits.count, hasIssuer(digits) else { return false }
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index.isMultiple(of: 2) ? Int(digit) : 2 * Int(digit)
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum.isMultiple(of: 10)
  }

  private static func hasIssuer(_ digits: [UInt8]) -> Bool {
    let prefix = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    switch digits.count {
    case 14: return 3000...3059 ~= prefix || 3600...3699 ~= prefix || 3800...3899 ~= prefix
    case 15: return 3400...3499 ~= prefix || 3700...3799 ~= prefix
    case 16:
      return 4000...4999 ~= prefix || 5100...5599 ~= prefix || 2221...2720 ~= prefix
        || 6000...6599 ~= prefix || 3528...3589 ~= prefix
    default: return 6200...6299 ~= prefix
    }
  }
}
