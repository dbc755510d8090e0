extension Driver {
  /// MongoDB's drivers, each with its own sentence around the server's.
  public static let mongoDBClients = Driver(
    name: "MongoDB clients",
    modules: [
      "pymongo": .mongoDB, "mongodb": .mongoDB, "MongoDB": .mongoDB, "Mongo": .mongoDB,
      "motor": .mongoDB, "mongoengine": .mongoDB,
    ],
    wrappers: [
      // The server's own levels.
      Wrapper("insertDocument :: caused by :: {number} {message}", dbms: .mongoDB),
      Wrapper("insertDocument :: caused by :: {message}", dbms: .mongoDB),
      Wrapper("Plan executor error during {_} :: caused by :: {message}", dbms: .mongoDB),
      Wrapper("Executor error during {_} :: caused by :: {message}", dbms: .mongoDB),
      Wrapper("(DuplicateKey) {message}", dbms: .mongoDB),
      Wrapper("[{code}:DuplicateKey]: {message}", dbms: .mongoDB),
      Wrapper("[{code}]: {message} (on {_}"),
      // Java.
      Wrapper("Write operation error on server {_}message='{message}', details={rest}"),
      Wrapper("Bulk write operation error on server {_}message='{message}', details={rest}"),
      Wrapper("Write failed with error code {code} and error message '{message}'", dbms: .mongoDB),
      Wrapper(
        "Command failed with error {code} ({_}): '{message}' on server {rest}", dbms: .mongoDB),
      Wrapper("Command failed with error {code}: '{message}' on server {rest}", dbms: .mongoDB),
      Wrapper("WriteError{{code={code}, message='{message}', details={rest}", dbms: .mongoDB),
      // .NET.
      Wrapper(
        "A write operation resulted in an error. WriteError: {_}Message : \"{message}\"{rest}"),
      Wrapper("A write operation resulted in an error.\n{message}"),
      Wrapper("A write operation resulted in an error.\r\n{message}"),
      Wrapper(
        "A bulk write operation resulted in one or more errors. WriteErrors: [ {_}Message : "
          + "\"{message}\"{rest}"),
      Wrapper("A bulk write operation resulted in one or more errors.\n{message}"),
      Wrapper("A bulk write operation resulted in one or more errors.\r\n{message}"),
      Wrapper("Command {_} failed: {message}"),
      // Python, Rust.
      Wrapper("batch op errors occurred, full error: {_}'errmsg': '{message}'{rest}"),
      Wrapper("batch op errors occurred, full error: {_}'errmsg': \"{message}\"{rest}"),
      Wrapper(
        "Kind: An error occurred when trying to execute a write operation: WriteError(WriteError {{ "
          + "code: {code}, code_name: {_}, message: \"{message}\"{rest}", dbms: .mongoDB),
    ],
    examples: [
      Example(
        "write exception: write errors: [E11000 duplicate key error collection: harbour.boats "
          + #"index: sailNo_1 dup key: { sailNo: "K-17" }]"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
          schema: "harbour", table: "boats", columns: ["sailNo"], values: ["K-17"])),
      Example(
        "Write operation error on server db:27017. Write error: WriteError{code=11000, "
          + "message='E11000 duplicate key error collection: harbour.boats index: sailNo_1 dup key:"
          + " { sailNo: 7 }', details={}}.", type: "MongoWriteException", module: "com.mongodb",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
          schema: "harbour", table: "boats", columns: ["sailNo"], values: ["7"])),
      .nearMiss(
        "Command failed with error 13 (Unauthorized): 'not authorized on harbour' on server db"),
      .nearMiss("batch op errors occurred, full error: {'writeErrors': []}"),
    ])
}
