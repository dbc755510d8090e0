import EventSchema

/// One thing that can be set: in the file, by an environment variable and by a flag.
struct Setting: Sendable {
  /// Its place in the file: `listen.port`.
  var path: String
  var summary: String
  /// What a value may be, as errors and the manual say it.
  var allowed: String
  /// The default, as the file would have it.
  var standard: JSON
  /// Makes a value of the text of a variable or flag.
  var reading: @Sendable (String) -> JSON
  /// Sets the value; what is wrong with it, if anything.
  var apply: @Sendable (JSON, inout Configuration) -> Problem?

  /// What is wrong with a value.
  struct Problem: Sendable {
    /// Where inside the value: `[0].keys`; empty for the value itself.
    var place = ""
    var sentence: String
  }

  /// `TRIAGE_LISTEN_PORT`
  var variable: String { "TRIAGE_" + words.joined(separator: "_").uppercased() }

  /// `--listen-port`
  var flag: String { "--" + words.joined(separator: "-") }

  /// `connectionsPerAddress` counts as three words.
  private var words: [String] {
    var words = [""]
    for character in path {
      if character == "." {
        words.append("")
      } else if character.isUppercase {
        words.append(character.lowercased())
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  static func found(_ value: JSON) -> String { "found \(value.serialised)" }
}

extension Setting {
  typealias Place<Value> = any WritableKeyPath<Configuration, Value> & Sendable

  static func integer(
    _ path: String, _ place: Place<Int>, _ range: ClosedRange<Int>, _ summary: String
  ) -> Setting {
    let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Setting(
      path: path, summary: summary, allowed: allowed,
      standard: .integer(Int64(Configuration()[keyPath: place])),
      reading: { text in Int64(text).map { .integer($0) } ?? .string(text) },
      apply: { value, configuration in
        guard case .integer(let number) = value, let number = Int(exactly: number),
          range.contains(number)
        else { return Problem(sentence: "\(found(value)), allowed is \(allowed)") }
        configuration[keyPath: place] = number
        return nil
      })
  }

  static func flag(_ path: String, _ place: Place<Bool>, _ summary: String) -> Setting {
    Setting(
      path: path, summary: summary, allowed: "true or false",
      standard: .bool(Configuration()[keyPath: place]),
      reading: { text in text == "true" ? true : text == "false" ? false : .string(text) },
      apply: { value, configuration in
        guard case .bool(let isOn) = value else {
          return Problem(sentence: "\(found(value)), allowed is true or false")
        }
        configuration[keyPath: place] = isOn
        return nil
      })
  }

  /// - Parameter accepts: Whether a text is taken, beside what `allowed` says of it.
  static func text(
    _ path: String, _ place: Place<String>, allowed: String, _ summary: String,
    accepts: @escaping @Sendable (String) -> Bool
  ) -> Setting {
    Setting(
      path: path, summary: summary, allowed: allowed,
      standard: .string(Configuration()[keyPath: place]), reading: { .string($0) },
      apply: { value, configuration in
        guard let text = value.string, accepts(text) else {
          return Problem(sentence: "\(found(value)), allowed is \(allowed)")
        }
        configuration[keyPath: place] = text
        return nil
      })
  }

  /// The nearest of some names to one that is none of them.
  static func nearest(to name: String, of names: [String]) -> String? {
    let near = names.map { (name: $0, distance: distance(from: name, to: $0)) }
      .min { $0.distance < $1.distance }
    guard let near, near.distance <= max(2, name.count / 3) else { return nil }
    return near.name
  }

  /// The fewest insertions, deletions and replacements of characters between two names.
  private static func distance(from one: String, to other: String) -> Int {
    let other = Array(other.lowercased())
    var row = Array(0...other.count)
    for (index, character) in one.lowercased().prefix(100).enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in other.indices {
        let replaced = diagonal + (other[column] == character ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[other.count]
  }
}
