import Foundation
import SourceCode
import Testing

@Suite("Folders of source")
struct SourceReaderTests {
  /// Runs `body` with a folder of its own.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "source-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func write(_ text: String, to path: String, in folder: URL) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  @Test func readsSourceAndNothingElse() throws {
    try inFolder { folder in
      for path in [
        "shop/models.py", "shop/migrations/0001_initial.py", "Sources/App/main.swift",
        "schema.sql", "readme.md", "shop/models.pyc", ".git/hook.py", ".venv/a.py",
        "node_modules/a/b.py", "web/node_modules/c.py", "venv/d.py", "lib/site-packages/e.py",
        "environment/pyvenv.cfg", "environment/lib/f.py", "shop/__pycache__/g.py", "py",
      ] { try write("text of \(path)", to: path, in: folder) }
      let tree = try SourceReader.read(folder: folder.path())
      #expect(
        tree.files.map(\.path) == [
          "Sources/App/main.swift", "schema.sql", "shop/migrations/0001_initial.py",
          "shop/models.py",
        ])
      #expect(tree.files.allSatisfy { $0.text == "text of \($0.path)" && $0.isWhole })
      #expect(tree.isComplete)
    }
  }

  @Test func readsTheDocumentsThatAreAboutADatabaseOrABuild() throws {
    let texts = [
      "db/changelog.xml": "<databaseChangeLog/>", "drizzle/meta/_journal.json": "{}",
      "mappers/BoatMapper.xml": "<mapper namespace=\"Boats\"/>", "package.json": "{}",
      "pom.xml": "<project/>", "res/layout.xml": "<LinearLayout/>", "tsconfig.json": "{}",
    ]
    try inFolder { folder in
      for (path, text) in texts { try write(text, to: path, in: folder) }
      let tree = try SourceReader.read(folder: folder.path())
      #expect(
        tree.files.map(\.path) == [
          "db/changelog.xml", "drizzle/meta/_journal.json", "mappers/BoatMapper.xml",
          "package.json", "pom.xml",
        ])
      #expect(tree.files.allSatisfy { $0.text == texts[$0.path] })
      #expect(tree.isComplete)
    }
  }

  @Test func listsPagesByName() throws {
    try inFolder { folder in
      for path in ["shop/templates/shop/boat_form.html", "docs/index.html", "templates/pier.j2"] {
        try write("text", to: path, in: folder)
      }
      let tree = try SourceReader.read(folder: folder.path())
      #expect(
        tree.files.map(\.path) == ["shop/templates/shop/boat_form.html", "templates/pier.j2"])
      #expect(tree.files.allSatisfy { $0.text.isEmpty })
    }
  }

  @Test func followsNoLinks() throws {
    try inFolder { outside in
      try write("secret", to: "secret.py", in: outside)
      try write("secret", to: "inner/secret.py", in: outside)
      try inFolder { folder in
        try write("own", to: "own.py", in: folder)
        let manager = FileManager.default
        for (link, target) in [
          ("link.py", outside.appending(path: "secret.py").path()), ("folder", outside.path()),
          ("loop", folder.path()), ("up", ".."), ("passwd.py", "/etc/passwd"),
        ] {
          try manager.createSymbolicLink(
            atPath: folder.appending(path: link).path(), withDestinationPath: target)
        }
        try #require(mkfifo(folder.appending(path: "pipe.py").path(), 0o600) == 0)
        let tree = try SourceReader.read(folder: folder.path())
        #expect(tree.files.map(\.path) == ["own.py"])
        #expect(tree.file(at: "../../etc/passwd") == nil)
      }
    }
  }

  @Test func leavesOutWhatIsTooLargeAndSaysSo() throws {
    try inFolder { folder in
      try write(
        String(repeating: "x", count: SourceLimits.fileBytesMax + 1), to: "large.py", in: folder)
      try write(
        String(repeating: "x", count: SourceLimits.fileBytesMax), to: "fits.py", in: folder)
      let tree = try SourceReader.read(folder: folder.path())
      #expect(tree.files.map(\.path) == ["fits.py"])
      #expect(!tree.isComplete)
    }
  }

  @Test func stopsAtAFolderThatIsTooDeep() throws {
    try inFolder { folder in
      let path = String(repeating: "a/", count: 70)
      try write("deep", to: "\(path)deep.py", in: folder)
      try write("top", to: "top.py", in: folder)
      let tree = try SourceReader.read(folder: folder.path())
      #expect(tree.files.map(\.path) == ["top.py"])
      #expect(!tree.isComplete)
    }
  }

  @Test func readsWhatIsNoUTF8() throws {
    try inFolder { folder in
      try Data([0x61, 0xE9, 0x0A]).write(to: folder.appending(path: "latin.py"))
      try Data().write(to: folder.appending(path: "empty.py"))
      let tree = try SourceReader.read(folder: folder.path())
      #expect(tree.files.map(\.text) == ["", "a\u{FFFD}\n"])
    }
  }

  @Test func saysWhatIsWrongWithAFolder() throws {
    try inFolder { folder in
      try write("x", to: "file.py", in: folder)
      let missing = folder.appending(path: "missing").path()
      #expect(throws: SourceReadingError.self) { try SourceReader.read(folder: missing) }
      do throws(SourceReadingError) {
        _ = try SourceReader.read(folder: missing)
      } catch {
        #expect(error.code == .notFound)
        #expect(error.description.contains(missing))
      }
      do throws(SourceReadingError) {
        _ = try SourceReader.read(folder: folder.appending(path: "file.py").path())
      } catch {
        #expect(error.code == .notAFolder)
      }
    }
  }
}
