import EventSchema

/// What tells the code of libraries, of the standard library and of generators from the
/// application's, in the stack traces of one runtime.
struct ForeignCode: Sendable, Hashable {
  /// Folders into which package managers and installers put what others wrote, with `/` before and
  /// after: `/site-packages/`. Also parts of a path that no application has: `/lib/python3`.
  var folders: [String] = []
  var pathPrefixes: [String] = []
  /// Ends of paths: compiled extensions, which report the path of a machine that built them.
  var pathSuffixes: [String] = []
  /// Modules, packages, namespaces or classes, and with each all inside it: `django`,
  /// `org.hibernate`. Separators are written as dots, whatever the language writes.
  var modules: Set<String> = []
  /// Modules of the standard library whose names an application's file may bear as well: they
  /// count only where the frame states its module.
  var standardModules: Set<String> = []
  /// Parts of names that only generated code has: `$$EnhancerBySpringCGLIB$$`.
  var generatedNames: [String] = []
  /// Whether a module's name settles the question even beside an absolute path. Where paths tell
  /// more, an application may have a folder that is named like a library.
  var trustsModules = false
  /// Whether frames name the binary image that they are in, and libraries are called `lib….so`.
  var hasImages = false

  /// Of several runtimes together.
  init(merging parts: [ForeignCode]) {
    for part in parts {
      folders += part.folders
      pathPrefixes += part.pathPrefixes
      pathSuffixes += part.pathSuffixes
      modules.formUnion(part.modules)
      standardModules.formUnion(part.standardModules)
      generatedNames += part.generatedNames
      trustsModules = trustsModules || part.trustsModules
      hasImages = hasImages || part.hasImages
    }
  }

  init(
    folders: [String] = [], pathPrefixes: [String] = [], pathSuffixes: [String] = [],
    modules: Set<String> = [], standardModules: Set<String> = [], generatedNames: [String] = [],
    trustsModules: Bool = false, hasImages: Bool = false
  ) {
    self.folders = folders
    self.pathPrefixes = pathPrefixes
    self.pathSuffixes = pathSuffixes
    self.modules = modules
    self.standardModules = standardModules
    self.generatedNames = generatedNames
    self.trustsModules = trustsModules
    self.hasImages = hasImages
  }

  /// For the word that an event has in `platform`. What any runtime knows, when none bears the
  /// word: then names of modules do not settle anything beside a path.
  static func of(platform: String?) -> ForeignCode {
    platform.flatMap { byPlatform[$0] } ?? ofAnyRuntime
  }

  private static let byPlatform = Runtime.byPlatform.mapValues {
    ForeignCode(merging: $0.map(\.foreign))
  }

  private static let ofAnyRuntime: ForeignCode = {
    var code = ForeignCode(merging: Runtime.all.map(\.foreign))
    code.trustsModules = false
    return code
  }()

  /// Whether the path is one that no application has.
  func owns(path: String) -> Bool {
    if path.isEmpty || path.utf8.first == UInt8(ascii: "<") || path.hasPrefix("//<") { return true }
    if pathSuffixes.contains(where: path.hasSuffix) { return true }
    if pathPrefixes.contains(where: path.hasPrefix) { return true }
    // A folder may stand at the start of a relative path.
    let rooted = path.utf8.first == UInt8(ascii: "/") ? path : "/" + path
    return folders.contains(where: rooted.mentions)
  }

  /// Whether the module, or one that it is in, is a library's.
  func owns(module: String) -> Bool { Self.contains(module, modules) }

  func ownsStandard(module: String) -> Bool { Self.contains(module, standardModules) }

  /// Whether a part of the name is one that only generators write.
  func generated(_ name: String) -> Bool {
    generatedNames.contains(where: name.mentions)
  }

  /// A library of the system or of the toolchain, as a backtrace names it.
  func owns(image: String) -> Bool {
    guard hasImages else { return false }
    let name = image.split(separator: "/").last.map { String($0) } ?? image
    return name.hasPrefix("lib")
      && (name.mentions(".so") || name.hasSuffix(".dylib"))
  }

  private static func contains(_ module: String, _ modules: Set<String>) -> Bool {
    guard !modules.isEmpty else { return false }
    var prefix = ""
    for part in module.split(whereSeparator: { ".:\\/".contains($0) }).prefix(partsMax) {
      if !prefix.isEmpty { prefix += "." }
      prefix += part
      if modules.contains(prefix) { return true }
    }
    return false
  }

  /// Of a module's name; no entry has more.
  private static let partsMax = 5
}
