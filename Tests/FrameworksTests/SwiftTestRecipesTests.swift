import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import SourceCode
import Testing

/// What is generated for the faults of the example, and for small services of other shapes.
@Suite struct SwiftTestRecipesTests {
  @Test(arguments: SignUpFault.all)
  func writesTheGoldenTests(_ fault: SignUpFault) throws {
    let tests = try fault.tests()
    #expect(!tests.isEmpty)
    for test in tests {
      #expect(test.framework == "swift-testing")
      let name = try #require(test.path.split(separator: "/").last)
      #expect(test.path == "Tests/SignUpServiceTests/\(name)")
      try compare(test.code, with: "swift/\(fault.name)/\(name)")
    }
  }

  @Test(arguments: SignUpFault.all)
  func usesTheTestTargetThatIsThere(_ fault: SignUpFault) throws {
    let files = SignUpFault.files.map { file in
      var file = file
      if file.path == "Package.swift" {
        file.text = file.text.replacing(
          "  ],\n  swiftLanguageModes",
          with: """
                .testTarget(
                  name: "ServiceTests", dependencies: ["SignUpService"], path: "Checks/Service"),
              ],
              swiftLanguageModes
            """)
      }
      return file
    }
    let paths = try fault.tests(in: files).map(\.path)
    #expect(!paths.isEmpty)
    #expect(paths.allSatisfy { $0.hasPrefix("Checks/Service/") })
    #expect(!fault.fixes(in: files).contains { $0.files == ["Package.swift"] })
  }

  @Test(arguments: SignUpFault.all)
  func writesAsTheTestsThatAreThere(_ fault: SignUpFault) throws {
    var files = SignUpFault.files.map { file in
      var file = file
      if file.path == "Package.swift" {
        file.text = file.text.replacing(
          "  ],\n  swiftLanguageModes",
          with: """
                .testTarget(name: "ServiceTests", dependencies: ["SignUpService"]),
              ],
              swiftLanguageModes
            """)
      }
      return file
    }
    files.append(
      SourceFile(
        path: "Tests/ServiceTests/SmokeTests.swift",
        text: "import XCTest\n\nfinal class SmokeTests: XCTestCase {\n}\n"))
    let tests = try fault.tests(in: files)
    #expect(!tests.isEmpty)
    for test in tests {
      #expect(test.framework == "xctest")
      let name = try #require(test.path.split(separator: "/").last)
      try compare(test.code, with: "swift/\(fault.name)/xctest/\(name)")
    }
  }

  @Test(arguments: SignUpFault.all)
  func writesNoneWithoutThePackage(_ fault: SignUpFault) throws {
    let files = SignUpFault.files.filter { $0.path != "Package.swift" }
    #expect(try fault.tests(in: files).isEmpty)
    #expect(!fault.fixes(in: files).contains { $0.title.contains("test target") })
  }

  /// A change of the example after which a test would be a guess.
  @Test(arguments: [
    (
      "what makes the tables takes something unknown", "init(path: String) throws {",
      "init(path: String, pool: ConnectionPool) throws {"
    ),
    (
      "what makes the tables has its path in it",
      "init(path: String) throws {\n    self.path = path",
      "init() throws {\n    path = \"/srv/accounts.sqlite\""
    ),
    (
      "the repository is private", "struct AccountRepository {",
      "private struct AccountRepository {"
    ),
    (
      "the repository is made by nothing in sight", "  var connection: Connection\n",
      "  @Injected var connection: Connection\n"
    ),
    ("the error is of a package", "Refusal.emailTaken }", "Abort(.conflict) }"),
    (
      "a sample could break a rule", "email TEXT NOT NULL UNIQUE",
      "email TEXT NOT NULL UNIQUE CHECK (length(email) > 40)"
    ),
  ])
  func writesNoneThatWouldBeAGuess(_ why: String, _ code: String, _ other: String) throws {
    var count = 0
    let files = SignUpFault.files.map { file in
      var file = file
      if file.text.contains(code) { count += 1 }
      file.text = file.text.replacing(code, with: other)
      return file
    }
    #expect(count > 0, "\(why)")
    #expect(try SignUpFault.all[0].tests(in: files).isEmpty, "\(why)")
  }

