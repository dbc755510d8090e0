import SourceCode

/// A header that an endpoint compares with a secret of the settings, for callers without a login.
struct PythonToken {
  /// `X-Shop-Token`
  let header: String
  /// What the header holds, as Python: `settings.SHOP_TOKEN`, `f"Bearer {settings.SHOP_TOKEN}"`.
  let value: String
  /// The name that the value begins with, and the module that it comes from.
  let imported: (name: String, module: String)

  /// `nil` where no header is asked for, or what it has to hold is not unmistakable.
  init?(of site: PythonSite, _ source: PythonSource) {
    let guards = Self.guards(of: site, source).map { PythonSignature.Reader(site: $0) }
    for reader in PythonSignature.readers(of: site, source) + guards {
      for (own, other) in reader.comparedPairs {
        guard let (header, prefix) = reader.header(of: other),
          let (value, root) = reader.token(own),
          let module = source.module(
            of: root, in: reader.site.file)
        else { continue }
        self.header = header
        self.value = prefix.isEmpty ? value : "\"\(prefix)\" + \(value)"
        imported = (root, module)
        return
      }
    }
    return nil
  }

  /// What runs before the view: `has_permission` of its permissions, the wrappers that its
  /// decorators make, its own `dispatch`.
  private static func guards(of site: PythonSite, _ source: PythonSource) -> [PythonSite] {
    let decorators = site.function?.decorators ?? []
    let listed = [site.type?.value("permission_classes")].compactMap(\.self) + decorators
    var names: [String] = []
    for expression in listed {
      expression.visit { part in
        if let name = part.dottedName { names.append(name) }
        return true
      }
    }
    var found = [site.type?.method("dispatch")?.function].compactMap(\.self).compactMap {
      function in
      function.body.first.map { PythonSite(file: site.file, line: $0.span.firstLine) }
    }
    for name in names {
      guard let definition = source.definition(of: name, in: site.file) else { continue }
      let permission = definition.type?.method("has_permission")?.function
      let wrapper = definition.function?.body.lazy.compactMap { inner in
        if case .function(let wrapper) = inner.kind { wrapper } else { nil }
      }.first
      guard let first = (permission ?? wrapper)?.body.first else { continue }
      found.append(PythonSite(file: definition.file, line: first.span.firstLine))
    }
    return found
  }
}

extension PythonSignature.Reader {
  /// A secret, or a text with one secret in it, as Python outside of the function.
  fileprivate func token(_ value: PythonExpression) -> (text: String, root: String)? {
    let (found, place) = resolved(value)
    if case .string(let string) = found.kind, string.interpolations.count == 1, place === site,
      let root = string.interpolations[0].chain.first?.name, secret(string.interpolations[0]) != nil
    {
      return (site.file.source(of: found), root)
    }
    guard found.dottedName?.contains(".") == true else { return nil }
    return secret(value)
  }
}
