import Foundation

/// Where temporary files go: `TMPDIR`, else `/tmp`; without a slash at the end.
func temporaryFolder() -> String {
  let named = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
  let folder = named.hasPrefix("/") ? named : "/tmp"
  return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
}

/// A new folder that only this user may enter.
func makeTemporaryFolder(named name: String) throws(ProofError) -> String {
  var template = Array((temporaryFolder() + "/\(name)-XXXXXX").utf8CString)
  guard mkdtemp(&template) != nil else {
    throw ProofError(
      .file,
      "cannot make a folder in \(temporaryFolder()): \(reason(errno)); set TMPDIR to one that can "
        + "be written")
  }
  let path = String(
    decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  return resolved(path) ?? path
}

/// The path without links and dots; `nil` when there is no such file.
func resolved(_ path: String) -> String? {
  guard let result = realpath(path, nil) else { return nil }
  defer { free(result) }
  return String(cString: result)
}

enum FileKind {
  case missing, file, folder, link, other

  /// Without following a link at the end of the path.
  init(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      self = .missing
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}

/// The bytes of a regular file; `nil` when there is none.
func readFile(_ path: String, bytesMax: Int = ProofLimits.fileBytes) throws(ProofError) -> [UInt8]?
{
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw ProofError(.file, "cannot read \(path): \(reason(errno)); grant access to it")
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw ProofError(.file, "\(path) is no file; name the application's source with --source")
  }
  guard status.st_size <= bytesMax else {
    throw ProofError(
      .file, "\(path) is larger than \(bytesMax >> 20) MB, so it is generated; change what makes it"
    )
  }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 {
      return bytes
    } else if errno != EINTR {
      throw ProofError(.file, "cannot read \(path): \(reason(errno))")
    }
  }
}

/// Returns the system's error number when not all could be written.
func writeAll(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Int32? {
  let bytes = Array(bytes)
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
    }
    if count > 0 { written += count } else if errno != EINTR { return errno }
  }
  return nil
}

/// What the system says about an error's number: "No such file or directory".
func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
