extension SchemaFormat {
  /// `schema.prisma`.
  public static let prisma = SchemaFormat(
    name: "Prisma schema",
    recognises: { file in
      file.path.hasSuffix(".prisma")
        || file.text.contains("datasource db {") || file.text.hasModel
    },
    reads: { file in
      var reader = PrismaSchemaReader(file)
      reader.read()
      return reader.schema
    },
    examples: [
      Example(
        """
        datasource db {
          provider = "postgresql"
        }

        model Boat {
          id     Int     @id @default(autoincrement())
          name   String  @unique(map: "one_name") @db.VarChar(30)
          note   String?
          pierId Int     @map("pier_id")
          pier   Pier    @relation(fields: [pierId], references: [id], onDelete: Cascade)

          @@unique([pierId, note(sort: Desc)])
          @@map("boats")
        }

        model Pier {
          id    Int @id
          boats Boat[]
        }
        """,
        declares: [
          "boats (id, name, note?, pier_id)", "primaryKey boats_pkey (id)",
          "unique one_name (name)", "foreignKey boats_pier_id_fkey (pier_id) → Pier",
          "unique boats_pier_id_note_key (pier_id, note)", "Pier (id)", "primaryKey Pier_pkey (id)",
        ]),
      Example(
        """
        model Berth {
          pier   String
          number Int
          @@id([pier, number], map: "berth_key")
        }
        """,
        declares: ["Berth (pier, number)", "primaryKey berth_key (pier, number)"]),
      .rejects("const boat = await prisma.boat.create({ data: { name } })"),
      .rejects(
        "the model Boat {name} was refused: Unique constraint failed on the fields: (`name`)"),
    ])
}

extension String {
  /// Whether a line opens a model, and another one gives a field its key.
  fileprivate var hasModel: Bool {
    var isOpen = false
    for line in split(whereSeparator: \.isNewline) {
      let words = line.split { $0.isWhitespace }
      if words.count == 3, words[0] == "model", words[2] == "{" { isOpen = true }
      if isOpen, line.contains(" @id") || line.contains("@@id") { return true }
    }
    return false
  }
}
