import Foundation
import SourceCode
import Testing

@testable import Proof

/// Copies of a real repository.
@Suite struct MirrorTests {
  /// A repository with a tag, a second branch, and one commit behind the tag.
  private final class Origin {
    let folder: String

    init() throws {
      folder = try makeTemporaryFolder(named: "origin")
      try run(
        """
        git init -q -b trunk && git config user.name Ida && git config user.email ida@example.org
        echo one > berths.txt && git add . && git commit -qm one && git tag v1.2.0
        git branch pier && echo two > berths.txt && git commit -qam two
        """)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func run(_ script: String) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-ec", "cd '\(folder)'\n" + script]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: data, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  @Test func findsReleasesByTagCommitAndBranch() throws {
    let origin = try Origin()
    let folder = origin.folder + "-mirror"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let mirror = try Mirror(of: origin.folder, in: folder)
    let tagged = try origin.run("git rev-parse v1.2.0")
    let head = try origin.run("git rev-parse HEAD")
    #expect(mirror.defaultBranch?.name == "trunk" && mirror.defaultBranch?.commit == head)
    for release in ["1.2.0", "v1.2.0", "desk@1.2.0", "pier", tagged] {
      #expect(try mirror.commit(ofRelease: release)?.commit == tagged, "\(release)")
    }
    for release in ["2.0.0", "", "-x", "../pier", "HEAD~1", "--upload-pack=id"] {
      #expect(try mirror.commit(ofRelease: release) == nil, "\(release)")
    }
    #expect(try mirror.checkout.sourceTree(of: head).files.isEmpty)
  }

  @Test func bringsItselfUpToDate() throws {
    let origin = try Origin()
    let folder = origin.folder + "-mirror"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Mirror(of: origin.folder, in: folder)
    try origin.run("echo three > berths.txt && git commit -qam three && git branch -D pier -q")
    let mirror = try Mirror(of: origin.folder, in: folder)
    #expect(try mirror.defaultBranch?.commit == origin.run("git rev-parse HEAD"))
    #expect(try !mirror.hasBranch("pier") && mirror.hasBranch("trunk"))
  }

  @Test func pushesABranchAndNothingElse() throws {
    let origin = try Origin()
    let folder = origin.folder + "-mirror"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let mirror = try Mirror(of: origin.folder, in: folder)
    let before = try origin.run("git rev-parse trunk pier v1.2.0")
    let commit = try #require(mirror.defaultBranch?.commit)
    try mirror.checkout.demandIdentity()
    try mirror.checkout.createBranch("fix/berth", at: commit)
    try mirror.checkout.push("fix/berth", to: "origin")
    #expect(try origin.run("git rev-parse trunk pier v1.2.0") == before)
    #expect(try origin.run("git rev-parse fix/berth") == commit)
  }

  /// A copy that was ended while it was made lies in a folder of another repository.
  @Test func makesABrokenCopyAnewAndLeavesWhatIsAroundIt() throws {
    let origin = try Origin()
    let folder = origin.folder + "/proofs"
    try FileManager.default.createDirectory(
      atPath: folder + "/.git", withIntermediateDirectories: true)
    let mirror = try Mirror(of: origin.folder, in: folder)
    #expect(mirror.defaultBranch?.name == "trunk")
    #expect(try origin.run("git config --get remote.origin.url || echo none") == "none")
  }

  @Test(arguments: ["/nowhere/at/all", "", "-x", "ext::sh -c true"])
  func refusesWhatIsNoRepository(remote: String) throws {
    let folder = try makeTemporaryFolder(named: "mirror")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: ProofError.self) { try Mirror(of: remote, in: folder) }
  }
}
