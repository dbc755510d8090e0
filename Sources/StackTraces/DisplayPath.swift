public import EventSchema

extension Frame {
  /// The path relative to the source root as best as can be told: `accounts/views.py`. `nil`
  /// without a file. Never absolute.
  public var displayPath: String? {
    guard let given = absolutePath ?? filename, !given.isEmpty else { return nil }
    if let filename, !filename.isEmpty, !filename.isAbsolutePath {
      let relative = filename.withForwardSlashes.withoutCurrentFolder
      // The JVM and some others give the file's name alone; the longer one says more.
      if relative.contains(ascii: "/") { return relative }
      if relative.isJVMSource, let module { return relative.inPackage(of: module) }
      if !given.isAbsolutePath { return relative }
      let path = given.withForwardSlashes
      let longer = path.relative(toModule: module) ?? path.relativeToFolders
      return longer.hasSuffix(relative) ? longer : relative
    }
    let path = given.withForwardSlashes
    guard path.isAbsolutePath else { return path.withoutCurrentFolder }
    return path.relative(toModule: module) ?? path.relativeToFolders
  }

  /// Sets both paths from the one that a trace prints.
  mutating func setPath(_ path: String) {
    absolutePath = path.isAbsolutePath ? path : nil
    filename = path
    filename = displayPath
  }
}

extension String {
  fileprivate var withoutCurrentFolder: String {
    guard hasPrefix("./") else { return self }
    var path = self[...]
    while path.has("./") { path = path.dropFirst(2) }
    return String(path)
  }

  /// `/srv/harbour/boats/views.py` in the module `boats.views` is `boats/views.py`.
  fileprivate func relative(toModule module: String?) -> String? {
    guard let module, !module.isEmpty, module != "__main__" else { return nil }
    let names = module.parts(between: ".")
    let folders = self.parts(between: "/")
    guard let file = folders.last, let name = file.parts(between: ".").first else { return nil }
    var count = names.count
    if name == "__init__" { count += 1 } else if name != names.last { return nil }
    guard count <= folders.count else { return nil }
    let found = folders.suffix(count)
    // Folders need not be named like namespaces.
    guard zip(found, names).dropLast().allSatisfy({ $0 == $1 }) else { return nil }
    return found.joined(separator: "/")
  }

  /// Judged by the folders of an absolute path alone.
  fileprivate var relativeToFolders: String {
    relativeToPackageFolder ?? relativeToGoFolder ?? relativeToRustFolder ?? relativeToSourceFolder
  }

  /// What stands behind the folder of an installed package or a checkout of one.
  fileprivate var relativeToPackageFolder: String? {
    guard Self.anyPackageFolder.stand(in: self) else { return nil }
    for folder in Self.packageFolders {
      if let (_, after) = self[...].splitLast(around: folder) { return String(after) }
    }
    if let (_, after) = self[...].split(around: Self.standardLibrary),
      let slash = after.utf8.firstIndex(of: UInt8(ascii: "/"))
    {
      return String(after[after.index(after: slash)...])
    }
    return nil
  }

  private static let packageFolders = [
    "/site-packages/", "/dist-packages/", "/checkouts/", "/node_modules/", "/gems/",
  ]
  private static let standardLibrary = "/lib/python3"
  private static let anyPackageFolder = Needles(packageFolders + [standardLibrary])

  /// What stands behind the root of the toolchain's sources, or of a project in a GOPATH.
  fileprivate var relativeToGoFolder: String? {
    guard hasSuffix(".go") || hasSuffix(".s") else { return nil }
    if let (_, after) = self[...].split(around: "/pkg/mod/") { return String(after) }
    guard let (before, after) = self[...].split(around: "/src/"),
      before.hasSuffix("/go") || before.split(around: "/go-1") != nil
    else { return nil }
    if before == "/usr/local/go" || before.split(around: "/lib/go") != nil
      || before.split(around: "/go-1") != nil
    {
      return String(after)
    }
    let parts = after.parts(between: "/")
    // `github.com/ada/harbour`, or the folder's name alone.
    let rootCount = parts.first?.contains(ascii: ".") == true ? 3 : 1
    return parts.count > rootCount ? parts.dropFirst(rootCount).joined(separator: "/") : nil
  }

