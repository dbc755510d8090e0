extension Driver {
  /// Postgrex, MyXQL, Exqlite and Tds with Ecto above them; Erlang's epgsql, pgsql and mysql.
  public static let elixir = Driver(
    name: "BEAM",
    modules: [
      "Postgrex": .postgreSQL, "MyXQL": .mySQL, "Mariaex": .mySQL, "Exqlite": .sqlite,
      "Sqlitex": .sqlite, "Tds": .sqlServer, "epgsql": .postgreSQL, "pgsql": .postgreSQL,
    ],
    wrappers: [
      Wrapper("** ({class}) {message}"),
      // Postgrex: the condition's name behind the code.
      Wrapper("ERROR {sqlstate} ({_}) {message}", dbms: .postgreSQL),
      Wrapper("ERROR {sqlstate} {message}", dbms: .postgreSQL),
      Wrapper("FATAL {sqlstate} ({_}) {message}", dbms: .postgreSQL),
      Wrapper("({_}) ({sqlstate}): {message}", dbms: .postgreSQL),
      Wrapper("({code}) ({class}) {message}", dbms: .mySQL),
      Wrapper("({code}): {message}", dbms: .mySQL),
      Wrapper("Line {number} (Error {code}): {message}", dbms: .sqlServer),
      // What a match expected is not told, but what came.
      Wrapper("no match of right hand side value: {message}"),
      Wrapper("no match of right hand side value {message}"),
      Wrapper("no case clause matching: {message}"), Wrapper("no with clause matching: {message}"),
      Wrapper("(exit) an exception was raised:\n{message}"),
      Wrapper("an exception was raised:\n{message}"),
    ],
    recordHeads: [
      "ERROR ",
      "%Postgrex.Error{", "%MyXQL.Error{", "%Exqlite.Error{", "%Ecto.ConstraintError{", "{error,",
      "{:error, ", "{{badmatch,{error,", "{badmatch,{error,", "#{",
    ],
    readRecord: {
      ErrorRecord(erlangTerm: $0) ?? ErrorRecord(changeset: $0) ?? ErrorRecord(propertyList: $0)
        ?? ErrorRecord(elixirStruct: $0) ?? ErrorRecord(postgrex: $0)
    },
    fields: ["constraintname": .constraint, "pgcode": .sqlState],
    kinds: [
      "InvalidChangesetError": .appValidation, "MultipleResultsError": .multipleObjectsReturned,
    ],
    examples: [
      Example(
        """
        ERROR 23505 (unique_violation) duplicate key value violates unique constraint "boats_no_index"

            table: boats
            constraint: boats_no_index

        Key (no)=(K-17) already exists.
        """, type: "Error", module: "Postgrex",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_no_index",
          table: "boats", columns: ["no"], values: ["K-17"])),
      Example(
        "(1062) (ER_DUP_ENTRY) Duplicate entry 'K-17' for key 'boats.boats_no_index'",
        type: "Error",
        module: "MyXQL",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "boats_no_index", table: "boats", values: ["K-17"]
        ).inferring(columns: ["no"])),
      Example(
        "Line 1 (Error 515): Cannot insert the value NULL into column 'name', table "
          + "'harbour.dbo.boats'; column does not allow nulls. INSERT fails.", type: "Error",
        module: "Tds",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515", schema: "dbo",
          table: "boats", columns: ["name"])),
      Example(
        #"{error,{error,error,<<"23505">>,unique_violation,<<"duplicate key value violates unique "#
          + #"constraint \"boats_no_key\"">>,[{constraint_name,<<"boats_no_key">>},{detail,<<"Key "#
          + #"(no)=(K-17) already exists.">>},{schema_name,<<"public">>},{table_name,<<"boats">>}]}}"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_no_key",
          schema: "public", table: "boats", columns: ["no"], values: ["K-17"])),
      Example(
        "no match of right hand side value: {:error, #Ecto.Changeset<action: :insert, changes: "
          + "%{no: \"K-17\"}, errors: [no: {\"has already been taken\", [constraint: :unique, "
          + "constraint_name: \"boats_no_index\"]}], data: #Boat<>, valid?: false>}",
        type: "MatchError",
        yields: ConstraintViolation(kind: .unique, constraint: "boats_no_index")),
      .nearMiss("{error,{error,error,<<\"42P07\">>,duplicate_table,<<\"relation exists\">>,[]}}"),
      .nearMiss("(ArgumentError) cannot use Boat.insert/1 here", type: "ArgumentError"),
    ])
}

