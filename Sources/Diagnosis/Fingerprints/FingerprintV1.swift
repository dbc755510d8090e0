import DatabaseErrors

/// The first version of the fingerprint. Frozen: a change is a new version in a file of its own.
///
/// Readable on purpose: parts joined by `:`, never a value, a line number or a wrapper's text.
/// Constraint failures: `v1:kind:table:constraint or columns:module:function`. Everything else:
/// `v1:error:type:module:function`, or with the shape of the message where no frame is the
/// application's.
func fingerprintV1(_ identity: Identity) -> String {
  var parts: [String?]
  if let violation = identity.violation {
    let table = violation.knownTable ?? violation.referencedTable
    let rule = violation.constraint ?? violation.knownColumns.joined(separator: ",")
    parts = [violation.kind.rawValue, table, rule, identity.module, identity.function]
  } else {
    parts = ["error", identity.exceptionType, identity.module, identity.function]
    if let shape = identity.messageShape { parts.append(shape) }
  }
  return "v1:" + parts.map { escaped($0 ?? "") }.joined(separator: ":")
}

/// A part without the separator and control characters, at most 200 characters.
private func escaped(_ part: String) -> String {
  let isPlain = part.utf8.allSatisfy {
    $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "%")
  }
  if isPlain, part.utf8.count <= 200 { return part }
  var result = ""
  for character in part.prefix(200) {
    switch character {
    case ":": result += "%3A"
    case "%": result += "%25"
    case _ where character.isNewline || character.unicodeScalars.contains { $0.value < 32 }:
      result += " "
    default: result.append(character)
    }
  }
  return result
}
