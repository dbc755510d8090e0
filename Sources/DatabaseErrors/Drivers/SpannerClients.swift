extension Driver {
  /// gRPC's statuses as the languages print them.
  public static let spannerClients = Driver(
    name: "Spanner clients", modules: ["spanner": .spanner, "Spanner": .spanner],
    wrappers: ["ALREADY_EXISTS", "FAILED_PRECONDITION", "OUT_OF_RANGE", "NOT_FOUND", "ABORTED"]
      .flatMap {
        [Wrapper("\($0): {message}"), Wrapper("{number} \($0): {message}")]
      }
      + ["AlreadyExists", "FailedPrecondition", "OutOfRange", "NotFound", "Aborted"].flatMap {
        status in
        [
          Wrapper("spanner: code = \"\(status)\", desc = \"{message}\"{rest}", dbms: .spanner),
          Wrapper("rpc error: code = \(status) desc = {message}"),
          Wrapper("Status(StatusCode=\"\(status)\", Detail=\"{message}\"{rest}"),
          Wrapper("Status(StatusCode=\(status), Detail=\"{message}\"{rest}"),
        ]
      } + ["409", "404", "400"].map { Wrapper("\($0) {message}") },
    examples: [
      Example(
        "ALREADY_EXISTS: io.grpc.StatusRuntimeException: ALREADY_EXISTS: Row [7] in table Boats "
          + "already exists", type: "SpannerException", module: "com.google.cloud.spanner",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .spanner, table: "Boats", values: ["7"])),
      Example(
        "spanner: code = \"FailedPrecondition\", desc = \"Foreign key constraint `FK_Pier` is "
          + "violated on table `Berths`. Cannot find referenced values in Piers(Id).\"",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .spanner, constraint: "FK_Pier", table: "Berths",
          referencedTable: "Piers", referencedColumns: ["Id"], side: .child)),
      .nearMiss("ALREADY_EXISTS: Instance already exists: projects/harbour/instances/main"),
      .nearMiss("rpc error: code = AlreadyExists desc = the boat is already registered"),
    ])
}
