import EventSchema

/// Helpers of ORMs that look for a row and then create it, by the names of their frames.
struct UpsertHelper: Sendable {
  /// Part of a module, class or path.
  var place: PlaceParts
  var functions: Set<String>
  /// Whether they read again after a violation, so that a lost race does not get out of them.
  var readsAgain: Bool

  init(_ place: String, _ functions: Set<String>, readsAgain: Bool) {
    self.place = PlaceParts(place)
    self.functions = functions
    self.readsAgain = readsAgain
  }

  static let all = [
    UpsertHelper(
      "django/db/models",
      ["get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"],
      readsAgain: true),
    UpsertHelper("active_record", ["create_or_find_by", "create_or_find_by!"], readsAgain: true),
    UpsertHelper(
      "active_record",
      ["find_or_create_by", "find_or_create_by!", "first_or_create", "first_or_create!"],
      readsAgain: false),
    UpsertHelper("sequel", ["find_or_create", "update_or_create"], readsAgain: false),
    UpsertHelper("Illuminate/Database/Eloquent", ["createOrFirst"], readsAgain: true),
    UpsertHelper(
      "Illuminate/Database",
      ["firstOrCreate", "updateOrCreate", "updateOrInsert", "incrementOrCreate"],
      readsAgain: false),
    UpsertHelper("sqlalchemy/orm/session", ["merge"], readsAgain: false),
    UpsertHelper("peewee", ["get_or_create"], readsAgain: true),
    UpsertHelper("tortoise", ["get_or_create", "update_or_create"], readsAgain: true),
    UpsertHelper("mongoengine", ["upsert_one"], readsAgain: false),
    UpsertHelper("sequelize", ["findOrCreate"], readsAgain: true),
    UpsertHelper("sequelize", ["findCreateFind"], readsAgain: true),
    UpsertHelper("prisma", ["upsert"], readsAgain: false),
    UpsertHelper("gorm/io/gorm", ["FirstOrCreate"], readsAgain: false),
    UpsertHelper("org/hibernate", ["saveOrUpdate", "merge", "onMerge"], readsAgain: false),
    UpsertHelper("Microsoft/EntityFrameworkCore", ["AddOrUpdate"], readsAgain: false),
    UpsertHelper("System/Data/Entity", ["AddOrUpdate"], readsAgain: false),
    UpsertHelper("DBIx/Class", ["find_or_create", "update_or_create"], readsAgain: false),
    UpsertHelper("Cake/ORM", ["findOrCreate"], readsAgain: false),
  ]

  /// Of all of them.
  private static let functions = all.reduce(into: Set<String>()) { $0.formUnion($1.functions) }

  /// The helper that the application called: the outermost one inside of the culprit's call.
  static func called(in frames: [Frame], culpritIndex: Int?) -> SourceFacts.Upsert? {
    var parts = PlaceParts()
    for frame in frames.dropFirst((culpritIndex ?? -1) + 1) {
      guard let method = frame.methodName, functions.contains(method) else { continue }
      for helper in all where helper.functions.contains(method) {
        for name in frame.libraryNames {
          parts.read(name)
          if (0..<parts.count).contains(where: { parts.holds(helper.place, at: $0) }) {
            return SourceFacts.Upsert(
              place: nil, helper: method, lookupColumns: [], readsAgain: helper.readsAgain)
          }
        }
      }
    }
    return nil
  }
}
