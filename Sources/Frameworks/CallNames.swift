import EventSchema

/// The operation that a source line calls by a name that means one thing wherever it is used:
/// `Boat.create(…)`, `repo.insert_all`, `INSERT INTO`. `nil` when no name or several are called.
///
/// For a frame whose framework is unknown or that came without the frames below it.
public func operationCalled(in line: String) -> SourceFacts.Operation? {
  let found = Set(calledNames(in: line).compactMap { operationsByName[$0] })
  if found.count == 1 { return found.first }
  return found.isEmpty ? SQLVerb(in: line)?.operation : nil
}

/// Names behind a dot, `->` or `::` that are called or end the line, in lower case without `_`.
private func calledNames(in line: String) -> [String] {
  var names: [String] = []
  var name = ""
  var isMember = false
  var before: Character = " "
  for character in line + "\n" {
    if character.isLetter || character.isNumber || character == "_" {
      if name.isEmpty { isMember = before == "." || before == ">" || before == ":" }
      name.append(character)
    } else {
      let isCall = "(!{ \n".contains(character)
      if isMember, isCall { names.append(name.lowercased().filter { $0 != "_" }) }
      name = ""
    }
    before = character
  }
  return names
}

/// Names of many libraries: ActiveRecord, Sequel, Eloquent, Doctrine, JPA, Prisma, Sequelize,
/// TypeORM, Knex, GORM, Ecto, EF Core, Fluent, GRDB, peewee, SQLAlchemy.
private let operationsByName: [String: SourceFacts.Operation] = [
  "create": .create, "insert": .create, "insertone": .create, "persist": .create,
  "insertgetid": .create, "createorfail": .create, "forcecreate": .create,
  "save": .save, "saveandflush": .save, "saveorfail": .save, "savechanges": .save,
  "savechangesasync": .save, "saveasync": .save, "merge": .save,
  "insertall": .bulkInsert, "insertmany": .bulkInsert, "createmany": .bulkInsert,
  "bulkcreate": .bulkInsert, "bulkinsert": .bulkInsert, "batchinsert": .bulkInsert,
  "createinbatches": .bulkInsert, "executemany": .bulkInsert, "saveall": .bulkInsert,
  "addall": .bulkInsert, "bulksaveobjects": .bulkInsert, "executebatch": .bulkInsert,
  "upsert": .upsert, "upsertall": .upsert, "findorcreateby": .upsert, "findorcreate": .upsert,
  "firstorcreate": .upsert, "updateorcreate": .upsert, "getorcreate": .upsert,
  "insertorupdate": .upsert, "findoneorcreate": .upsert, "createorupdate": .upsert,
  "createorfindby": .upsert, "updateorinsert": .upsert,
  "update": .update, "updateall": .update, "updatemany": .update, "updateone": .update,
  "updateattributes": .update, "updatecolumn": .update, "updatecolumns": .update,
  "executeupdate": .update, "updates": .update,
  "delete": .delete, "destroy": .delete, "destroyall": .delete, "deleteall": .delete,
  "deletemany": .delete, "deleteone": .delete, "remove": .delete, "forcedelete": .delete,
  "executedelete": .delete, "deletebyid": .delete,
  "commit": .commit, "committransaction": .commit, "commitasync": .commit,
  "migrate": .migrate,
]

/// The statement that a line of source spells out.
private enum SQLVerb: String, CaseIterable {
  case insert = "insert into "
  case update = "update "
  case delete = "delete from "

  init?(in line: String) {
    let line = line.lowercased()
    guard let verb = Self.allCases.first(where: { line.mentions($0.rawValue) }),
      verb != .update || line.mentions(" set ")
    else { return nil }
    self = verb
  }

  var operation: SourceFacts.Operation {
    switch self {
    case .insert: .create
    case .update: .update
    case .delete: .delete
    }
  }
}
