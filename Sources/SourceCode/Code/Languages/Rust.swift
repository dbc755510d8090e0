extension CodeLanguage {
  static let rust = CodeLanguage(
    name: "rust",
    fileExtensions: ["rs"],
    lexis: CodeLexis(
      lineComments: ["//"],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/", nests: true)],
      strings: [
        CodeLexis.StringForm(
          opening: "r\"", closing: "\"", escape: nil, spansLines: true, isFenced: true),
        CodeLexis.StringForm(
          opening: "br\"", closing: "\"", escape: nil, spansLines: true, isFenced: true),
        CodeLexis.StringForm(opening: "\"", closing: "\"", spansLines: true),
        CodeLexis.StringForm(opening: "'", closing: "'"),
      ],
      nameSuffixes: [UInt8(ascii: "!")], quoteMayBeginName: true),
    grammar: CodeGrammar(
      keywords: [
        "fn": .function, "struct": .type, "enum": .type, "trait": .type, "impl": .type,
        "mod": .type, "if": .condition, "else": .alternative, "for": .loop, "while": .loop,
        "loop": .loop, "match": .choice, "return": .result, "break": .leave,
        "continue": .leave, "use": .using, "let": .declaration, "const": .declaration,
        "static": .declaration, "pub": .modifier, "mut": .modifier, "async": .modifier,
        "unsafe": .scope, "extern": .modifier, "as": .infix, "in": .infix, "ref": .prefix,
        "move": .prefix, "dyn": .prefix,
      ],
      newlinesEndStatements: false, memberOperators: [".", "::"], headsAreBare: true,
      literalsFollowNames: true, hasGenerics: true, annotation: "#[", barsAreLambdas: true,
      suffixMarks: ["?"], typesFollowNames: true),
    examples: [
      Example(
        ##"""
        impl<'a> Store for BoatStore<'a> {
            pub async fn add(&self, Json(body): Json<Form>) -> Result<Boat, Error> {
                let known = sqlx::query!("SELECT id FROM boats WHERE name = $1", body.name)
                    .fetch_optional(&self.pool)
                    .await?;
                if let Some(boat) = known {
                    return Err(Error::Taken);
                }
                let new = NewBoat { name: &body.name, size };
                let rows = body.rows.iter().map(|row| row.get(0)).collect::<Vec<_>>();
        ↓        insert_into(boats::table).values(&new).get_result(conn)?
            }
        }
        """##,
        function: "BoatStore.add",
        calls: [
          "sqlx.query!(_, _)", "sqlx.query!.fetch_optional(_)", "Some(_)", "Err(_)",
          "NewBoat(name:, size:)", "body.rows.iter()", "row.get(_)", "body.rows.iter.map(_)",
          "body.rows.iter.map.collect()", "insert_into(_)", "insert_into.values(_)",
          "insert_into.values.get_result(_)",
        ]),
      Example(
        ##"""
        // run();
        /* run() /* run() */ */
        const TEXT: &str = r#"run("x")"#;
        ↓static QUOTE: char = '"';
        """##,
        function: nil, calls: []),
      Example(
        """
            store.insert(boat);
        }

        fn later<'a>(items: &'a [Item]) {
            match find(items) {
                Ok(_) => {}
        ↓        Err(Error::Database(e)) if e.is_unique() => first(),
                Err(e) => second(e),
            }
        }
        """,
        function: "later",
        calls: [
          "store.insert(_)", "find(_)", "Ok(_)", "Error.Database(_)", "Err(_)",
          "e.is_unique()", "first()", "Err(_)", "second(_)",
        ]),
      Example(
        """
                boats.save(boat);
            }
        }

        ↓const COUNT: usize = size();
        """,
        function: nil, calls: ["boats.save(_)", "size()"]),
    ])
}
