import DatabaseErrors
import Fixes

/// How one remedy looks in the code of one framework: what must be at hand, what is written where,
/// and why. All of it is data; `RecipePlace` gives it a meaning.
///
/// A recipe whose steps all find their place is a diff. One without steps is guidance: its sketch
/// is shown in the code's own names.
struct CodeRecipe: Sendable {
  var remedy: Remedy.Kind
  /// With the holes of `RecipePlace.value(_:)`, as all texts here.
  var title: CodeTemplate
  var needs: [RecipeNeed]
  var steps: [RecipeStep]
  var imports: [CodeImport] = []
  var sketch: CodeTemplate?
  /// Why this one and what it does not solve.
  var why: CodeTemplate
  var examples: [RecipeExample]
  /// What a caller sees when the key is taken, where the recipe's own words do not tell.
  var answer: RefusedAnswer?

  /// A change of files.
  init(
    _ remedy: Remedy.Kind, _ title: CodeTemplate, needs: [RecipeNeed] = [], steps: [RecipeStep],
    imports: [CodeImport] = [], because why: CodeTemplate, examples: [RecipeExample] = []
  ) {
    self.remedy = remedy
    self.title = title
    self.needs = needs
    self.steps = steps
    self.imports = imports
    self.why = why
    self.examples = examples
  }

  /// The same recipe with what a caller sees of it.
  func answering(_ answer: RefusedAnswer) -> CodeRecipe {
    var recipe = self
    recipe.answer = answer
    return recipe
  }

  /// A sketch, for a place that is not unmistakable.
  static func guidance(
    _ remedy: Remedy.Kind, _ title: CodeTemplate, needs: [RecipeNeed] = [], _ sketch: CodeTemplate,
    because why: CodeTemplate
  ) -> CodeRecipe {
    var recipe = CodeRecipe(remedy, title, needs: needs, steps: [], because: why)
    recipe.sketch = sketch
    return recipe
  }
}

/// What must be seen before a recipe is tried.
enum RecipeNeed: Sendable {
  case kinds(Set<ConstraintViolation.Kind>)
  /// The call that writes.
  case calls(Set<String>)
  case operations(Set<SourceFacts.Operation>)
  /// How many columns the key has.
  case columns(ClosedRange<Int>)
  /// Nothing around the write handles the violation yet.
  case noHandler
  case transaction, noTransaction
  /// Nothing on the path looks for the key before the write.
  case noLook
  /// The function's own look-up answers when it finds the key.
  case ownRefusal
  case languages(Set<String>)
  /// A piece of the write's file, and of any file.
  case file(String)
  case tree(CodeTemplate)
  /// A piece of what is before the function's body: its result type.
  case head(String)
  /// A parameter of the function around the write: its name, or the end of its type.
  case parameter(String)
  /// The write is not in a loop and writes one row.
  case oneRow
  case databases(Set<DBMS>)
  /// Nothing is done with what the statement gives.
  case unusedResult
  /// A word that does not stand in the function, so that it can name something new.
  case unused(String)
  /// What is written was not there before.
  case newRow
  /// Somebody waits for an answer: no job, no command, no fixture.
  case request
  /// The key's value is made in the statement that writes, so that running it again makes another.
  case generates
  /// The value is one that no row may have, whatever the others are.
  case ofInput
  /// A helper that looks up and then writes looks by the key's columns and no others.
  case looksByKey
  /// A part of the name of an exception of the event.
  case exception(String)
  /// The statement is the last one of its function, inside of nothing else that makes a scope.
  case inFunction
  /// Nothing follows the statement in its function but what gives an answer, by the names of these
  /// calls, or what the statement has made.
  case followedOnly(by: Set<String>)
  /// A file of the tree by its path.
  case path(CodeTemplate)
  /// No file has the name yet.
  case unusedInTree(CodeTemplate)
  case any([RecipeNeed])
  case all([RecipeNeed])
  indirect case not(RecipeNeed)
}

