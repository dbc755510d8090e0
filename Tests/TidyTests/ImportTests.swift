import Foundation
import Testing

/// Modules that compute and nothing else: no files, no clock, no Foundation.
private let pureModules: Set = [
  "EventSchema", "DatabaseErrors", "StackTraces", "SourceCode", "Fixes", "Frameworks", "Diagnosis",
  "ContinuousIntegration", "TestRunners", "Reports",
]

/// What comes with the toolchain and any other module may use.
private let platformModules: Set = [
  "Foundation", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc", "Musl", "Darwin",
]

/// The one thing that a pure module keeps between calls, and so has to lock.
private let memoryFolder = "Sources/Diagnosis/Traces/"

private func isPure(_ file: TextFile) -> Bool {
  pureModules.contains(file.module) && !file.path.hasPrefix("Sources/SourceCode/SourceReader")
}

@Suite struct ImportTests {
  static func swiftSources() throws -> [TextFile] { try Repository.swiftFiles() }

  @Test(arguments: try swiftSources())
  func importsOnlyWhatThePackageDeclares(file: TextFile) throws {
    let declared = try Repository.declaredDependencies()
    var allowed = try #require(declared[file.module], "Package.swift has no target \(file.module)")
    if !isPure(file) { allowed.formUnion(platformModules) }
    if file.path.hasPrefix(memoryFolder) { allowed.insert("Synchronization") }
    for line in file.codeLines where line.text.contains("import ") {
      guard let match = line.text.wholeMatch(of: #/(?:\w+ |@\w+ )*import (\w+)(?:\.\w+)*/#)
      else { continue }
      let name = String(match.output.1)
      #expect(
        allowed.contains(name),
        "\(file.path):\(line.number) imports \(name); \(file.module) may import \(allowed.sorted())"
      )
    }
  }

  @Test func pureModulesUseNoRegularExpressions() throws {
    for file in try Repository.swiftFiles().filter(isPure) {
      for line in file.codeLines where line.text.contains("Reg") || line.text.contains("#/") {
        #expect(
          !line.text.contains(#/\b(?:Regex|NSRegularExpression)\b|#\//#),
          "\(file.path):\(line.number) uses a regular expression; use a template or a scanner")
      }
    }
  }

  @Test func targetsDependOnlyOnThoseAboveThem() throws {
    let manifest = try Repository.file("Package.swift").text
    var above: Set<String> = []
    for match in manifest.matches(
      of: #/(?:cLibrary\(\s*|\.(?:target|executableTarget|systemLibrary)\(\s*name: )"([\w-]+)"/#)
    {
      let name = String(match.output.1)
      let below = try Repository.declaredDependencies()[name, default: []].subtracting(above)
      #expect(below.isEmpty, "In Package.swift, move \(below.sorted()) above \(name)")
      above.insert(name)
    }
  }

  @Test func thePackageDependsOnNoOther() throws {
    let manifest = try Repository.file("Package.swift").text
    #expect(!manifest.contains(".package("), "See docs/decisions/0001-dependencies.md")
  }
}
