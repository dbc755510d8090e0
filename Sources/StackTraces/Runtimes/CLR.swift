import EventSchema

extension Runtime {
  /// .NET, the .NET Framework and Mono: chains of inner exceptions, state machines of `async`, any
  /// language of the machine, prefixes of logs.
  public static let clr = Runtime(
    name: "CLR", platforms: ["csharp", "dotnet", "fsharp"],
    marks: CLRFrame.words.map { " \($0) " } + ["\tat ", "\nat ", " ---> ", "Exception: "],
    read: { lines in
      var reader = CLRReader(lines)
      return reader.readAll()
    }, foreign: .clr,
    sourceFunction: sourceFunctionOfCLR,
    examples: [
      TraceExample(
        """
        Unhandled exception. Microsoft.EntityFrameworkCore.DbUpdateException: An error occurred \
        while saving the entity changes. See the inner exception for details.
         ---> Microsoft.Data.SqlClient.SqlException (0x80131904): Cannot insert duplicate key row.
        The statement has been terminated.
           at Microsoft.Data.SqlClient.SqlConnection.OnError(SqlException exception, Boolean b)
           at Microsoft.EntityFrameworkCore.Update.ReaderModificationCommandBatch.Execute()
        ClientConnectionId:5b1a
        Error Number:2601,State:1,Class:14
           --- End of inner exception stack trace ---
           at Microsoft.EntityFrameworkCore.DbContext.SaveChangesAsync(CancellationToken token)
        --- End of stack trace from previous location ---
           at Harbour.BoatStore.<RegisterAsync>d__4.MoveNext() in /srv/harbour/Harbour/BoatStore.cs:line 31
           at Harbour.Program.<>c__DisplayClass0_0.<Main>b__1(String[] names) in /srv/harbour/Harbour/Program.cs:line 9
        """,
        exceptions: [
          "Microsoft.Data.SqlClient.SqlException: Cannot insert duplicate key row.\n"
            + "The statement has been terminated.",
          "Microsoft.EntityFrameworkCore.DbUpdateException: An error occurred while saving the "
            + "entity changes. See the inner exception for details.",
        ],
        frames: [
          "Harbour/Program.cs:9 Main", "Harbour/BoatStore.cs:31 RegisterAsync",
          "nil:nil SaveChangesAsync",
        ]),
      TraceExample(
        """
        fail: Harbour.Api[0]
              System.InvalidOperationException: Die Brücke ist zu. ---> Harbour.TideException: Ebbe
                 bei Harbour.Bridge.Open(Int32 id) in C:\\Users\\ada\\source\\repos\\Harbour\\Harbour\\Bridge.cs:Zeile 12.
                 --- Ende der internen Ausnahmestapelüberwachung ---
                 bei Harbour.Gate.Pass[T](T boat) in C:\\Users\\ada\\source\\repos\\Harbour\\Harbour\\Gate.cs:Zeile 7.
        """,
        exceptions: [
          "Harbour.TideException: Ebbe", "System.InvalidOperationException: Die Brücke ist zu.",
        ], frames: ["Harbour/Gate.cs:7 Pass"]),
      TraceExample(
        """
        Unhandled Exception:
        Harbour.TideException: ebb
          at Harbour.Bridge.Open (System.Int32 id) [0x00012] in <9e2a>:0\u{20}
          at Harbour.Gate..ctor () [0x00001] in /srv/harbour/Harbour/Gate.cs:7\u{20}
        """,
        exceptions: ["Harbour.TideException: ebb"],
        frames: ["Harbour/Gate.cs:7 .ctor", "nil:nil Open"]),
    ])
}
