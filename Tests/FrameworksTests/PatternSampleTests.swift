import Foundation
import Testing

@testable import Frameworks

/// Texts for the patterns of fields.
@Suite struct PatternSampleTests {
  @Test(arguments: [
    #"^[A-Z]{2}[0-9A-Z]{2,12}$"#, #"^\d{4}-\d{2}$"#, #"^(?:[a-z]+\.)?[a-z]+$"#,
    #"^(A|B)-?\d+$"#, #"^[\w.-]+$"#, #"^\+?[1-9]\d{1,14}$"#, #"^\d{5}(-\d{4})?\Z"#,
  ])
  func fitsItsPattern(_ pattern: String) throws {
    let sample = try #require(PatternSample(pattern))
    let texts = try (0...2).map { try #require(sample.text($0)) }
    for text in texts {
      let found = text.range(of: pattern, options: .regularExpression)
      #expect(found == text.startIndex..<text.endIndex, "\(text)")
    }
    #expect(Set(texts).count == 3)
  }

  @Test(arguments: [
    #"^[^@]+$"#, #"^(?=a)b$"#, #"(a)\1"#, #"^(a$"#, #"a{9999}"#, "*", "", "(?P<name", "[a-",
  ])
  func givesNothingForWhatItDoesNotRead(_ pattern: String) {
    #expect(PatternSample(pattern)?.text(0) == nil)
  }

  @Test func keepsWithinTheColumn() {
    #expect(PatternSample(#"^[A-Z]{2}\d*$"#)?.text(0, within: 3)?.count == 2)
    #expect(PatternSample(#"^[A-Z]{5}$"#)?.text(0, within: 3) == nil)
  }
}
