import EventSchema
import StackTraces
import Testing

@Suite struct SourceFunctionTests {
  @Test(
    arguments: [
      ("csharp", nil, "async Task<Boat> Boats.RegisterAsync(string no)", "RegisterAsync"),
      ("csharp", "Harbour.Boats+<RegisterAsync>d__3", "MoveNext", "RegisterAsync"),
      ("csharp", "Harbour.Boats+<RegisterAsync>d__3", "void MoveNext()", "RegisterAsync"),
      ("csharp", "Harbour.Boats", "Register", "Register"),
      ("java", "com.harbour.Boats$register$2", "invokeSuspend", "register"),
      ("java", "com.harbour.Boats", "register$lambda$0", "register"),
      ("java", "com.harbour.Boats", "lambda$register$0", "register"),
      ("java", "harbour.Boats", "$anonfun$register$1", "register"),
      ("java", "com.harbour.Boats", "register", "register"),
      ("rust", nil, "harbour::boats::register::{{closure}}", "harbour::boats::register"),
      ("ruby", nil, "block in Boat.register", "block in Boat.register"),
    ] as [(String, String?, String, String)])
  func isTheSourcesOwn(platform: String, module: String?, function: String, source: String) {
    let frame = Frame(module: module, function: function)
    #expect([frame].namedAsInSource(platform: platform).map(\.function) == [source])
  }
}
