import EventSchema

/// How names of models become names of tables, in the ways in which frameworks do it.
enum CodeNaming {
  /// `BerthBooking` is `berth_booking`; `HTTPClient` is `http_client`.
  static func underscored(_ name: String) -> String {
    // Most names are.
    let isUnderscored = name.utf8.allSatisfy { $0.isLowerCaseLetter || $0 == UInt8(ascii: "_") }
    guard !isUnderscored else { return name }
    var result = ""
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if character.isUppercase, index > 0, characters[index - 1] != "_",
        !characters[index - 1].isUppercase || next.isLowercase
      {
        result += "_"
      }
      result += character == "-" ? "_" : character.lowercased()
    }
    return result
  }

  /// The plural of a name whose last word is English; words that have none stay.
  static func plural(_ name: String) -> String {
    let (rest, word) = split(name)
    if let known = irregular.first(where: { $0.one == word }) { return rest + known.many }
    if uncountable.contains(word) { return name }
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return rest + word.dropLast() + "ies"
    }
    if ["s", "x", "z", "ch", "sh"].contains(where: word.hasSuffix) {
      return word.hasSuffix("sis") ? rest + word.dropLast(2) + "es" : name + "es"
    }
    return name + "s"
  }

  /// The one of a plural: `parties` is `party`, `buses` is `bus`.
  static func singular(_ name: String) -> String {
    let (rest, word) = split(name)
    if let known = irregular.first(where: { $0.many == word }) { return rest + known.one }
    if uncountable.contains(word) || !word.hasSuffix("s") || word.hasSuffix("ss") { return name }
    if word.hasSuffix("ies"), word.count > 4 { return rest + word.dropLast(3) + "y" }
    if ["ses", "xes", "zes", "ches", "shes"].contains(where: word.hasSuffix) {
      let keepsE =
        word.hasSuffix("ases") || word.hasSuffix("uses") && word.count > 6
        || ["ises", "nses", "izes", "rses", "oses"].contains(where: word.hasSuffix)
      return rest + (keepsE ? word.dropLast() : word.dropLast(2))
    }
    return String(name.dropLast())
  }

  /// `berth_booking` is `BerthBooking`.
  static func camelCased(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// Letters and digits in lower case: what is left when conventions differ.
  static func bare(_ name: String) -> String {
    String(decoding: name.utf8.compactMap(bareByte), as: UTF8.self)
  }

  private static func bareByte(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: byte
    default: nil
    }
  }

  /// Whether a table can be the one of a model by any convention: singular or plural, with or
  /// without the prefix of an application or module.
  static func table(_ table: String, fits model: String) -> Bool {
    let table = underscored(table)
    let one = underscored(model)
    let names = [one, plural(one)].map(bare)
    if names.contains(bare(table)) { return true }
    // `app_users`, `marina_berths`: an application's prefix, at a word's beginning.
    let words = table.parts(between: "_")
    return words.count > 1
      && (1..<words.count).contains { names.contains(words[$0...].joined()) }
      && one.count > 3
  }

  private static func split(_ name: String) -> (rest: String, word: String) {
    guard let mark = name.lastIndex(of: "_") else { return ("", name) }
    return (String(name[...mark]), String(name[name.index(after: mark)...]))
  }

  private static let irregular: [(one: String, many: String)] = [
    ("person", "people"), ("child", "children"), ("man", "men"), ("woman", "women"),
    ("mouse", "mice"), ("foot", "feet"), ("tooth", "teeth"), ("goose", "geese"),
    ("datum", "data"), ("medium", "media"), ("index", "indices"), ("vertex", "vertices"),
    ("matrix", "matrices"), ("ox", "oxen"), ("quiz", "quizzes"), ("move", "moves"),
    ("status", "statuses"), ("alias", "aliases"), ("virus", "viruses"), ("bus", "buses"),
    ("axis", "axes"), ("leaf", "leaves"), ("half", "halves"), ("shelf", "shelves"),
    ("wolf", "wolves"), ("life", "lives"), ("knife", "knives"), ("criterion", "criteria"),
    ("hero", "heroes"), ("potato", "potatoes"), ("address", "addresses"), ("house", "houses"),
    ("case", "cases"), ("response", "responses"), ("cache", "caches"), ("size", "sizes"),
  ]

  private static let uncountable: Set<String> = [
    "equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "police",
    "news", "metadata", "staff", "feedback",
  ]
}
