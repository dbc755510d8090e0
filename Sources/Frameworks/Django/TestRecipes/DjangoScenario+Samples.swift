import EventSchema
import SourceCode

extension DjangoScenario {
  /// A key that ends in no field of the model: a number where the code makes it one.
  func sample(of key: String) -> String? {
    if let text = reading.demandedText(of: key) { return "\"\(text)\"" }
    if reading.readsJSON, let sent = sent(key), let value = DjangoSample.value(like: sent) {
      return value
    }
    guard let shape = shape(of: key) else { return "\"1\"" }
    return "\"\(DjangoSample.same(shape))\""
  }

  func shape(of key: String) -> String? {
    let value = sent(key)
    // Some SDKs send a list for each form field.
    return value?.string ?? value?[0]?.string
  }

  /// What the request that failed held under a key.
  private func sent(_ key: String) -> JSON? {
    let parts = key.components(separatedBy: DjangoOrigin.nesting)
    return parts.dropFirst().reduce(reading.failure.event.request?.data[parts[0]]) { $0?[$1] }
  }
}
