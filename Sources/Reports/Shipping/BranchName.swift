import DatabaseErrors
public import Diagnosis

/// What a branch with the change is called: `fix/members-member-email-missing-check`.
public func branchName(for diagnosis: Diagnosis) -> String {
  let names = [diagnosis.violation?.knownTable].compactMap { $0 }
  let columns = diagnosis.violation?.knownColumns ?? []
  let name = slug(names + columns + [diagnosis.conclusion?.cause ?? "fix"], lengthMax: 60)
  return "fix/" + (name.isEmpty ? "constraint" : name)
}
