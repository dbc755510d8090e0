import SourceCode

extension DjangoReading {
  /// What the names of the forms begin with that a class of the admin shows below its own: a
  /// request says how many of each there are.
  var prefixesOfInlines: [String] {
    guard let model, let site = sites.first(where: { $0.type?.isAdmin == true }),
      let type = site.type, validators.contains(where: \.isOfView)
    else { return [] }
    return (type.value("inlines")?.elements ?? []).compactMap { element in
      guard let name = element.dottedName,
        let inline = source.definition(of: name, in: site.file), let inner = inline.type,
        let row = inner.value("model")?.dottedName.flatMap({ source.model($0, in: inline.file) }),
        let link = row.fields.first(where: { field in
          field.isRelation && row.target(of: field, in: source)?.table == model.table
        })
      else { return nil }
      return link.call?.argument("related_name")?.stringValue ?? "\(row.name.lowercased())_set"
    }
  }
}
