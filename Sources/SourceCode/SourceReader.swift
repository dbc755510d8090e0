#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads the source files of a folder into a `SourceTree`. The only code of this module that
/// touches files.
///
/// Opens each name in the folder before it and follows no links, so that nothing outside of the
/// folder is ever read. Hidden folders and those of installed packages are passed over.
public struct SourceReader {
  private let selection: Selection
  private var files: [SourceFile] = []
  private var bytes = 0
  private var entries = 0
  /// Whether no source file was left out.
  private var isComplete = true

  private init(_ selection: Selection) {
    self.selection = selection
  }

  /// What is read of a folder.
  public struct Selection: Sendable {
    /// By the last component of the path.
    public var fileExtensions: Set<String>
    /// Whole names; hidden files among them.
    public var fileNames: Set<String>
    /// Of pages in folders called `templates`, which are listed without their text: that they are
    /// there is what counts.
    public var pageExtensions: Set<String> = []
    /// What documents of many uses hold when they are about a database or a build, by the
    /// extension; others of it are left out.
    public var documentMarks: [String: [String]] = [:]
    /// Folders below the one that is read that are entered at most.
    var folderDepthMax: Int

    public init(
      fileExtensions: some Sequence<String>, fileNames: Set<String> = [],
      folderDepthMax: Int? = nil
    ) {
      self.fileExtensions = Set(fileExtensions)
      self.fileNames = fileNames
      self.folderDepthMax = min(
        folderDepthMax ?? SourceLimits.folderDepthMax, SourceLimits.folderDepthMax)
    }

    /// The files of the known languages, and of schemas.
    public static let source = {
      var selection = Selection(fileExtensions: Language.fileExtensions + ["sql", "prisma"])
      // What a package uses, and the order of Drizzle's migrations.
      selection.fileNames = ["package.json", "_journal.json"]
      // MyBatis, Liquibase, Maven.
      selection.documentMarks = ["xml": ["<mapper", "<databaseChangeLog", "<project"]]
      selection.pageExtensions = ["html", "jinja", "jinja2", "j2"]
      return selection
    }()
  }

  /// The files that are selected, those of the known languages and of schemas unless told
  /// otherwise, within `SourceLimits`. What does not fit is left out, and the tree is then not
  /// complete.
  public static func read(
    folder: String, _ selection: Selection = .source
  ) throws(SourceReadingError) -> SourceTree {
    let root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard root >= 0 else { throw SourceReadingError(folder: folder, errorNumber: errno) }
    var reader = SourceReader(selection)
    reader.readFolder(root, path: "", depth: 0)
    var tree = SourceTree(files: reader.files, isComplete: reader.isComplete)
    tree.leavesOutFiles = !reader.isComplete
    return tree
  }

  /// Folders of installed or generated code.
  private static let skippedFolders: Set<String> = [
    "node_modules", "venv", "virtualenv", "site-packages", "dist-packages", "__pycache__", "Pods",
    "Carthage", "DerivedData",
  ]

  private static let marksOfVendor: Set<String> = ["autoload.php", "modules.txt", "bundle"]
  private static let foldersOfMix: Set<String> = ["deps", "_build"]

  /// Takes over the descriptor.
  private mutating func readFolder(_ descriptor: Int32, path: String, depth: Int) {
    defer { close(descriptor) }
    guard let names = names(in: descriptor) else {
      isComplete = false
      return
    }
    // A virtual environment under any name.
    if names.contains("pyvenv.cfg") { return }
    // Those of Composer, Go and Bundler; an application may have a folder of the same name.
    if path.split(separator: "/").last == "vendor",
      names.contains(where: Self.marksOfVendor.contains)
    {
      return
    }
    let installed = names.contains("mix.exs") ? Self.foldersOfMix : []
    for name in names
    where !installed.contains(name)
      && (!name.hasPrefix(".") || selection.fileNames.contains(name))
    {
      entries += 1
      guard entries <= SourceLimits.entriesMax else {
        isComplete = false
        return
      }
      readEntry(name, in: descriptor, path: path, depth: depth)
    }
  }