  /// What stands behind the folder of cargo's registry or of the standard library's build.
  fileprivate var relativeToRustFolder: String? {
    guard hasSuffix(".rs") else { return nil }
    for folder in ["/registry/src/", "/git/checkouts/", "/rustc/"] {
      guard let (_, after) = self[...].split(around: folder),
        let slash = after.utf8.firstIndex(of: UInt8(ascii: "/"))
      else { continue }
      return String(after[after.utf8.index(after: slash)...])
    }
    return nil
  }

  /// Without the folders in which people keep projects, and the project's own.
  fileprivate var relativeToSourceFolder: String {
    // Where Visual Studio puts solutions.
    if let (_, after) = self[...].splitLast(around: "/source/repos/"),
      let (_, inSolution) = after.split(around: "/")
    {
      return String(inSolution)
    }
    for folder in ["/Sources/", "/Tests/"] {
      guard let (before, _) = self[...].splitLast(around: folder) else { continue }
      return String(self[utf8.index(after: before.endIndex)...])
    }
    var parts = self.parts(between: "/")
    if let first = parts.first, first.hasSuffix(":") { parts.removeFirst() }
    for (root, depth) in parts.first.flatMap({ Self.projectRoots[$0] }) ?? []
    where parts.count > root.count + depth && parts.starts(with: root) {
      return Self.path(parts.dropFirst(root.count + depth))
    }
    // Of an unknown root, a folder that projects have at their top tells more than a count.
    if let top = parts.dropLast().firstIndex(where: Self.topFolders.contains) {
      return Self.path(parts[top...])
    }
    return Self.path(parts.suffix(Self.partsKeptMax))
  }

  /// Without the folder of a release, which is another one at each deployment.
  private static func path(_ parts: ArraySlice<Substring>) -> String {
    var parts = parts
    if parts.count > 2, parts.first == "releases" {
      parts = parts.dropFirst(2)
    } else if parts.count > 1, parts.first == "current" {
      parts = parts.dropFirst()
    }
    return parts.joined(separator: "/")
  }

  /// Folders and how many levels below them a project's root lies, by the first of the folders.
  private static let projectRoots: [Substring: [(root: [Substring], depth: Int)]] = Dictionary(
    grouping: allProjectRoots, by: { $0.root[0] })

  private static let allProjectRoots: [(root: [Substring], depth: Int)] = [
    (["usr", "src", "app"], 0), (["usr", "src"], 1), (["app"], 0), (["code"], 0),
    (["workspace"], 0), (["workspaces"], 1), (["project"], 0), (["src"], 0), (["backend"], 0),
    (["home", "runner", "work"], 2), (["home", "vsts", "work"], 2), (["inetpub", "wwwroot"], 1),
    (["builds"], 2), (["build"], 0), (["a"], 2), (["rails"], 0), (["application"], 0),
    (["vercel", "path0"], 0), (["vercel", "path1"], 0), (["github", "workspace"], 0),
    (["opt", "render", "project", "src"], 0), (["home", "site", "wwwroot"], 0),
    (["var", "lib", "jenkins", "workspace"], 1), (["var", "www", "html"], 0),
    (["var", "www"], 1), (["var", "task"], 0), (["srv", "www"], 1), (["srv"], 1), (["opt"], 1),
    (["home", "app"], 1), (["home"], 2), (["Users"], 2), (["root"], 1), (["tmp"], 1),
  ]

  /// Folders at the top of projects of all kinds.
  private static let topFolders: Set<Substring> = [
    "app", "apps", "lib", "src", "cmd", "internal", "pkg", "config", "db", "packages", "services",
    "spec", "test", "tests",
  ]

  /// Of a path whose root is unknown.
  private static let partsKeptMax = 3
}
