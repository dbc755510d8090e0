import Fixes
import SourceCode

/// What a framework's recipes share: how its code spells keys and rows, how it refuses, and the
/// recipes in the order of preference.
struct RecipeBook: Sendable {
  /// Lists of the key's members by the name of their hole: `where`, `data`.
  var lists: [String: ListForm] = [:]
  /// The value of a field of the row that is written: `«row».«field»`.
  var rowValue: CodeTemplate?
  /// The value of a field of the object that is written as a whole: `«data».«field»`.
  var dataValue: CodeTemplate?
  /// The field of a column by convention.
  var field: @Sendable (String) -> String = { $0 }
  /// The name of a key by convention.
  var index: CodeTemplate = "«plain table»_«joined»_key"
  /// How the code says that a value is taken, the first that fits; its own words come before.
  var refusals: [RefusalForm] = []
  /// What becomes of a declaration whose value is put into a block, by language; where nothing is
  /// said variables live in the function.
  var binding: [String: BindingForm] = [:]
  /// Whether what is caught must have been waited for in the statement itself.
  var awaits = false
  var recipes: [CodeRecipe] = []
  /// In the order of preference.
  var tests: [TestRecipe] = []
}

/// One way of answering that a value is taken.
struct RefusalForm: Sendable {
  var needs: [RecipeNeed]
  var text: CodeTemplate
  var imports: [CodeImport] = []
  /// What stands before the function, for an answer that has to be declared.
  var declaration: CodeTemplate?

  init(
    _ text: CodeTemplate, needs: [RecipeNeed], imports: [CodeImport] = [],
    declaration: CodeTemplate? = nil
  ) {
    self.text = text
    self.needs = needs
    self.imports = imports
    self.declaration = declaration
  }
}

/// What becomes of a declaration whose value is put into a block.
enum BindingForm: Sendable {
  /// `let name;` before the block.
  case hoisted
  /// `Type name;` before the block.
  case hoistedWithType
  /// The block is the value.
  case value
}

extension RecipeBook {
  /// By the names of their frameworks, in the order of the manual.
  static let all: [(framework: String, book: RecipeBook)] = [
    ("rails", .rails), ("laravel", .laravel), ("prisma", .prisma), ("typeorm", .typeORM),
    ("sequelize", .sequelize), ("knex", .knex), ("javascript", .plainNode),
    ("ecto", .ecto), ("ef-core", .entityFramework), ("gorm", .gorm), ("go-sql", .goSQL),
    ("spring", .spring), ("sequel", .sequel), ("doctrine", .doctrine), ("drizzle", .drizzle),
    ("ruby", .plainRuby), ("php", .plainPHP), ("java", .plainJVM),
  ]
}
