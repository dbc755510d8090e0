import EventSchema
import SourceCode

/// The URL of a view as a pattern with the view's parameters.
struct DjangoRoute {
  /// Fixed texts and parameters, in order.
  var parts: [Part]

  enum Part: Hashable {
    case text(String)
    case parameter(String)
  }

  var parameters: [String] {
    parts.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// `agenda/rooms/<int:room>/shift`
  init(urlPattern: String, prefix: String = "") {
    parts = Self.parts("/" + prefix + urlPattern, open: "<", close: ">").map { part in
      guard case .parameter(let name) = part else { return part }
      return .parameter(name.split(separator: ":").last.map(String.init) ?? name)
    }
  }

  /// `/agenda/rooms/{room}/shift`, as the SDK names transactions; `nil` for other names.
  init?(transaction: String) {
    guard transaction.hasPrefix("/"), !transaction.utf8.contains(UInt8(ascii: " ")) else {
      return nil
    }
    parts = Self.parts(transaction, open: "{", close: "}")
  }

  /// Whether it is the same route below a prefix.
  func ends(like other: DjangoRoute) -> Bool {
    guard case .text(let first)? = other.parts.first, parts.count >= other.parts.count,
      case .text(let own)? = parts.dropLast(other.parts.count - 1).last
    else { return false }
    return own.hasSuffix(first) && parts.suffix(other.parts.count - 1) == other.parts.dropFirst()
  }

  private static func parts(_ text: String, open: Character, close: Character) -> [Part] {
    var parts: [Part] = []
    var current = ""
    for character in text {
      if character == open || character == close {
        if !current.isEmpty {
          parts.append(character == open ? .text(current) : .parameter(current))
        }
        current = ""
      } else {
        current.append(character)
      }
    }
    if !current.isEmpty { parts.append(.text(current)) }
    return parts
  }

  /// A Python string with the parameters' values in it.
  func literal(_ value: (String) -> String?) -> String? {
    var text = ""
    var isFormatted = false
    for part in parts {
      switch part {
      case .text(let fixed): text += fixed
      case .parameter(let name):
        guard let value = value(name) else { return nil }
        if value.hasPrefix("self.") {
          text += "{\(value)}"
          isFormatted = true
        } else {
          text += value
        }
      }
    }
    return (isFormatted ? "f" : "") + "\"\(text)\""
  }
}

extension DjangoReading {
  /// The site that a request reaches, with its URL.
  var view: (site: PythonSite, route: DjangoRoute)? {
    guard let site = sites.first(where: \.isView) ?? sites.last(where: \.isView) else {
      return viewOfSerializer
    }
    guard let route = route(of: site) else { return nil }
    return (site, route)
  }

  /// A serializer's `create` is reached through the view above it, whose frame is the framework's
  /// for generic views.
  private var viewOfSerializer: (site: PythonSite, route: DjangoRoute)? {
    guard let site = site ?? routedView, let transaction = failure.event.transaction,
      let route = DjangoRoute(transaction: transaction)
    else { return nil }
    return (site, route)
  }

  func route(of site: PythonSite) -> DjangoRoute? {
    let name = site.type?.name ?? site.function?.name ?? ""
    for file in source.files(mentioning: "urlpatterns") {
      for call in file.module.calls where call.name == "path" {
        guard call.positional.count > 1, let pattern = call.positional[0].stringValue,
          call.positional[1].leadsTo(name)
        else { continue }
        guard let prefix = source.prefix(ofURLsIn: file) else { continue }
        let route = DjangoRoute(urlPattern: pattern, prefix: prefix)
        // What lists, tuples and routers put before it is known to the transaction alone.
        let told = failure.event.transaction.flatMap(DjangoRoute.init(transaction:))
        return told.flatMap { $0.ends(like: route) ? $0 : nil } ?? route
      }
    }
    return failure.event.transaction.flatMap(DjangoRoute.init(transaction:))
  }
}

extension PythonSource {
  /// What `include("members.urls")` puts before the patterns of a file.
  func prefix(ofURLsIn file: PythonFile, depth: Int = 4) -> String? {
    guard depth > 0 else { return nil }
    let module = file.source.path.dropLast(3).split(separator: "/").joined(separator: ".")
    for other in files(mentioning: "include(") {
      for call in other.module.calls where call.name == "path" {
        guard call.positional.count > 1, let pattern = call.positional[0].stringValue,
          let included = call.positional[1].asCall, included.name == "include"
        else { continue }
        let name =
          included.positional.first?.stringValue
          ?? included.positional.first?.elements.first?.stringValue
        guard let name, module == name || module.hasSuffix("." + name) else { continue }
        return prefix(ofURLsIn: other, depth: depth - 1).map { $0 + pattern }
      }
    }
    return ""
  }
}

extension PythonExpression {
  /// `views.lend`, `JoinView.as_view()`, `csrf_exempt(views.lend)`.
  fileprivate func leadsTo(_ name: String) -> Bool {
    if dottedName?.split(separator: ".").last.map(String.init) == name { return true }
    guard let call = asCall else { return false }
    if call.name == "as_view", case .attribute(let base, _) = call.callee.kind {
      return base.dottedName?.split(separator: ".").last.map(String.init) == name
    }
    return call.positional.first?.leadsTo(name) ?? false
  }
}
