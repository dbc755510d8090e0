import EventSchema

/// What tells the code of libraries, of the standard library and of generators from the
/// application's, in the stack traces of one runtime.
///
/// A class, since it is asked about every frame.
final class ForeignCode: Sendable {
  /// Folders into which package managers and installers put what others wrote, with `/` before and
  /// after: `/site-packages/`. Also parts of a path that no application has: `/lib/python3`.
  private let folders: [String]
  private let pathPrefixes: [String]
  /// Ends of paths: compiled extensions, which report the path of a machine that built them.
  private let pathSuffixes: [String]
  /// Modules, packages, namespaces or classes, and with each all inside it: `django`,
  /// `org.hibernate`. Separators are written as dots, whatever the language writes.
  private let modules: Set<String>
  /// Modules of the standard library whose names an application's file may bear as well: they
  /// count only where the frame states its module.
  private let standardModules: Set<String>
  /// Parts of names that only generated code has: `$$EnhancerBySpringCGLIB$$`.
  private let generatedNames: [String]
  /// Whether a module's name settles the question even beside an absolute path. Where paths tell
  /// more, an application may have a folder that is named like a library.
  let trustsModules: Bool
  /// Whether frames name the binary image that they are in, and libraries are called `lib….so`.
  private let hasImages: Bool
  /// The first parts of `modules`; most modules of an application are told by them.
  private let firstParts: Set<String>
  private let firstStandardParts: Set<String>
  private let folderNeedles: Needles
  private let generatedNeedles: Needles
  /// Whether one of the prefixes begins, and one of the suffixes ends, with the byte: most paths
  /// are compared with none of them.
  private let mayBegin: [Bool]
  private let mayEnd: [Bool]

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
    firstParts = Self.firstParts(of: modules)
    firstStandardParts = Self.firstParts(of: standardModules)
    folderNeedles = Needles(folders)
    generatedNeedles = Needles(generatedNames)
    mayBegin = Self.isThere(pathPrefixes.compactMap(\.utf8.first))
    mayEnd = Self.isThere(pathSuffixes.compactMap(\.utf8.last))
  }

  /// For each byte whether it is among those.
  private static func isThere(_ bytes: [UInt8]) -> [Bool] {
    (0...UInt8.max).map(bytes.contains)
  }

  /// Of several runtimes together; `trustsModules` only where it is asked for and one of them does.
  private convenience init(merging parts: [ForeignCode], trustsModules: Bool) {
    self.init(
      folders: parts.flatMap(\.folders), pathPrefixes: parts.flatMap(\.pathPrefixes),
      pathSuffixes: parts.flatMap(\.pathSuffixes),
      modules: parts.reduce(into: []) { $0.formUnion($1.modules) },
      standardModules: parts.reduce(into: []) { $0.formUnion($1.standardModules) },
      generatedNames: parts.flatMap(\.generatedNames),
      trustsModules: trustsModules && parts.contains(where: \.trustsModules),
      hasImages: parts.contains(where: \.hasImages))
  }

  /// For the word that an event has in `platform`. What any runtime knows, when none bears the
  /// word: then names of modules do not settle anything beside a path.
  static func of(platform: String?) -> ForeignCode {
    platform.flatMap { byPlatform[$0] } ?? ofAnyRuntime
  }

  private static let byPlatform = Runtime.byPlatform.mapValues {
    ForeignCode(merging: $0.map(\.foreign), trustsModules: true)
  }

  private static let ofAnyRuntime = ForeignCode(
    merging: Runtime.all.map(\.foreign), trustsModules: false)

  /// Whether the path is one that no application has.
  func owns(path: String) -> Bool {
    guard let first = path.utf8.first, let last = path.utf8.last else { return true }
    let isAbsolute = first == UInt8(ascii: "/")
    if first == UInt8(ascii: "<") || isAbsolute && path.hasPrefix("//<") { return true }
    if mayEnd[Int(last)], pathSuffixes.contains(where: path.hasSuffix) { return true }
    if mayBegin[Int(first)], pathPrefixes.contains(where: path.hasPrefix) { return true }
    // A folder may stand at the start of a relative path.
    return folderNeedles.stand(in: isAbsolute ? path : "/" + path)
  }

  /// Whether the module, or one that it is in, is a library's.
  func owns(module: String) -> Bool {
    Self.contains(module, modules, firstParts)
  }

  func ownsStandard(module: String) -> Bool {
    Self.contains(module, standardModules, firstStandardParts)
  }

  /// Whether a part of the name is one that only generators write.
  func generated(_ name: String) -> Bool { generatedNeedles.stand(in: name) }

  /// A library of the system or of the toolchain, as a backtrace names it.
  func owns(image: String) -> Bool {
    guard hasImages else { return false }
    let name = image.part(behindLast: "/")
    return name.hasPrefix("lib")
      && (String(name).mentions(".so") || name.hasSuffix(".dylib"))
  }

  private static func contains(
    _ module: String, _ modules: Set<String>, _ firstParts: Set<String>
  ) -> Bool {
    guard !modules.isEmpty, let first = firstPart(of: module), firstParts.contains(first) else {
      return false
    }
    var prefix = ""
    for part in module.utf8.split(whereSeparator: isSeparator).prefix(partsMax) {
      if !prefix.isEmpty { prefix += "." }
      prefix += Substring(part)
      if modules.contains(prefix) { return true }
    }
    return false
  }

  private static func firstParts(of modules: Set<String>) -> Set<String> {
    Set(modules.compactMap(firstPart))
  }

  private static func firstPart(of module: String) -> String? {
    let rest = module.utf8.drop(while: isSeparator)
    return rest.isEmpty ? nil : String(Substring(rest.prefix { !isSeparator($0) }))
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "\\"), UInt8(ascii: "/"): true
    default: false
    }
  }

  /// Of a module's name; no entry has more.
  private static let partsMax = 5
}
