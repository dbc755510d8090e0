public import SourceCode

/// The files of a checkout that say how the project is built and tested, and its source.
public struct ProjectFiles: Sendable {
  private let texts: [String: String]
  /// All paths of both, sorted.
  let paths: [String]
  let source: SourceTree

  /// - Parameters:
  ///   - files: Whole files that `fileNames` and `fileExtensions` select.
  ///   - source: The checkout's source.
  public init(_ files: [SourceFile], source: SourceTree) {
    let whole = (source.files + files).filter(\.isWhole)
    texts = Dictionary(whole.map { ($0.path, $0.text) }) { _, named in named }
    paths = texts.keys.sorted()
    self.source = source
  }

  func text(_ path: String) -> String? { texts[path] }

  func has(_ path: String) -> Bool { texts[path] != nil }

  /// The files with one of these names directly in a folder, in the names' order.
  func texts(_ names: [String], in folder: String) -> [String] {
    names.compactMap { texts[Self.path($0, in: folder)] }
  }

  /// The folder nearest to the root that holds a file of this name; of several equally near ones,
  /// none is: a job for one of them would be a guess.
  func folder(of name: String) -> String? {
    folder { $0 == name }
  }

  func folder(where isMarker: (Substring) -> Bool) -> String? {
    var found: [String] = []
    for path in paths {
      let parts = path.split(separator: "/")
      guard let last = parts.last, isMarker(last) else { continue }
      found.append(parts.dropLast().joined(separator: "/"))
    }
    let ranked = Set(found).sorted { Self.depth($0) < Self.depth($1) }
    guard let first = ranked.first, Self.depth(first) <= 2 else { return nil }
    if ranked.count > 1, Self.depth(ranked[1]) == Self.depth(first) { return nil }
    return first
  }

  /// Paths below a folder.
  func paths(below folder: String) -> [String] {
    folder.isEmpty ? paths : paths.filter { $0.hasPrefix(folder + "/") }
  }

  static func path(_ name: String, in folder: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }

  private static func depth(_ folder: String) -> Int { folder.split(separator: "/").count }
}

extension ProjectFiles {
  /// Names of the files that are read beside the source.
  public static let fileNames: Set<String> = [
    "requirements.txt", "requirements-dev.txt", "requirements-test.txt", "requirements_dev.txt",
    "requirements_test.txt", "dev-requirements.txt", "test-requirements.txt", "dev.txt", "test.txt",
    "testing.txt", "ci.txt", "base.txt", "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini",
    "Pipfile",
    "Pipfile.lock", "poetry.lock", "uv.lock", ".python-version", "runtime.txt", ".tool-versions",
    "Package.resolved", ".swift-version", "Gemfile", "Gemfile.lock", ".ruby-version",
    "composer.json", "composer.lock", "phpunit.xml", "phpunit.xml.dist", "artisan", ".env.example",
    "package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", ".nvmrc", ".node-version",
    "go.mod", "pom.xml", "mvnw", "build.gradle", "build.gradle.kts", "gradlew", "manage.py",
    "mix.exs", "test.exs", "Package.swift",
    "appsettings.json", "Dockerfile", "docker-compose.yml", "docker-compose.yaml",
    "compose.yml", "compose.yaml", ".gitlab-ci.yml", "application.yml", "application.properties",
    "database.yml",
  ]

  /// Of the files that are read whatever their names.
  public static let fileExtensions: Set<String> = ["csproj", "fsproj", "sln"]

  /// The one hidden folder that is looked into, and what of it is read.
  public static let workflowsFolder = ".github/workflows"
  public static let workflowExtensions: Set<String> = ["yml", "yaml"]
}

/// What of a text counts as a version: the first run of digits and dots.
func versionNumber(in text: some StringProtocol) -> String? {
  let digits = text.drop { !("0"..."9" ~= $0) }.prefix { "0"..."9" ~= $0 || $0 == "." }
  let parts = digits.split(separator: ".").prefix(3)
  return parts.isEmpty ? nil : parts.joined(separator: ".")
}

extension ProjectFiles {
  /// A version that a file of the project fixes, by the usual files in the order of their weight:
  /// one of its own, `.tool-versions`, the image that a Dockerfile begins with.
  ///
  /// - Parameters:
  ///   - files: Files that hold nothing else: `.python-version`.
  ///   - tool: The tool's word in `.tool-versions`, and the image's name.
  func fixedVersion(_ files: [String], tool: String, image: String, in folder: String) -> String? {
    for place in folder.isEmpty ? [folder] : [folder, ""] {
      for text in texts(files, in: place) {
        if let version = versionNumber(in: text) { return version }
      }
      for text in texts([".tool-versions"], in: place) {
        let line = text.split(separator: "\n").first { $0.hasPrefix(tool + " ") }
        if let version = line.flatMap({ versionNumber(in: $0) }) { return version }
      }
      for text in texts(["Dockerfile"], in: place) {
        for line in text.split(separator: "\n") where line.hasPrefix("FROM ") {
          let name = line.dropFirst(5).split(separator: " ").first { !$0.hasPrefix("--") } ?? ""
          let tag = name.split(separator: ":", maxSplits: 1)
          guard tag.count == 2, tag[0].split(separator: "/").last == image[...] else { continue }
          if let version = versionNumber(in: tag[1]) { return version }
        }
      }
    }
    return nil
  }
}

/// `3.12` of `3.12.4`: what images and actions are named by.
func minorVersion(_ version: String) -> String {
  version.split(separator: ".").prefix(2).joined(separator: ".")
}
