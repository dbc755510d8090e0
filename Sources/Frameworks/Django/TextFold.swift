import EventSchema
import SourceCode

/// How a text is brought to one form: what stands around its value, `.strip().upper()`.
struct TextFold: Hashable {
  /// Of `" ".join(name.split())`: `" ".join(`.
  var prefix = ""
  var suffix = ""
  /// The methods, the first one that runs first.
  var methods: [String] = []

  /// Methods of `str` that equal texts come out of as equal ones.
  static let known: Set<String> = [
    "lower", "upper", "casefold", "strip", "lstrip", "rstrip", "title", "capitalize", "replace",
  ]

  static let none = TextFold()

  private init() {}

  /// How an expression folds the value that it is made of; `nil` for one that is made otherwise
  /// than of `name`.
  init?(_ expression: PythonExpression, of name: String, in file: PythonFile) {
    let (fold, base) = Self.read(expression, in: file)
    var inner = base
    // `(self.code or "").strip()`
    if case .boolean("or", let operands) = base.kind, let first = operands.first { inner = first }
    guard !fold.methods.isEmpty, inner.dottedName == name else { return nil }
    self = fold
  }

  /// What an expression does to the value inside of it, and that value.
  static func read(
    _ expression: PythonExpression, in file: PythonFile
  ) -> (fold: TextFold, value: PythonExpression) {
    guard let call = expression.asCall, case .attribute(let base, let method) = call.callee.kind
    else { return (.none, expression) }
    var result = TextFold()
    let inner: PythonExpression
    if method == "join", base.stringValue != nil, let parts = call.positional.first?.asCall,
      parts.arguments.isEmpty, case .attribute(let text, "split") = parts.callee.kind
    {
      result.methods = ["split"]
      inner = text
    } else if method == "normalize_email", call.positional.count == 1 {
      // It folds the host alone, which what stands around it does as well.
      return read(call.positional[0], in: file)
    } else if known.contains(method), call.arguments.allSatisfy({ $0.value.isLiteral }) {
      result.methods = [method]
      inner = base
    } else {
      return (.none, expression)
    }
    let text = Array(file.source(of: expression).utf8)
    let start = inner.span.start - expression.span.start
    let end = inner.span.end - expression.span.start
    guard start >= 0, end <= text.count, start <= end else { return (.none, expression) }
    result.prefix = String(decoding: text[..<start], as: UTF8.self)
    result.suffix = String(decoding: text[end...], as: UTF8.self)
    let (before, value) = read(inner, in: file)
    return (before.then(result), value)
  }

  /// This fold and then another one.
  func then(_ other: TextFold) -> TextFold {
    if !other.methods.isEmpty, suffix.mentions(other.suffix), prefix.mentions(other.prefix) {
      return self
    }
    var result = TextFold()
    result.prefix = other.prefix + prefix
    result.suffix = suffix + other.suffix
    result.methods = methods + other.methods
    return result
  }

  /// What is still to be done to a value that another fold was applied to; `nil` for nothing.
  func after(_ other: TextFold) -> TextFold? {
    // Folding twice is folding once.
    guard !Set(methods).isSubset(of: other.methods) else { return nil }
    guard methods.starts(with: other.methods), suffix.hasPrefix(other.suffix),
      prefix.hasSuffix(other.prefix)
    else { return self }
    var result = TextFold()
    result.methods = Array(methods.dropFirst(other.methods.count))
    result.prefix = String(prefix.dropLast(other.prefix.count))
    result.suffix = String(suffix.dropFirst(other.suffix.count))
    return result
  }

  func applied(to value: String) -> String { prefix + value + suffix }

  /// Python for the same value in another form, which this one makes equal; `nil` where none is
  /// known.
  func otherForm(of value: String) -> String? {
    func has(_ names: String...) -> Bool { names.contains(where: methods.contains) }
    if has("lower", "casefold") { return "\(value).upper()" }
    if has("upper") { return "\(value).lower()" }
    if has("title", "capitalize") { return "\(value).upper()" }
    if has("strip", "lstrip") { return "\" \" + \(value)" }
    if has("rstrip") { return "\(value) + \" \"" }
    if has("replace"), suffix.mentions("\" \"") || suffix.mentions("' '") {
      return "\(value)[:2] + \" \" + \(value)[2:]"
    }
    return nil
  }
}