extension ErrorRecord {
  /// `%Postgrex.Error{postgres: %{code: :unique_violation, message: "…"}}`: names as atoms.
  fileprivate init?(elixirStruct text: Bytes) {
    let isStruct = text.first == UInt8(ascii: "%")
    guard isStruct || text.hasPrefix(Array("{:error, ".utf8)),
      let start = text.firstIndex(of: Array("%".utf8), from: text.startIndex)
    else { return nil }
    let print = PrintedFields(text[start...])
    guard let message = print["postgres.message", "message"], !message.isEmpty else { return nil }
    let name = text[(start + 1)...].prefix { $0 != UInt8(ascii: "{") }.string
    var fields = print.fields.filter { !$0.name.hasSuffix("code") && $0.name != "type" }
    if let state = print["postgres.pg_code"] {
      fields.append(DriverError.Field("sqlstate", state))
    } else if let condition = print["postgres.code"],
      let state = Dialect.postgreSQL.conditions.first(where: { $0.name == condition })?.sqlState
    {
      fields.append(DriverError.Field("sqlstate", state))
    }
    let dbms = name.split(separator: ".").lazy.compactMap { Driver.dbms(ofModule: $0) }.first
    self.init(words: Bytes(message), fields: fields, dbms: dbms)
  }

  /// A changeset that took the failure: `errors: [no: {"has already been taken", [constraint:
  /// :unique, constraint_name: "boats_no_index"]}]`. In the words of Ecto's own error.
  fileprivate init?(changeset text: Bytes) {
    guard text.firstIndex(of: Array("#Ecto.Changeset<".utf8), from: text.startIndex) != nil,
      let kind = text.firstIndex(of: Array("[constraint: :".utf8), from: text.startIndex),
      let name = text.firstIndex(of: Array("constraint_name: \"".utf8), from: kind)
    else { return nil }
    let word = text[(kind + 14)...].prefix { $0.isIdentifier }.string
    let type = word == "foreign" ? "foreign_key" : word
    let constraint = text[(name + 18)...].prefix { $0 != UInt8(ascii: "\"") }.string
    let sentence =
      "constraint error when attempting to insert struct:\n\n    * \"\(constraint)\" "
      + "(\(type)_constraint)\n"
    self.init(words: Bytes(sentence), fields: [], dbms: nil)
  }

  /// Pairs as Elixir prints them: `{:error, [{:code, "23505"}, {:message, "…"}, {116, "boats"}]}`,
  /// where numbers are the letters of PostgreSQL's protocol.
  fileprivate init?(propertyList text: Bytes) {
    guard text.hasPrefix(Array("{:error, [{".utf8)) else { return nil }
    self.init(words: [], fields: [])
    var rest = text.dropFirst(9)
    while fields.count < 64, let open = rest.firstIndex(of: UInt8(ascii: "{")) {
      rest = rest[(open + 1)...]
      if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
      let name = rest.prefix { $0.isIdentifier }
      let value = rest[name.endIndex...]
      guard value.starts(with: Array(", \"".utf8)) else { continue }
      var close = value.startIndex + 3
      while close < text.endIndex, text[close] != UInt8(ascii: "\"") {
        close += text[close] == UInt8(ascii: "\\") ? 2 : 1
      }
      let inside = text[(value.startIndex + 3)..<min(close, text.endIndex)].unescapedPythonLiteral
      rest = text[min(close + 1, text.endIndex)...]
      let key = Self.protocolLetters[name.string] ?? name.string
      if key == "message" { words = inside } else { fields.append(.init(key, inside.string)) }
    }
    guard !words.isEmpty else { return nil }
  }