  @Test func holdsWritersBackWhereNothingWaitsBetweenLookUpAndWrite() throws {
    let files = SignUpFault.files.map { file in
      var file = file
      file.text = file.text.replacing("let passwordHash = await hash(password)", with: "")
        .replacing("passwordHash: passwordHash)", with: "passwordHash: password)")
        .replacing("  /// Slow on purpose, as password hashing has to be.\n", with: "")
        .replacing("  var hash: PasswordHash\n", with: "")
      return file
    }
    var fault = SignUpFault.all[1]
    fault.places[0].code = "name: name, passwordHash: password)"
    let test = try #require(try fault.tests(in: files).first)
    try compare(test.code, with: "swift/no-seam/RegisterAtOnceTests.swift")
  }

  /// One class that opens, looks and writes; its error takes the value along.
  @Test(arguments: [
    ("joins", Remedy.Kind.insertOrRead, "JoinAtOnceTests"),
    ("imports", Remedy.Kind.validateOnPath, "ImportMemberDuplicatesTests"),
  ])
  func testsOneClassThatDoesItAll(_ mark: String, _ kind: Remedy.Kind, _ suite: String) throws {
    let failure = ClubService.failure(at: mark)
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    let remedies =
      (kind == .insertOrRead ? [.translateViolation, kind] : [kind, .translateViolation])
      .map { Remedy($0, table: "members", columns: ["email"]) }
    let fixes = remedies.flatMap { framework.fixes(for: $0, of: failure, facts) }
      .filter { $0.applicability != .guidance && !$0.isAlternative }
    #expect(fixes.map(\.files) == [["Sources/Club/MemberStore.swift"], ["Package.swift"]])
    for (index, fix) in fixes.enumerated() {
      try compare(fix.diff, with: "swift/one-class-\(mark)/\(index + 1).diff")
    }
    let tests = framework.tests(for: remedies, of: failure, facts)
    #expect(tests.map(\.path) == ["Tests/ClubTests/\(suite).swift"])
    try compare(tests.first?.code ?? "", with: "swift/one-class-\(mark)/\(suite).swift")
  }

  /// The look-up of a service means nothing in its repository, though both are in one file.
  @Test func looksOnlyWhereTheGuardMeansTheSame() throws {
    let files = ClubService.layers
    let text = try #require(files.last?.text)
    func line(_ code: String) -> Int? {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .lastIndex { $0.contains(code) }.map { $0 + 1 }
    }
    let failure = ClubService.failure(
      in: files, at: [line("try repository.add(email: email)"), line("INSERT INTO members")])
    let framework = try #require(Framework.recognised(in: failure))
    let fix = framework.fixes(
      for: Remedy(.validateOnPath, table: "members", columns: ["email"]), of: failure,
      framework.facts(of: failure)
    ).first
    #expect(fix?.title == "Look before the write in `invite` as `join` does")
  }
}

extension SignUpFault {
  func tests(in files: [SourceFile] = files) throws -> [TestCase] {
    let failure = failure(in: files)
    let framework = try #require(Framework.recognised(in: failure))
    return framework.tests(for: wanted, of: failure, framework.facts(of: failure))
  }

  func fixes(in files: [SourceFile] = files) -> [Fix] {
    let failure = failure(in: files)
    guard let framework = Framework.recognised(in: failure) else { return [] }
    let facts = framework.facts(of: failure)
    return wanted.flatMap { framework.fixes(for: $0, of: failure, facts) }
  }

  private var wanted: [Remedy] {
    remedies.map { Remedy($0, table: table, columns: columns) }
  }
}