/// One piece of a change and where it stands.
enum RecipeStep: Sendable {
  /// Lines around the statement that writes, which moves to the right; its call may get another
  /// name.
  case wrap(opening: CodeTemplate, closing: CodeTemplate, renaming: String? = nil)
  /// Lines before the statement that writes.
  case before(CodeTemplate)
  /// Lines at the end of the function, as far to the left as its head.
  case atFunctionEnd(CodeTemplate)
  /// The name of the call that writes.
  case rename(to: CodeTemplate)
  /// Behind the call that writes.
  case append(CodeTemplate)
  /// At the end of the statement's SQL, before what closes its text.
  case appendToSQL(CodeTemplate)
  /// The first lines of the branch that is taken when the write failed: `if err != nil {`.
  case inErrorBranch(CodeTemplate)
  /// The value that is assigned or given in the place of the write's own statement.
  case replace(CodeTemplate)
  /// A line in the body of the written model, behind the last statement that begins with one of the
  /// words, else first.
  case inModel(CodeTemplate, after: Set<String>)
  /// A line right above the written model's type, with a name that its file has to know.
  case aboveModel(CodeTemplate, CodeImport)
  /// The key in the snapshot of Entity Framework's model.
  case modelSnapshot
  /// Another link of the chain that builds what is written, in the function of the model by which
  /// it is built.
  case inBuilder(CodeTemplate)
  /// A further rule of the key's field, where a call or function lists rules: as a text that is
  /// appended, or as a member of a list.
  case rule(text: CodeTemplate, member: CodeTemplate)
  /// A line at the end of a block in a file that is no code, by the end of its name and the line
  /// that opens the block.
  case inBlock(files: String, opening: CodeTemplate, CodeTemplate)
  /// A file that is numbered as the migrations beside it are.
  case migration(MigrationForm)
  /// The entry of that file in the list beside it, made after the last one: Drizzle's journal.
  case journal(MigrationForm, file: String)
  /// What the schema's dump says after the migration, where there is such a file.
  case railsDump(MigrationForm)
}

/// A name that a file has to know.
struct CodeImport: Sendable, Hashable {
  var name: String
  var module: String

  init(_ name: String, from module: String) {
    self.name = name
    self.module = module
  }
}

/// What a recipe makes of a source, or that it leaves one alone.
struct RecipeExample: Sendable {
  /// The path of the first file, in which `↓` stands before the line that failed.
  var path: String
  var before: String
  /// Of the changed file; `nil` when nothing may be changed.
  var after: String?
  /// The file that is changed; `nil` for the first one.
  var changedPath: String?
  var files: [(path: String, text: String)]
  var violation: ConstraintViolation
  let file: StaticString
  let line: UInt

  static func becomes(
    _ path: String, _ before: String, _ after: String, at changedPath: String? = nil,
    violates violation: ConstraintViolation, files: [(path: String, text: String)] = [],
    file: StaticString = #filePath, line: UInt = #line
  ) -> RecipeExample {
    RecipeExample(
      path: path, before: before, after: after, changedPath: changedPath, files: files,
      violation: violation, file: file, line: line)
  }

  static func stays(
    _ path: String, _ before: String, violates violation: ConstraintViolation,
    files: [(path: String, text: String)] = [], file: StaticString = #filePath, line: UInt = #line
  ) -> RecipeExample {
    RecipeExample(
      path: path, before: before, files: files, violation: violation, file: file, line: line)
  }
}

extension ConstraintViolation {
  /// A refused key, for examples.
  static func key(
    _ table: String, _ columns: [String], named constraint: String? = nil
  ) -> ConstraintViolation {
    ConstraintViolation(kind: .unique, constraint: constraint, table: table, columns: columns)
  }

  /// A value that a check refuses, for examples.
  static func outside(_ table: String, _ column: String) -> ConstraintViolation {
    ConstraintViolation(
      kind: .check, constraint: "\(table)_\(column)_check", table: table, columns: [column])
  }

  /// A value that is not there, for examples.
  static func missing(_ table: String, _ column: String) -> ConstraintViolation {
    ConstraintViolation(kind: .notNull, table: table, columns: [column])
  }
}
