import EventSchema
import Fixes
import SourceCode

extension RecipePlace {
  /// The key in the name of a file: its column, of several that it is a key.
  var shortWords: String { columns.count == 1 ? words ?? "key" : "key" }

  /// A test of the change that is made here, after one that calls the changed function or its
  /// caller; empty when no test of the project shows how.
  func echoedTests(of recipe: CodeRecipe) -> [TestCase] {
    guard let answer = answer(of: recipe) else { return requestTests(of: recipe, nil) }
    for (index, site) in reading.sites.enumerated() {
      // What is returned may become something else on its way; an error comes as it is.
      guard index == 0 || answer.isRaised else { break }
      guard let subject = subject(site, model: value("model")),
        let exemplar = Exemplar.find(subject, in: reading.source)
      else { continue }
      let test = EchoedTest(
        exemplar: exemplar, place: self, answer: answer, looks: looksBefore,
        imports: recipe.imports, input: RefusedInput(self))
      let made = test.testCases
      if !made.isEmpty { return made }
    }
    return requestTests(of: recipe, answer)
  }

  /// Tests of the answer to a request, after one that sends it.
  private func requestTests(of recipe: CodeRecipe, _ answer: RefusedAnswer?) -> [TestCase] {
    // A look-up answers the second request before it reaches the database.
    let looks = looksBefore
    let status =
      answer?.status ?? refusal.flatMap { mappedStatus($0.text) } ?? handledStatus(of: recipe)
    let input = RefusedInput(self)
    guard status != nil || answer == .goesOn, !isOfInput || input != nil else { return [] }
    for site in reading.sites.prefix(1) + reading.callers {
      guard let route = Route(site, in: reading.source),
        let exemplar = RequestExemplar.find(route, in: reading.source)
      else { continue }
      let made =
        looks && input == nil
        ? EchoedRequestRace(exemplar: exemplar, place: self, refused: status).testCase
        : EchoedRequest(exemplar: exemplar, place: self, status: status, input: input).testCase
      if let made { return [made] }
    }
    return []
  }

  /// What the recipe's own handler answers a request with.
  private func handledStatus(of recipe: CodeRecipe) -> Int? {
    recipe.steps.compactMap(\.handler).compactMap { $0.filled(value) }
      .compactMap { text -> Int? in
        let lines = text.split(separator: "\n").map { String($0).trimmed }.filter { $0 != "end" }
        return RefusedAnswer(lines.joined(separator: "\n"), language: language)?.status
      }.last
  }

  /// Whether the function, or the helper that it writes with, looks for the key first.
  private var looksBefore: Bool {
    !holds(.noLook) || facts.upsert.map { !$0.readsAgain && !$0.lookupColumns.isEmpty } ?? false
  }

  /// What a framework answers for an error that nobody catches.
  private func mappedStatus(_ refusal: String) -> Int? {
    let errors = [
      ("new ConflictException(", 409), ("ResponseStatusException(HttpStatus.CONFLICT", 409),
      ("ValidationException::withMessages(", 422),
    ]
    return errors.first { refusal.mentions($0.0) }?.1
      ?? refusal.split { !($0.isLetter || $0.isNumber || $0 == "_") }.lazy
      .compactMap { declaredStatus(of: String($0)) }.first
  }

  /// The status that an error of the application's own gives itself:
  /// `class Taken extends HttpError { constructor() { super(409, 'taken'); } }`.
  private func declaredStatus(of name: String) -> Int? {
    guard name.startsWithCapital else { return nil }
    for file in reading.source.files(mentioning: "class \(name) ") {
      guard let type = file.parsed.types.first(where: { $0.name == name }) else { continue }
      let words = file.text(type.span).split { !($0.isLetter || $0.isNumber || $0 == "_") }
      let statuses = Set(words.compactMap { Int($0) }.filter { (400...429).contains($0) })
      if statuses.count == 1 { return statuses.first }
    }
    return nil
  }

  private func answer(of recipe: CodeRecipe) -> RefusedAnswer? {
    if let answer = recipe.answer { return answer }
    if recipe.steps.contains(where: \.usesRefusal) {
      // What the change declares is not there before it: its message can be asked for without it.
      if language == "go", refusal?.declaration != nil {
        return value("plain sentence").map { .message($0) }
      }
      return refusal.flatMap { RefusedAnswer($0.text, language: language) }
    }
    if recipe.remedy == .insertOrRead { return .goesOn }
    guard recipe.remedy == .translateViolation else { return nil }
    return recipe.steps.compactMap(\.handler).compactMap { $0.filled(value) }
      .compactMap { RefusedAnswer($0.lastRaise, language: language) }.last
  }

  private func subject(_ site: CodeSite, model: String?) -> Exemplar.Subject? {
    guard let name = site.name, site.registration.isEmpty else { return nil }
    let path = site.file.source.path
    let type = site.types.last?.name?.lastComponent
    let stem = path.fileStem
    let isIndex = ["index", "mod", "main", "app"].contains(stem) && !path.folder.isEmpty
    return Exemplar.Subject(
      function: name, owner: type ?? (isIndex ? path.folder.fileStem : stem),
      isMethod: type != nil, model: model, path: path,
      parameters: site.function.parameters.map(\.name.withoutSigil))
  }
}

extension RefusedAnswer {
  fileprivate var isRaised: Bool {
    switch self {
    case .message, .type: true
    case .value, .changeset, .status, .goesOn: false
    }
  }

  fileprivate var status: Int? {
    if case .status(let status) = self { status } else { nil }
  }
}

extension RecipeStep {
  /// What is done with the refusal, in the recipe's own words.
  fileprivate var handler: CodeTemplate? {
    switch self {
    case .wrap(_, let closing, _): closing
    case .atFunctionEnd(let text): text
    default: nil
    }
  }
}

extension String {
  /// The last line that raises an error other than the one that was caught.
  fileprivate var lastRaise: String {
    split(separator: "\n").map { String($0).trimmed }.last { line in
      line.hasPrefix("throw ")
        && !["throw error", "throw $exception", "throw exception"]
          .contains(where: line.hasPrefix)
        || line.hasPrefix("raise ") && !line.hasPrefix("raise unless")
    } ?? ""
  }
}
