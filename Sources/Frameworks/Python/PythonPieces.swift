import SourceCode

extension PythonExpression {
  /// Whether it puts pieces of texts together, as initials and short codes are made, so that two
  /// texts may give one value: `"".join(word[0] for word in name.split())`,
  /// `f"{last[:3]}{first[0]}"`.
  var joinsPieces: Bool {
    switch kind {
    case .call(let callee, let arguments):
      guard case .attribute(let base, "join") = callee.kind, base.stringValue == "",
        case .comprehension(let made)? = arguments.first?.value.kind
      else { return false }
      return made.element.textOfPiece != nil
    case .binary(_, "+", _): return Self.areOfSeveral(summands)
    case .string(let string): return Self.areOfSeveral(string.interpolations)
    default: return false
    }
  }

  /// Cells of one row are no pieces of texts: `row[0] + row[1]`.
  private static func areOfSeveral(_ parts: [PythonExpression]) -> Bool {
    Set(parts.compactMap { $0.textOfPiece?.nameOfText }).count > 1
  }

  /// `last` of `last`, and of `request.POST["last"]`.
  private var nameOfText: String? {
    if case .subscripted(_, let keys) = kind { return keys.first?.stringValue }
    return dottedName
  }

  private var summands: [PythonExpression] {
    guard case .binary(let left, "+", let right) = kind else { return [self] }
    return left.summands + right.summands
  }

  /// The `name` of `name[0]` and `name[:3]`, in whatever case the piece is then put.
  private var textOfPiece: PythonExpression? {
    switch kind {
    case .subscripted(let base, let indices) where indices.count == 1:
      switch indices[0].kind {
      case .number, .slice(nil, .some, nil): return base
      default: return nil
      }
    case .call(let callee, let arguments):
      guard arguments.isEmpty, case .attribute(let base, let name) = callee.kind,
        TextFold.known.contains(name)
      else { return nil }
      return base.textOfPiece
    default: return nil
    }
  }
}
