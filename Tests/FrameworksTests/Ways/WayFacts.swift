import Foundation
import Frameworks
import SourceCode

/// Compares what a way's `facts` say with what was found.
struct WayFacts {
  let facts: SourceFacts

  /// What is missing, and what is there and must not be, as sentences.
  func differences(from expected: [String]) -> [String] {
    var missing: [String] = []
    for line in expected {
      let isForbidden = line.hasPrefix("no ")
      let wanted = isForbidden ? String(line.dropFirst(3)) : line
      if holds(wanted) == isForbidden {
        missing.append((isForbidden ? "found: " : "missing: ") + wanted + found(wanted))
      }
    }
    for (kind, count) in [
      ("check", facts.checks.count), ("handler", facts.handlers.count),
      ("upsert", facts.upsert == nil ? 0 : 1),
    ] {
      let wanted = expected.filter { $0 == kind || $0.hasPrefix(kind + " ") }.count
      if count != wanted { missing.append("\(count) of \(kind), not \(wanted): \(all(kind))") }
    }
    return missing
  }

  /// What was found of the kind that is missing.
  private func found(_ wanted: String) -> String {
    switch wanted.prefix(while: { $0 != " " }) {
    case "check", "handler", "upsert": " (\(all(String(wanted.prefix { $0 != " " }))))"
    case "writes": " (\(facts.writtenColumns.joined(separator: ", ")))"
    case "operation": " (\(facts.operation?.rawValue ?? "none"))"
    default: ""
    }
  }

  private func all(_ kind: String) -> String {
    switch kind {
    case "check": facts.checks.map { "\($0)" }.joined(separator: "; ")
    case "handler": facts.handlers.map { "\($0)" }.joined(separator: "; ")
    default: facts.upsert.map { "\($0)" } ?? "none"
    }
  }

  private func holds(_ line: String) -> Bool {
    let words = line.split(separator: " ", maxSplits: 1).map { String($0) }
    let rest = words.count > 1 ? words[1] : ""
    let named = NamedColumns(rest)
    switch words[0] {
    case "operation": return facts.operation?.rawValue == rest
    case "check": return facts.checks.contains { Self.isSame($0, as: named) }
    case "handler": return facts.handlers.contains { $0.hasSavepoint == (rest == "savepoint") }
    case "upsert":
      return (named.name.isEmpty || facts.upsert?.helper == named.name)
        && areSame(facts.upsert?.lookupColumns ?? [], named.columns)
    case "writes":
      return areSame(
        facts.writtenColumns,
        rest.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
    case "origin":
      let parts = rest.split(separator: " ")
      return facts.origins.contains {
        areSame([$0.column], [String(parts[0])])
          && $0.kind.rawValue == parts.last.map { String($0) }
      }
    case "sight": return facts.sights.keys.contains { $0.rawValue == rest }
    case "context": return facts.contexts.contains { $0.rawValue == rest }
    case "unique": return holdsConstraint(.unique, named)
    case "primary": return holdsConstraint(.primaryKey, named)
    case "column": return holdsColumn(rest)
    case "sibling": return facts.siblingChecks.contains { areSame($0.columns, named.columns) }
    case "validator": return facts.validators.contains { $0.name == rest }
    case "parent":
      return facts.parentReads.contains {
        isSameName($0.table, named.name)
          && (named.columns.isEmpty || areSame($0.columns, named.columns))
      }
    case "delete": return facts.deletes.contains { isSameName($0.table, rest) }
    case "other": return facts.otherWrites.contains { isSameName($0.table, rest) }
    case "read": return areSame(facts.read?.columns ?? [], named.columns)
    default: return false
    }
  }

  /// `table(columns) [guards] [folds] [locks] [where: predicates] [| fragment]`.
  private static func isSame(_ check: SourceFacts.Check, as wanted: NamedColumns) -> Bool {
    let parts = wanted.rest.components(separatedBy: "|")
    let words = parts[0].components(separatedBy: "where:")
    let flags = Set(words[0].split(separator: " ").map { String($0) })
    let predicates = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : nil
    let fragment = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    return isSameName(check.table, wanted.name) && areSame(check.columns, wanted.columns)
      && check.guardsWrite == flags.contains("guards") && check.foldsCase == flags.contains("folds")
      && check.locks == flags.contains("locks")
      && (predicates.map { check.otherPredicates.joined(separator: "; ").contains($0) }
        ?? check.otherPredicates.isEmpty)
      && (fragment.isEmpty || check.place.text.contains(fragment))
  }

  private func holdsConstraint(
    _ kind: SourceFacts.Relation.Constraint.Kind, _ named: NamedColumns
  ) -> Bool {
    guard let relation = facts.relation, isSameName(relation.table, named.name) else {
      return false
    }
    return relation.constraints.contains {
      $0.kind == kind && areSame($0.columns, named.columns)
        && $0.isConditional == (named.rest == "conditional")
    }
  }

  /// `table.column [nullable] [length n] [references table]`.
  private func holdsColumn(_ text: String) -> Bool {
    let words = text.split(separator: " ").map { String($0) }
    let name = words[0].split(separator: ".").last.map { String($0) } ?? ""
    guard let column = facts.relation?.columns.first(where: { isSameName($0.column, name) }) else {
      return false
    }
    if let index = words.firstIndex(of: "length"), column.lengthMax != Int(words[index + 1]) {
      return false
    }
    if let index = words.firstIndex(of: "references"),
      !isSameName(column.referencedTable, words[index + 1])
    {
      return false
    }
    return column.isNullable || !words.contains("nullable")
  }
}

private func isSameName(_ one: String?, _ other: String) -> Bool {
  one?.lowercased() == other.lowercased()
}

private func areSame(_ some: [String], _ others: [String]) -> Bool {
  Set(some.map { $0.lowercased() }) == Set(others.map { $0.lowercased() })
}
