import DatabaseErrors

extension ConstraintViolation {
  /// Whether values that differ only in case, accents or outer blanks meet in this key.
  var foldsKey: Bool { keyExpressions.contains(where: foldsValue) }
}

/// Whether an expression of a key makes values equal that differ in case, accents or blanks.
func foldsValue(_ expression: String) -> Bool {
  let lowered = expression.lowercased()
  return ["lower(", "upper(", "trim(", "unaccent(", "nocase", "citext"].contains {
    lowered.contains($0)
  }
}
