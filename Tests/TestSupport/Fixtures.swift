public import Foundation

/// The repository's `fixtures/` folder, for tests that read bytes as the world sends them.
public let fixtures = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "fixtures")
