import Testing

@testable import Proof

@Suite struct TestCommandTests {
  @Test func putsThePathsWhereTheCommandWantsThem() {
    let command = TestCommand("make test FILES=\"{tests}\" && true")
    #expect(
      command.selecting(["a b.py", "c.py", "d/__init__.py"])
        == "make test FILES=\"'a b.py' c.py\" && true")
    #expect(command.whole == "make test FILES=\"\" && true")
    #expect(TestCommand("make test").selecting(["a.py"]) == nil)
  }
}