  private static let protocolLetters = [
    "99": "column_name", "110": "constraint_name", "115": "schema_name", "116": "table_name",
  ]

  /// `ERROR 23505 (unique_violation) text`, then the names as `    table: boats`, then the detail
  /// without a label.
  fileprivate init?(postgrex text: Bytes) {
    let text = text.contains(0x0D) ? Bytes(text.filter { $0 != 0x0D }) : text
    guard let match = Self.postgrexHead.match(text), let state = match[.sqlState],
      let message = match[.message],
      let gap = message.firstIndex(of: [0x0A, 0x0A], from: message.startIndex)
    else { return nil }
    self.init(
      words: message[..<gap], fields: [DriverError.Field("sqlstate", state.string)])
    var rest = message[(gap + 2)...]
    while rest.starts(with: Array("    ".utf8)) {
      let line = rest.prefix { !$0.isLineFeed }
      let text = line.trimmed
      if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
        let value = text[(colon + 1)...].trimmed.string
        fields.append(DriverError.Field(text[..<colon].string, value))
      }
      rest = rest[line.endIndex...].dropFirst()
    }
    let detail = rest.trimmed
    if !detail.isEmpty { fields.append(DriverError.Field("detail", detail.string)) }
  }

  private static let postgrexHead = MessageTemplate("ERROR {sqlstate} ({_}) {message}")

  /// Erlang's tuples: `{error,error,<<"23505">>,unique_violation,<<"…">>,[{detail,<<"…">>}]}` of
  /// epgsql, `{error,{1062,<<"23000">>,<<"…">>}}` of mysql, a proplist of pgsql.
  fileprivate init?(erlangTerm text: Bytes) {
    guard
      text.hasPrefix(Array("{error,".utf8)) || text.hasPrefix(Array("{{badmatch".utf8))
        || text.hasPrefix(Array("{badmatch".utf8))
    else { return nil }
    var fields: [DriverError.Field] = []
    var words: Bytes?
    for (before, value) in text.erlangBinaries {
      if let name = before.atomInTuple {
        fields.append(DriverError.Field(name, value.string))
        if name == "message" { words = value }
      } else if Hole.sqlState.accepts(value), fields.isEmpty {
        fields.append(DriverError.Field("sqlstate", value.string))
        // mysql puts the number in front.
        let number = before.reversed().drop { $0 == UInt8(ascii: ",") }.prefix(while: \.isDigit)
        if !number.isEmpty {
          fields.append(DriverError.Field("errno", Bytes(number.reversed()).string))
        }
      } else if words == nil {
        words = value
      }
    }
    guard let words, !fields.isEmpty else { return nil }
    let isMySQL = fields.contains { $0.name == "errno" }
    self.init(words: words, fields: fields, dbms: isMySQL ? .mySQL : .postgreSQL)
  }
}

extension Bytes {
  /// The texts `<<"…">>` with what stands in front of each, up to the one before.
  fileprivate var erlangBinaries: [(before: Bytes, value: Bytes)] {
    var found: [(Bytes, Bytes)] = []
    var start = startIndex
    let open = Array("<<\"".utf8)
    while found.count < 64, let head = firstIndex(of: open, from: start) {
      var close = head + open.count
      while close < endIndex, self[close] != UInt8(ascii: "\"") {
        close += self[close] == UInt8(ascii: "\\") ? 2 : 1
      }
      let end = Swift.min(close, endIndex)
      found.append((self[start..<head], self[(head + open.count)..<end].unescapedPythonLiteral))
      start = Swift.min(end + 3, endIndex)
    }
    return found
  }

  /// `constraint_name` of `,{constraint_name,`.
  fileprivate var atomInTuple: String? {
    guard last == UInt8(ascii: ",") else { return nil }
    let inside = dropLast()
    guard let open = inside.lastIndex(where: { !$0.isIdentifier }), open < inside.endIndex - 1,
      inside[open] == UInt8(ascii: "{"), inside[open + 1].isLetter
    else { return nil }
    return inside[(open + 1)...].string
  }
}