  private mutating func readEntry(
    _ name: String, in folder: Int32, path: String, depth: Int
  ) {
    var information = stat()
    guard fstatat(folder, name, &information, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    let entryPath = path.isEmpty ? name : "\(path)/\(name)"
    switch information.st_mode & S_IFMT {
    case S_IFDIR:
      guard !Self.skippedFolders.contains(name) else { return }
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0, depth < selection.folderDepthMax else {
        if inner >= 0 { close(inner) }
        isComplete = false
        return
      }
      readFolder(inner, path: entryPath, depth: depth + 1)
    case S_IFREG:
      if isPage(name, at: entryPath), files.count < SourceLimits.filesMax {
        files.append(SourceFile(path: entryPath, text: ""))
        return
      }
      if let marks = name.fileExtension.flatMap({ selection.documentMarks[$0] }) {
        guard files.count < SourceLimits.filesMax, let text = text(of: name, in: folder) else {
          return
        }
        let file = SourceFile(path: entryPath, text: text)
        if marks.contains(where: file.mentions) { files.append(file) }
        return
      }
      guard isSource(name) else { return }
      guard files.count < SourceLimits.filesMax, let text = text(of: name, in: folder) else {
        isComplete = false
        return
      }
      files.append(SourceFile(path: entryPath, text: text))
    default: break
    }
  }

  private func isSource(_ name: String) -> Bool {
    if selection.fileNames.contains(name) { return true }
    return name.fileExtension.map(selection.fileExtensions.contains) ?? false
  }

  private func isPage(_ name: String, at path: String) -> Bool {
    guard let ending = name.fileExtension, selection.pageExtensions.contains(ending) else {
      return false
    }
    return path.split(separator: "/").dropLast().contains("templates")
  }

  /// The text of a regular file; `nil` when it does not fit or can't be read.
  private mutating func text(of name: String, in folder: Int32) -> String? {
    // Something else may have taken the name's place by now; a pipe must not block.
    let descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    let size = Int(information.st_size)
    guard size <= SourceLimits.fileBytesMax, bytes + size <= SourceLimits.treeBytesMax else {
      return nil
    }
    var content = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let taken = content.withUnsafeMutableBytes { buffer in
        platformRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      if taken < 0, errno == EINTR { continue }
      guard taken >= 0 else { return nil }
      if taken == 0 { break }
      count += taken
    }
    bytes += count
    return String(decoding: content[..<count], as: UTF8.self)
  }

  /// The names in a folder, sorted, so that the limits leave out the same files each time; `nil`
  /// when the folder can't be read.
  private func names(in descriptor: Int32) -> [String]? {
    // The stream has a descriptor of its own and closes that.
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0, let stream = fdopendir(copy) else {
      if copy >= 0 { close(copy) }
      return nil
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count <= SourceLimits.entriesMax, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

private func platformRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}

/// Why a folder of source could not be read.
public struct SourceReadingError: Error, Hashable, CustomStringConvertible {
  public struct Code: Sendable, Hashable {
    private var name: String
    public static let notFound = Code(name: "notFound")
    public static let notAFolder = Code(name: "notAFolder")
    public static let notAllowed = Code(name: "notAllowed")
    public static let unreadable = Code(name: "unreadable")
  }

  public var code: Code
  public var folder: String
  /// One line that names the mend.
  public var description: String

  init(folder: String, errorNumber: Int32) {
    self.folder = folder
    switch errorNumber {
    case ENOENT:
      code = .notFound
      description = "no folder \(folder): name the root of the application's source"
    case ENOTDIR:
      code = .notAFolder
      description = "\(folder) is a file: name the folder that holds the application's source"
    case EACCES, EPERM:
      code = .notAllowed
      description = "\(folder) may not be read by this user: grant access or run as another user"
    default:
      code = .unreadable
      description = "\(folder) can't be read: \(String(cString: strerror(errorNumber)))"
    }
  }
}

extension String {
  fileprivate var fileExtension: String? {
    lastIndex(of: ".").map { String(self[index(after: $0)...]) }
  }
}
