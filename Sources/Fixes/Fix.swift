/// What a fix promises about the behaviour that it leaves unchanged.
public enum Applicability: String, Sendable, Hashable {
  /// Only the failure is handled; nothing else changes.
  case safe
  /// Behaviour or schema changes: review it.
  case unsafe
  /// Shown, never applied.
  case guidance
}

/// One proposed change. Those of one diagnosis apply one after the other, in their order, but for
/// alternatives and guidance.
public struct Fix: Sendable, Hashable {
  /// Imperative, one line: "Refuse a taken e-mail address in `SignUpForm`".
  public var title: String
  public var applicability: Applicability
  /// Why this one and what it does not solve, in a sentence or two.
  public var rationale: String
  /// Paths that the diff touches, sorted.
  public var files: [String]
  /// A unified diff that `git apply` takes, relative to the source root; empty for guidance without
  /// a file to change.
  public var diff: String
  /// Code to show for guidance; empty when there is a diff.
  public var sketch: String
  /// Whether it stands in the place of one before it: shown, and left out when all are applied.
  public var isAlternative: Bool
  /// The name that the database will have for the unique key it adds; `nil` when it adds none.
  public var addedKey: String?

  public init(
    title: String, applicability: Applicability, rationale: String, files: [String] = [],
    diff: String = "", sketch: String = "", isAlternative: Bool = false, addedKey: String? = nil
  ) {
    self.title = title
    self.applicability = applicability
    self.rationale = rationale
    self.files = files
    self.diff = diff
    self.sketch = sketch
    self.isAlternative = isAlternative
    self.addedKey = addedKey
  }

  /// The same change, which adds the unique key of that name.
  public func adding(key name: String?) -> Fix {
    var fix = self
    fix.addedKey = name
    return fix
  }
}

/// One test as a file of the project at hand.
public struct TestCase: Sendable, Hashable {
  /// Relative to the source root.
  public var path: String
  /// `django`, `pytest`, `swift-testing`, …
  public var framework: String
  public var code: String
  /// What it proves, one line.
  public var title: String

  public init(path: String, framework: String, code: String, title: String) {
    self.path = path
    self.framework = framework
    self.code = code
    self.title = title
  }
}
