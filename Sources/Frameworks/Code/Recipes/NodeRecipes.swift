import DatabaseErrors
import Fixes

/// What the libraries of JavaScript and TypeScript share.
extension RecipeBook {
  /// A book of a library whose calls give promises.
  static func node(_ recipes: [CodeRecipe]) -> RecipeBook {
    RecipeBook(
      lists: [
        "where": ListForm("«field»: «value»"), "fields": ListForm("'«field»'"),
        "names": ListForm("'«column»'"), "bare fields": ListForm("«field»"),
      ],
      rowValue: "«row».«field»", dataValue: "«data».«field»", refusals: nodeRefusals,
      binding: ["javascript": .hoisted], awaits: true, recipes: recipes)
  }

  /// Of Nest, Express, Fastify, Koa and Next.
  private static let nodeRefusals: [RefusalForm] = [
    RefusalForm(
      "throw new ConflictException('«sentence»');", needs: [.file("@nestjs/")],
      imports: [CodeImport("ConflictException", from: "@nestjs/common")]),
    RefusalForm(
      "return res.status(409).json({ message: '«sentence»' });",
      needs: [
        .parameter("res"), .file("res."), .file("json({ message:"), .not(.file("json({ error")),
      ]),
    RefusalForm(
      "return res.status(409).json({ error: '«sentence»' });",
      needs: [
        .parameter("res"), .any([.file("res.status("), .file("res.json("), .file("res.send")]),
      ]
    ),
    RefusalForm(
      "return reply.code(409).send({ error: '«sentence»' });",
      needs: [.parameter("reply"), .file("reply.")]),
    RefusalForm(
      "ctx.throw(409, '«sentence»');", needs: [.parameter("ctx"), .file("ctx.body")]),
    RefusalForm(
      "return NextResponse.json({ error: '«sentence»' }, { status: 409 });",
      needs: [.file("NextResponse"), .file("next/server")]),
  ]

  static let nodeTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the answer that the \
    value is taken; every other error goes on as before.
    """

  static let nodeLook: CodeTemplate = """
    The look-up answers the usual case, the handler the rare one, when another request writes between \
    look-up and write. Every other error goes on as before.
    """

  /// What is needed to catch a refused key at the write.
  static let catches: [RecipeNeed] = [.kinds([.unique]), .noHandler, .oneRow, .request]

  /// Guidance where nothing can be changed by itself.
  static func nodeGuidance(_ test: CodeTemplate) -> [CodeRecipe] {
    [
      .guidance(
        .translateViolation, "Answer a taken «words» where the row is written",
        needs: [.kinds([.unique]), .noHandler],
        CodeTemplate(
          stringLiteral: """
            try {
              «statement»;
            } catch (error) {
              if (\(test.text)) {
                // «sentence»
              }
              throw error;
            }
            """),
        because: """
          Only the database can tell who was first. Catch it outside of a transaction that the refusal \
          has spoiled; every other error goes on as before.
          """),
      .guidance(
        .requireValue, "Demand «words» before the row is written", needs: [.kinds([.notNull])],
        """
        if («field» == null) {
          // refuse: «words» is required
        }
        """,
        because: """
          Whoever leaves the value out reads so. A value that stands for all rows is better a default \
          of the column.
          """),
      .guidance(
        .limitInput, "Limit «words» before the row is written to what the column takes",
        needs: [.kinds([.length, .outOfRange, .check, .invalidValue])],
        """
        if («field».length > LIMIT_OF_THE_COLUMN) {
          // refuse: «words» is too long
        }
        """,
        because: """
          The request has to know the column's limit, so that whoever exceeds it reads so. A wider \
          column only moves the limit.
          """),
      .guidance(
        .enqueueOnCommit, "Hand the job over when its transaction has committed",
        """
        const row = await transaction;
        await queue.add('the-job', { id: row.id });
        """,
        because: """
          Before the commit the worker does not see the row. If the process dies in between, the job \
          is lost: one that is stored in the same transaction is not.
          """),
    ]
  }
}
