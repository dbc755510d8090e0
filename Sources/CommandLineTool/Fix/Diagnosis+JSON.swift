import DatabaseErrors
import Diagnosis
import EventSchema
import Fixes

extension Diagnosis {
  /// As much of a diagnosis as making a plan needs, from the JSON format of a report; `nil` for
  /// what is none.
  init?(json: JSON) {
    guard let title = json["title"]?.string, let fingerprint = json["fingerprint"]?.string else {
      return nil
    }
    self.init(fingerprint: fingerprint, title: title)
    fixes = (json["fixes"]?.array ?? []).compactMap { Fix(json: $0) }
    tests = (json["tests"]?.array ?? []).compactMap { TestCase(json: $0) }
    if let path = json["culprit"]?["path"]?.string {
      culprit = Culprit(
        path: path, line: json["culprit"]?["line"]?.integer.map { Int(clamping: $0) },
        function: json["culprit"]?["function"]?.string, operation: nil)
    }
    frames = (json["frames"]?.array ?? []).map { frame in
      ReadFrame(
        path: frame["path"]?.string, line: frame["line"]?.integer.map { Int(clamping: $0) },
        function: frame["function"]?.string, module: frame["module"]?.string,
        inApp: frame["in_app"] == .bool(true))
    }
    if let cause = json["conclusion"]?["cause"]?.string {
      let strength = json["conclusion"]?["strength"]?.string.flatMap { Strength(rawValue: $0) }
      conclusion = Conclusion(cause: cause, strength: strength ?? .possible)
    }
    if let kind = json["violation"]?["kind"]?.string.flatMap({
      ConstraintViolation.Kind(rawValue: $0)
    }) {
      var violation = ConstraintViolation(kind: kind)
      violation.table = json["violation"]?["table"]?.string
      violation.columns = (json["violation"]?["columns"]?.array ?? []).compactMap(\.string)
      self.violation = violation
    }
  }
}

extension Fix {
  fileprivate init?(json: JSON) {
    guard let title = json["title"]?.string,
      let applicability = json["applicability"]?.string.flatMap({ Applicability(rawValue: $0) })
    else { return nil }
    self.init(
      title: title, applicability: applicability, rationale: json["rationale"]?.string ?? "",
      files: (json["files"]?.array ?? []).compactMap(\.string), diff: json["diff"]?.string ?? "",
      sketch: json["sketch"]?.string ?? "", isAlternative: json["alternative"] == .bool(true))
  }
}

extension TestCase {
  fileprivate init?(json: JSON) {
    guard let path = json["path"]?.string, let code = json["code"]?.string else { return nil }
    self.init(
      path: path, framework: json["framework"]?.string ?? "", code: code,
      title: json["title"]?.string ?? path)
  }
}
