import EventSchema

#if os(Linux) && canImport(Runtime)
  import Runtime
#endif

/// Names the calls of captured traces. Reads debug information, so it belongs to the monitor's
/// thread.
struct Symbolicator {
  var modules: AppModules
  /// The same places fail again and again.
  private var known: [[UInt64]: [Frame]] = [:]

  init(modules: AppModules) {
    self.modules = modules
  }

  #if os(Linux) && canImport(Runtime)
    /// Oldest call first; empty when the executable holds neither symbols nor debug information.
    mutating func frames(of trace: CapturedTrace) -> [Frame] {
      let addresses = trace.addresses
      if let frames = known[addresses] { return frames }
      let symbolicated = trace.backtrace.symbolicated(
        with: ProcessImages.all,
        options: [.showInlineFrames, .showSourceLocations, .useSymbolCache])
      let frames = (symbolicated?.frames ?? []).reversed().compactMap { frame($0.symbol) }
      if known.count >= Bounds.symbolicatedTracesMax { known = [:] }
      known[addresses] = frames
      return frames
    }

    private func frame(_ symbol: SymbolicatedBacktrace.Symbol?) -> Frame? {
      guard let symbol, !symbol.isSwiftThunk else { return nil }
      let location = symbol.sourceLocation
      if let location, location.line <= 0 || SourcePath.isGenerated(location.path) { return nil }
      let module = SwiftSymbol.module(ofMangled: symbol.rawName)
      // Without debug information only the application's own functions say anything.
      guard module != AppModules.monitor, location != nil || modules.contains(module) else {
        return nil
      }
      var frame = Frame(
        filename: location.map { SourcePath.relative($0.path) }, absolutePath: location?.path,
        module: module, function: SwiftSymbol.function(ofDemangled: symbol.name),
        lineNumber: location?.line, inApp: modules.isApplication(module, path: location?.path))
      if let column = location?.column, column > 0 { frame.columnNumber = column }
      frame.package = symbol.imageName.isEmpty ? nil : symbol.imageName
      return frame
    }
  #else
    mutating func frames(of trace: CapturedTrace) -> [Frame] { [] }
  #endif
}

/// Which modules are the application's own.
struct AppModules: Sendable {
  /// What the application named; empty if nothing.
  var named: Set<String>
  /// The module that started the monitor.
  var caller: String

  static let monitor = "Monitor"

  /// Whether the module is surely the application's, judged by its name alone.
  func contains(_ module: String?) -> Bool {
    guard let module else { return false }
    return named.isEmpty ? module == caller : named.contains(module)
  }

  func isApplication(_ module: String?, path: String?) -> Bool {
    guard named.isEmpty, let path else { return contains(module) }
    return !SourcePath.isForeign(path)
  }
}

/// What mangled and demangled names of Swift functions tell.
enum SwiftSymbol {
  /// The module that a mangled name begins with; `Swift` for the standard library, `nil` for C.
  static func module(ofMangled name: String) -> String? {
    guard
      let rest = ["$s", "$S", "_$s"].first(where: name.hasPrefix).map({
        name.utf8.dropFirst($0.utf8.count)
      })
    else { return nil }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    // `$sS…` and `$ss…` are the standard library's abbreviations, `$s0…` an identifier with
    // substitutions that no module name has.
    guard let first = digits.first, first != 0x30, let length = Int(String(digits) ?? "") else {
      return "Swift"
    }
    let identifier = rest.dropFirst(digits.count).prefix(length)
    return identifier.count == length ? String(identifier) : nil
  }

  /// The function as the source has it: no `specialized`, `static`, `implicit closure` and the
  /// like.
  static func function(ofDemangled name: String) -> String {
    var name = name[...]
    let prefixes = ["specialized ", "static ", "merged ", "@objc ", "@nonobjc "]
    while let prefix = prefixes.first(where: name.hasPrefix) { name = name.dropFirst(prefix.count) }
    if name.hasPrefix("generic specialization <"), let end = name.firstRange(of: "> of ") {
      name = name[end.upperBound...]
    }
    return String(name).replacing(" in static ", with: " in ")
      .replacing(" of static ", with: " of ")
  }
}
