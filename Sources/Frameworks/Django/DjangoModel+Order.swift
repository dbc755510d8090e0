import SourceCode

/// Which fields of a model its checks keep above others: `Q(ends_on__gt=F("starts_on"))`.
struct FieldOrder {
  private var pairs: [(lower: String, upper: String)] = []

  init(ofChecksIn meta: PythonClass) {
    for call in meta.value("constraints")?.elements.compactMap(\.asCall) ?? []
    where call.name == "CheckConstraint" {
      (call.argument("condition") ?? call.argument("check"))?.visit { part in
        // What is denied says the opposite.
        if case .unary("~", _) = part.kind { return false }
        guard let condition = part.asCall, condition.name == "Q" else { return true }
        for argument in condition.arguments {
          guard let name = argument.name, let other = argument.value.fieldOfRow else { continue }
          let lookup = DjangoLookup(keyword: name, value: argument.value)
          guard lookup.path.count == 1 else { continue }
          switch lookup.comparison {
          case "gt", "gte": pairs.append((other, lookup.path[0]))
          case "lt", "lte": pairs.append((lookup.path[0], other))
          default: continue
          }
        }
        return true
      }
    }
  }

  /// How many others a field is above, one over the other.
  func rank(of field: String, depth: Int = 4) -> Int {
    guard depth > 0 else { return 0 }
    return pairs.filter { $0.upper == field }.map { rank(of: $0.lower, depth: depth - 1) + 1 }.max()
      ?? 0
  }

  func isBelowAnother(_ field: String) -> Bool { pairs.contains { $0.lower == field } }
}

extension PythonExpression {
  /// `starts_on` of `F("starts_on")`.
  fileprivate var fieldOfRow: String? {
    guard let call = asCall, call.name == "F" else { return nil }
    return call.positional.first?.stringValue
  }
}
