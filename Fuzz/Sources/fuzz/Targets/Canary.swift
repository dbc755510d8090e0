extension Target {
  /// A parser with a mistake that only coverage leads to: whoever does not find it finds nothing.
  static let canary = Target(name: "canary") { text in
    var matched = 0
    for byte in "bird".utf8 {
      guard matched < text.count, text[matched] == byte else { return }
      matched += 1
    }
    promise(matched < 4, "the canary lives")
  }
}
