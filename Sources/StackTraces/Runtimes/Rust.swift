import EventSchema

extension Runtime {
  /// Rust's panics, with a backtrace or without, and the reports of anyhow, eyre and color-eyre.
  public static let rust = Runtime(
    name: "Rust", platforms: ["rust", "native"],
    marks: [
      " panicked at ", "stack backtrace:", "Stack backtrace:", "Location:",
      " BACKTRACE ",
    ],
    read: { lines in
      var reader = RustTraceReader(lines)
      return reader.readAll()
    }, foreign: .rust,
    sourceFunction: sourceFunctionOfRust,
    examples: [
      TraceExample(
        """
        thread 'main' panicked at src/boats.rs:12:9:
        called `Result::unwrap()` on an `Err` value: SqliteFailure(Error { code: \
        ConstraintViolation, extended_code: 2067 }, Some("UNIQUE constraint failed: boats.sail_no"))
        stack backtrace:
           0: rust_begin_unwind
                     at /rustc/0123456789abcdef0123456789abcdef01234567/library/std/src/panicking.rs:665:5
           1: core::result::unwrap_failed
                     at /rustc/0123456789abcdef0123456789abcdef01234567/library/core/src/result.rs:1679:5
           2: harbour::boats::register::{{closure}}
                     at ./src/boats.rs:12:9
           3: harbour::main
                     at ./src/main.rs:5:5
        note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
        """,
        exceptions: [
          "panic: called `Result::unwrap()` on an `Err` value: SqliteFailure(Error { code: "
            + "ConstraintViolation, extended_code: 2067 }, Some(\"UNIQUE constraint failed: "
            + "boats.sail_no\"))"
        ],
        frames: [
          "src/main.rs:5 harbour::main", "src/boats.rs:12 harbour::boats::register",
          "library/core/src/result.rs:1679 core::result::unwrap_failed",
          "library/std/src/panicking.rs:665 rust_begin_unwind",
        ]),
      TraceExample(
        """
        Error: register boat K-17

        Caused by:
            0: insert
            1: UNIQUE constraint failed: boats.sail_no

        Stack backtrace:
           0: anyhow::error::<impl core::convert::From<E> for anyhow::Error>::from
           1: harbour::boats::register
                     at ./src/boats.rs:12
        """,
        exceptions: [
          "UNIQUE constraint failed: boats.sail_no", "insert", "register boat K-17",
        ],
        frames: [
          "src/boats.rs:12 harbour::boats::register",
          "nil:nil anyhow::error::<impl core::convert::From<E> for anyhow::Error>::from",
        ]),
      TraceExample(
        "thread 'tokio-runtime-worker' panicked at 'index out of bounds', src/boats.rs:12:9",
        exceptions: ["panic: index out of bounds"], frames: ["src/boats.rs:12 nil"]),
    ])
}

extension ForeignCode {
  /// Cargo's registry and checkouts, and the standard library, whose paths are those of the
  /// machine that built it.
  static let rust = ForeignCode(
    folders: [
      "/.cargo/registry/", "/.cargo/git/", "/cargo/registry/", "/rustc/", "/rustlib/src/",
      "/library/std/src/", "/library/core/src/", "/library/alloc/src/", "/cargo/git/checkouts/",
    ])
}
