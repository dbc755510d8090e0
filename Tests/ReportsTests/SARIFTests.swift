import EventSchema
import Reports
import Testing

/// What SARIF 2.1.0 (OASIS, 2020) requires of a log.
struct SARIFTests {
  static let names = SampleReports.all.map(\.name)

  private func log(_ name: String) throws -> JSON {
    let report = try #require(SampleReports.all.first { $0.name == name }?.report)
    return try #require(JSON(parsing: render(report, as: .sarif)))
  }

  @Test(arguments: names)
  func hasTheRequiredProperties(name: String) throws {
    let log = try log(name)
    #expect(log["version"] == "2.1.0")
    let run = try #require(log["runs"]?[0])
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["name"] == "Triage")
    let rules = try #require(driver["rules"]).array
    for rule in rules { #expect(rule["id"]?.string?.isEmpty == false) }
    for result in try #require(run["results"]).array {
      let rule = try #require(rules.first { $0["id"] == result["ruleId"] })
      #expect(result["ruleIndex"]?.integer.flatMap { rules[Int($0)] } == rule)
      #expect(result["message"]?["text"]?.string?.isEmpty == false)
      #expect(["error", "warning", "note", "none"].contains(result["level"]))
    }
  }

  @Test func aFailureThatIsNoneHasNoResults() throws {
    #expect(try log("no-violation")["runs"]?[0]?["results"] == .array([]))
    #expect(try log("missing-check")["runs"]?[0]?["results"]?.array.count == 1)
  }

  @Test func listsEveryFailureOfAText() throws {
    let results = try #require(log("several")["runs"]?[0]?["results"]).array
    #expect(results.compactMap { $0["properties"]?["firstLine"]?.integer } == [3, 12, 20])
    #expect(results.allSatisfy { $0["level"] == "note" })
  }

  @Test(arguments: names)
  func pointsBelowTheSourceRoot(name: String) throws {
    let locations = artifactLocations(in: try log(name))
    for location in locations {
      let uri = try #require(location["uri"]?.string)
      #expect(!uri.isEmpty)
      #expect(!uri.hasPrefix("/"))
      #expect(!uri.split(separator: "/").contains(".."))
      #expect(uri.utf8.allSatisfy { Self.inURI.contains(Character(Unicode.Scalar($0))) }, "\(uri)")
      #expect(location["uriBaseId"] == "SRCROOT")
    }
  }

  private static let inURI = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/")

  private func artifactLocations(in json: JSON) -> [JSON] {
    let own = json.members.filter { $0.name == "artifactLocation" }.map(\.value)
    return own + (json.members.map(\.value) + json.array).flatMap(artifactLocations)
  }

  @Test(arguments: names)
  func linesBeginAtOne(name: String) throws {
    func regions(_ json: JSON) -> [JSON] {
      json.members.filter { $0.name == "region" || $0.name == "deletedRegion" }.map(\.value)
        + (json.members.map(\.value) + json.array).flatMap(regions)
    }
    for region in regions(try log(name)) {
      #expect(try #require(region["startLine"]?.integer) >= 1)
    }
  }

  /// Single braces are placeholders, brackets links.
  @Test func messagesHaveNoPlaceholders() throws {
    let text = try #require(
      try log("hostile")["runs"]?[0]?["results"]?[0]?["message"]?["text"]?.string)
    #expect(text.contains("{{0}}"))
    #expect(text.contains(#"\[l\](javascript:alert(1))"#))
  }

  @Test func carriesTheFixAsAReplacement() throws {
    let fix = try log("missing-check")["runs"]?[0]?["results"]?[0]?["fixes"]?[0]
    let change = try #require(fix?["artifactChanges"]?[0])
    #expect(change["artifactLocation"]?["uri"] == "accounts/forms.py")
    let replacement = try #require(change["replacements"]?[0])
    #expect(replacement["deletedRegion"]?["startLine"] == 8)
    #expect(replacement["deletedRegion"]?["endLine"] == 8)
    #expect(
      replacement["insertedContent"]?["text"]?.string?.hasPrefix("    def clean_email(self):\n")
        == true)
  }
}
