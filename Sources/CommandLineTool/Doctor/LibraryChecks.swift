import Foundation

/// A C library that the collector or this tool is linked with.
private struct Library {
  var name: String
  /// As the loader knows it on Linux and on macOS.
  var files: [String]
  var aptPackage: String
  var brewPackage: String

  static let all = [
    Library(
      name: "libmicrohttpd", files: ["libmicrohttpd.so.12", "libmicrohttpd.dylib"],
      aptPackage: "libmicrohttpd-dev", brewPackage: "libmicrohttpd"),
    Library(
      name: "SQLite", files: ["libsqlite3.so.0", "libsqlite3.dylib"],
      aptPackage: "libsqlite3-dev", brewPackage: "sqlite"),
    Library(
      name: "libpq", files: ["libpq.so.5", "libpq.dylib"], aptPackage: "libpq-dev",
      brewPackage: "libpq"),
    Library(
      name: "zlib", files: ["libz.so.1", "libz.dylib"], aptPackage: "zlib1g-dev",
      brewPackage: "zlib"),
    Library(
      name: "Brotli", files: ["libbrotlidec.so.1", "libbrotlidec.dylib"],
      aptPackage: "libbrotli-dev", brewPackage: "brotli"),
    Library(
      name: "Zstandard", files: ["libzstd.so.1", "libzstd.dylib"], aptPackage: "libzstd-dev",
      brewPackage: "zstd"),
  ]

  static let folders = ["", "/opt/homebrew/lib/", "/usr/local/lib/"]

  var isThere: Bool {
    Self.folders.contains { folder in
      files.contains { file in
        guard let handle = dlopen(folder + file, RTLD_LAZY) else { return false }
        dlclose(handle)
        return true
      }
    }
  }
}

func libraryCheck() -> Check {
  let missing = Library.all.filter { !$0.isThere }
  guard !missing.isEmpty else {
    return .fine("Libraries", Library.all.map(\.name).joined(separator: ", "))
  }
  #if os(macOS)
    let command = "brew install " + missing.map(\.brewPackage).joined(separator: " ")
  #else
    let command = "sudo apt-get install " + missing.map(\.aptPackage).joined(separator: " ")
  #endif
  return .broken(
    "Libraries", missing.map(\.name).joined(separator: ", ") + " cannot be loaded", command)
}
