import EventSchema
import SourceCode
import Testing

@testable import Frameworks

/// What the source shows on ways to a refused write, in all languages.
@Suite("Ways to a refused write")
struct WaysTests {
  @Test(arguments: try Way.read())
  func showsItsFacts(way: Way) throws {
    let framework = try #require(Framework.all.first { $0.name == way.framework })
    let facts = framework.facts(of: way.failure())
    #expect(WayFacts(facts: facts).differences(from: way.expected) == [])
  }

  /// A few lines around the culprit show less, and nothing that the whole file does not show.
  @Test(arguments: try Way.read())
  func excerptsShowNothingElse(way: Way) throws {
    let framework = try #require(Framework.all.first { $0.name == way.framework })
    let whole = framework.facts(of: way.failure())
    for radius in [0, 3, 8, 20] {
      let facts = framework.facts(of: way.failure(excerptRadius: radius))
      for check in facts.checks where check.guardsWrite {
        #expect(
          whole.checks.contains { $0.place.line == check.place.line && $0.guardsWrite },
          "radius \(radius)")
      }
      #expect(facts.handlers.count <= whole.handlers.count, "radius \(radius)")
    }
  }

  /// By what stands in the culprit's file, without any frame of the library.
  @Test(arguments: try Way.read())
  func areRecognisedBySource(way: Way) throws {
    #expect(Framework.recognised(in: way.failure())?.name == way.recognised ?? way.framework)
  }

  /// Files that end anywhere, inside of texts and brackets, are read without a trap.
  @Test(arguments: try Way.read())
  func survivesCutFiles(way: Way) throws {
    let framework = try #require(Framework.all.first { $0.name == way.framework })
    let path = way.frames.last?.filename
    guard let index = way.files.firstIndex(where: { $0.path == path }) else { return }
    let bytes = Array(way.files[index].text.utf8)
    for end in stride(from: 40, to: bytes.count, by: 131) {
      var cut = way
      cut.files[index].text = String(decoding: bytes[..<end], as: UTF8.self)
      let facts = framework.facts(of: cut.failure())
      #expect(facts.checks.count <= 8)
    }
  }

  @Test func pairsAreToldApart() throws {
    let ways = try Way.read()
    let pairs = Dictionary(grouping: ways.filter { $0.pair != nil }) {
      "\($0.source) \($0.pair ?? "")"
    }
    #expect(pairs.count >= 25)
    for (name, pair) in pairs {
      #expect(pair.count >= 2, "\(name) has no other half")
      #expect(Set(pair.map(\.expected)).count == pair.count, "\(name) is no pair")
    }
  }
}
