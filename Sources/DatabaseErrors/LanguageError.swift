/// Exceptions that belong to a language and not to a database: whatever their text says, no
/// database said it.
enum LanguageError {
  static func contains(type: String?, module: String?) -> Bool {
    guard let type else { return false }
    if let module, !module.isEmpty, !builtInModules.contains(module) { return false }
    return contains(qualified: type)
  }

  /// `ValueError`, `builtins.KeyError`, `java.lang.IllegalStateException`, …
  static func contains(qualified name: String) -> Bool {
    if names.contains(name) { return true }
    for module in builtInModules where name.hasPrefix(module + ".") {
      return names.contains(String(name.dropFirst(module.count + 1)))
    }
    return false
  }

  /// Whether it is one of Java's own whose text is that of its cause, as it is of an exception that
  /// was made with a cause alone: `java.lang.RuntimeException: java.sql.SQLException: …`.
  static func repeatsCause(module: String, _ text: Bytes) -> Bool {
    guard module.hasPrefix("java."), let colon = text.firstIndex(of: UInt8(ascii: ":")),
      text[..<colon].isClassName
    else { return false }
    let cause = text[..<colon].string
    return cause.hasPrefix("java.sql.")
      || cause.split(separator: ".").contains { Driver.dbms(ofModule: $0) != nil }
      || ["org.hibernate.exception.", "org.springframework.dao.", "com.mysql."].contains {
        cause.hasPrefix($0)
      }
  }

  private static let builtInModules: Set<String> = [
    "builtins", "exceptions", "Swift", "java.lang", "java.util", "System", "kotlin", "std",
    "_pytest.outcomes", "unittest",
  ]

  private static let names: Set<String> = python.union(swift).union(otherLanguages)
    .union(raisedByFunctions)

  /// What a function in the database raises in its own words.
  private static let raisedByFunctions: Set<String> = [
    "psycopg.errors.RaiseException", "psycopg2.errors.RaiseException",
    "asyncpg.exceptions.RaiseError",
  ]

  private static let python: Set<String> = [
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BlockingIOError",
    "BrokenPipeError", "BufferError", "ChildProcessError", "ConnectionAbortedError",
    "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "EOFError",
    "EnvironmentError", "Exception", "FileExistsError", "FileNotFoundError",
    "FloatingPointError", "GeneratorExit", "IOError", "ImportError", "IndentationError",
    "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
    "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError",
    "NotImplementedError", "OSError", "OverflowError", "PermissionError",
    "ProcessLookupError", "RecursionError", "ReferenceError", "RuntimeError", "StopAsyncIteration",
    "StopIteration", "SyntaxError", "SystemError", "SystemExit", "TabError", "TimeoutError",
    "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError",
    "ValueError", "ZeroDivisionError", "UserWarning", "DeprecationWarning", "RuntimeWarning",
    "Warning", "JSONDecodeError", "BaseExceptionGroup", "ExceptionGroup",
  ]

  private static let swift: Set<String> = [
    "DecodingError", "EncodingError", "CancellationError", "URLError", "CocoaError", "POSIXError",
    "Fatal error", "Precondition failed", "Assertion failed", "Crash", "Swift.DecodingError",
    "Swift.EncodingError",
  ]

  /// JavaScript, the JVM, .NET, Ruby, PHP, Go.
  private static let otherLanguages: Set<String> = [
    "RangeError", "EvalError", "URIError", "AggregateError",
    "RuntimeException", "IllegalStateException", "IllegalArgumentException",
    "NullPointerException", "UnsupportedOperationException", "IndexOutOfBoundsException",
    "ArithmeticException", "ClassCastException", "NumberFormatException", "Throwable",
    "ConcurrentModificationException", "NoSuchElementException", "IllegalStateError",
    "ArgumentException", "ArgumentNullException", "InvalidOperationException",
    "ArgumentOutOfRangeException", "NullReferenceException", "KeyNotFoundException",
    "InvalidCastException", "FormatException", "OverflowException",
    "ArgumentError", "StandardError", "NoMethodError", "FrozenError", "FiberError",
    "InvalidArgumentException", "LogicException", "DomainException", "LengthException",
    "OutOfRangeException", "OutOfBoundsException", "UnexpectedValueException",
    "ParseError", "DivisionByZeroError", "ArgumentCountError",
  ]
}
