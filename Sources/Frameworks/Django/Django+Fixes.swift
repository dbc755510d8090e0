import Fixes

extension DjangoReading {
  func fixes(for remedy: Remedy) -> [Fix] { [] }
}
