import EventSchema
import StackTraces
import Testing

/// Texts with traces of several runtimes.
struct JoinedTracesTests {
  private static let java = """
    java.lang.IllegalStateException: berth 7 is taken
    \tat com.harbour.Desk.moor(Desk.java:12)
    \tat com.harbour.Main.main(Main.java:5)
    """
  private static let python = """
    Traceback (most recent call last):
      File "/srv/harbour/boats/views.py", line 12, in register
        boats[name]
    KeyError: 'name'
    """
  private static let ruby = """
    boats.rb:4:in 'moor': no pier (ArgumentError)
    \tfrom boats.rb:9:in '<main>'
    """
  private static let node = """
    TypeError: boat is undefined
        at moor (/srv/harbour/pier.js:3:9)
        at main (/srv/harbour/index.js:8:1)
    """

  @Test func tracesOfAllRuntimesAreFoundInTheirOrder() {
    let text = [Self.java, Self.python, Self.node, Self.ruby, Self.java]
      .joined(separator: "\n2031-05-01 10:00:00 INFO harbour: next boat\n")
    let traces = readTraces(text)
    #expect(traces.map(\.platform) == ["java", "python", "node", "ruby", "java"])
    #expect(traces.map(\.lines) == [1...3, 5...8, 10...12, 14...15, 17...19])
    #expect(readTrace(text) == readTrace(Self.java))
  }

  @Test(arguments: [java, python, ruby, node])
  func eachReadsAsItDoesAlone(_ text: String) throws {
    let alone = try #require(readTraces(text).first)
    let others = [Self.java, Self.python, Self.ruby, Self.node].filter { $0 != text }
    for other in others {
      let traces = readTraces(other + "\n\n" + text)
      #expect(traces.count == 2)
      #expect(traces.last?.exceptions == alone.exceptions)
      #expect(readTraces(text + "\n\n" + other).first?.exceptions == alone.exceptions)
    }
  }
}
