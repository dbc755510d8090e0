import DatabaseErrors
import Testing

@Suite struct Examples {
  static let all: [Example] =
    Dialect.all.flatMap(\.examples) + Driver.all.flatMap(\.examples)

  @Test(arguments: all)
  func reads(_ example: Example) {
    let place = example.place
    #expect(
      readViolation(in: example.error) == example.violation,
      sourceLocation: SourceLocation(
        fileID: "DatabaseErrors/\(place.file)", filePath: place.file, line: place.line, column: 1))
  }
}
