import EventSchema
import Foundation

/// Adds the source lines around the application's frames, where the files that were compiled are on
/// this machine. Reads files, so it belongs to the monitor's thread.
struct SourceExcerpts {
  /// Lines of a file by its path; `nil` for a file that is not here.
  private var files: [String: [Substring]?] = [:]

  mutating func add(to frame: inout Frame) {
    guard frame.inApp == true, frame.contextLine == nil, let path = frame.absolutePath,
      let number = frame.lineNumber, let lines = lines(of: path), lines.indices.contains(number - 1)
    else { return }
    let index = number - 1
    let context = Bounds.sourceContextLines
    frame.preContext = lines[max(0, index - context)..<index].map(String.init)
    frame.contextLine = String(lines[index])
    frame.postContext = lines[(index + 1)...].prefix(context).map(String.init)
  }

  private mutating func lines(of path: String) -> [Substring]? {
    if let known = files[path] { return known }
    if files.count >= Bounds.sourceFilesMax { files = [:] }
    let lines = Self.read(path)?.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    files[path] = .some(lines)
    return lines
  }

  private static func read(_ path: String) -> String? {
    guard path.hasSuffix(".swift"), let file = FileHandle(forReadingAtPath: path) else {
      return nil
    }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: Bounds.sourceFileBytesMax + 1),
      data.count <= Bounds.sourceFileBytesMax
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
