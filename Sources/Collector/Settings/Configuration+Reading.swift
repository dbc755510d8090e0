import EventSchema
import Foundation

extension Configuration {
  /// Reads the settings: of the file, then of the environment, then of the flags; the later wins.
  ///
  /// - Parameters:
  ///   - file: The text of the file, and its name for errors.
  ///   - flags: Names with their dashes, and values.
  /// - Throws: At the first setting that is unknown or has a value that it cannot have.
  public init(
    file: (name: String, text: String)?, environment: [String: String],
    flags: [(name: String, value: String)]
  ) throws(ConfigurationError) {
    self.init()
    if let file { try read(file.text, origin: file.name) }
    try read(environment)
    for flag in flags {
      guard let setting = Setting.all.first(where: { $0.flag == flag.name }) else {
        throw Self.unknown(flag.name, origin: flag.name, of: Setting.all.map(\.flag))
      }
      try apply(setting, setting.reading(flag.value), origin: flag.name)
    }
    guard !projects.isEmpty else {
      throw ConfigurationError(
        origin: file?.name ?? "settings", path: "projects",
        problem: "there is none, so nobody could send events; give at least one")
    }
  }

  private mutating func read(_ text: String, origin: String) throws(ConfigurationError) {
    let document: JSON
    switch JSON.read([UInt8](text.utf8)) {
    case .success(let value): document = value
    case .failure(let failure):
      throw ConfigurationError(origin: origin, problem: "no JSON: \(failure)")
    }
    guard case .object = document else {
      throw ConfigurationError(origin: origin, problem: "allowed is a JSON object")
    }
    try read(document, below: "", origin: origin)
  }

  private mutating func read(
    _ object: JSON, below section: String, origin: String
  ) throws(ConfigurationError) {
    var seen: Set<String> = []
    for member in object.members where !member.name.hasPrefix("//") {
      let path = section.isEmpty ? member.name : "\(section).\(member.name)"
      guard seen.insert(member.name).inserted else {
        throw ConfigurationError(origin: origin, path: path, problem: "is there twice")
      }
      if let setting = Setting.all.first(where: { $0.path == path }) {
        try apply(setting, member.value, origin: origin)
      } else if section.isEmpty, Setting.sections.contains(member.name[...]) {
        guard case .object = member.value else {
          throw ConfigurationError(
            origin: origin, path: path,
            problem: "\(Setting.found(member.value)), allowed is an object")
        }
        try read(member.value, below: path, origin: origin)
      } else {
        throw Self.unknown(path, origin: origin, of: Setting.all.map(\.path))
      }
    }
  }

  /// Variables of a section that name no setting are mistakes; other `TRIAGE_` ones are not ours.
  private mutating func read(_ environment: [String: String]) throws(ConfigurationError) {
    let prefixes = Setting.sections.map { "TRIAGE_\($0.uppercased())_" }
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
      if let setting = Setting.all.first(where: { $0.variable == name }) {
        try apply(setting, setting.reading(value), origin: name)
      } else if prefixes.contains(where: name.hasPrefix) {
        throw Self.unknown(name, origin: name, of: Setting.all.map(\.variable))
      }
    }
  }

  private mutating func apply(
    _ setting: Setting, _ value: JSON, origin: String
  ) throws(ConfigurationError) {
    guard let problem = setting.apply(value, &self) else { return }
    throw ConfigurationError(
      origin: origin, path: setting.path + problem.place, problem: problem.sentence)
  }

  private static func unknown(
    _ name: String, origin: String, of names: [String]
  ) -> ConfigurationError {
    let near = Setting.nearest(to: name, of: names).map { "; did you mean \($0)?" } ?? ""
    return ConfigurationError(origin: origin, path: name, problem: "no such setting\(near)")
  }
}
