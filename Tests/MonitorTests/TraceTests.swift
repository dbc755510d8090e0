import EventSchema
import Foundation
import Testing

@testable import Monitor

/// Stack traces: that they lead to where an error was thrown, with function, file and line.
struct TraceTests {
  struct Storm: Error {}
  struct Calm: Error {}

  struct Harbour {
    @inline(never) func enter(_ line: inout Int) throws {
      line = #line + 1
      throw Storm()
    }
  }

  @inline(never) func sail(_ line: inout Int) throws {
    try Harbour().enter(&line)
  }

  private func frames(
    of error: any Error, line: UInt = #line, function: StaticString = #function
  ) -> (frames: [Frame], leadToThrow: Bool) {
    let site = CaptureSite(
      fileID: #fileID, filePath: #filePath, line: line, function: function)
    let match = ThrowSites.shared.match(for: error)
    let stack = CapturedStack(
      thrown: match?.trace, isExact: match?.isExact ?? false, captured: CapturedTrace.here(),
      site: site)
    var symbolicator = Symbolicator(modules: AppModules(named: [], caller: "MonitorTests"))
    return stack.frames(&symbolicator)
  }

  #if os(Linux)
    @Test func leadsToTheThrow() throws {
      ThrowSites.shared.start()
      defer { ThrowSites.shared.stop() }
      var line = 0
      do {
        try sail(&line)
        Issue.record("nothing was thrown")
      } catch {
        let (frames, leadToThrow) = frames(of: error)
        #expect(leadToThrow)
        let last = try #require(frames.last)
        #expect(last.function == "TraceTests.Harbour.enter(_:)")
        #expect(last.lineNumber == line)
        #expect(last.filename == "Tests/MonitorTests/TraceTests.swift")
        #expect(last.module == "MonitorTests")
        #expect(last.inApp == true)
        #expect(frames.dropLast().last?.function == "TraceTests.sail(_:)")
      }
    }

    @Test func leadsToTheThrowThroughAsynchronousCallers() async throws {
      ThrowSites.shared.start()
      defer { ThrowSites.shared.stop() }
      @Sendable func depart() async throws {
        await Task.yield()
        var line = 0
        try sail(&line)
      }
      do {
        try await Task { try await depart() }.value
        Issue.record("nothing was thrown")
      } catch {
        let functions = frames(of: error).frames.compactMap(\.function)
        #expect(functions.suffix(2) == ["TraceTests.sail(_:)", "TraceTests.Harbour.enter(_:)"])
        #expect(functions.contains { $0.contains("depart") })
      }
    }

    @Test func findsTheThrowOfACopiedError() throws {
      ThrowSites.shared.start()
      defer { ThrowSites.shared.stop() }
      var line = 0
      do {
        try sail(&line)
      } catch let storm as Storm {
        let (frames, leadToThrow) = frames(of: storm)
        #expect(leadToThrow)
        #expect(frames.last?.lineNumber == line)
      }
    }

    @Test func leadsToTheFirstThrowOfAnErrorThatIsThrownOn() throws {
      ThrowSites.shared.start()
      defer { ThrowSites.shared.stop() }
      var line = 0
      do {
        do { try sail(&line) } catch { throw error }
      } catch {
        #expect(frames(of: error).frames.last?.lineNumber == line)
      }
    }

    /// The C library keeps other things than frames in the frame pointer's register.
    @Test func survivesCallbacksFromC() {
      var numbers = (0..<2_000).map { ($0 * 7_919) % 2_003 }
      numbers.withUnsafeMutableBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        let stride = MemoryLayout<Int>.stride
        qsort(start, buffer.count / stride, stride) { first, second in
          _ = CapturedTrace.here()
          guard let first, let second else { return 0 }
          return Int32(clamping: first.load(as: Int.self) - second.load(as: Int.self))
        }
      }
      #expect(numbers == numbers.sorted())
    }

    /// Asynchronous callers between the two can be out of the unwinder's sight.
    @Test func putsTheCaptureBeforeAThrowThatDoesNotPassIt() throws {
      ThrowSites.shared.start()
      defer { ThrowSites.shared.stop() }
      var line = 0
      do {
        try sail(&line)
      } catch {
        let thrown = try #require(ThrowSites.shared.match(for: error))
        let site = CaptureSite(
          fileID: "App/Other.swift", filePath: "/a/Other.swift", line: 1, function: "other()")
        var symbolicator = Symbolicator(modules: AppModules(named: [], caller: "MonitorTests"))
        var stack = CapturedStack(
          thrown: thrown.trace, isExact: true, captured: CapturedTrace.here(), site: site)
        let (frames, leadToThrow) = stack.frames(&symbolicator)
        #expect(leadToThrow)
        #expect(frames.last?.lineNumber == line)
        #expect(Set(frames).count == frames.count)
        #expect(frames.contains { $0.function?.contains("putsTheCapture") == true })

        // Without certainty it is another error's.
        stack.isExact = false
        let other = stack.frames(&symbolicator)
        #expect(!other.leadToThrow)
        #expect(other.frames.last?.absolutePath == "/a/Other.swift")
      }
    }

    @Test func takesNoTraceOfAnotherErrorOfTheType() {
      ThrowSites.shared.start()
      defer { ThrowSites.shared.stop() }
      func elsewhere() throws { throw Calm() }
      try? elsewhere()
      // Neither thrown nor at an address that was.
      #expect(ThrowSites.shared.match(for: Storm())?.isExact != true)
    }
  #endif

  @Test func endsAtTheCaptureOfAnErrorThatWasNeverThrown() throws {
    let line = UInt(#line + 1)
    let (frames, leadToThrow) = frames(of: Calm(), line: line)
    #expect(!leadToThrow)
    let last = try #require(frames.last { $0.inApp == true })
    #expect(last.absolutePath == #filePath)
    #expect(last.lineNumber == Int(line) || frames.contains { $0.lineNumber == Int(line) })
  }

  @Test func fallsBackToTheCaptureSite() throws {
    let site = CaptureSite(
      fileID: "App/Main.swift", filePath: "/a/Sources/App/Main.swift", line: 7, function: "run()")
    var symbolicator = Symbolicator(modules: AppModules(named: [], caller: "App"))
    let (frames, _) = CapturedStack(site: site).frames(&symbolicator)
    let frame = try #require(frames.first)
    #expect(frames.count == 1)
    #expect(frame.filename == "Sources/App/Main.swift")
    #expect(frame.module == "App")
    #expect(frame.function == "run()")
    #expect(frame.lineNumber == 7)
    #expect(frame.inApp == true)
  }

  @Test func addsTheSourceLines() throws {
    var frame = Frame(absolutePath: #filePath, lineNumber: #line, inApp: true)
    var excerpts = SourceExcerpts()
    excerpts.add(to: &frame)
    #expect(frame.contextLine?.contains("var frame = Frame(") == true)
    #expect(frame.preContext.count == Bounds.sourceContextLines)
    #expect(frame.postContext.first?.contains("var excerpts") == true)
  }

  @Test(arguments: [
    ("/nowhere/at/all.swift", 1), (#filePath, 1_000_000), (#filePath, 0), ("/etc/passwd", 1),
  ])
  func addsNoLinesOfWhatIsNotThere(path: String, line: Int) {
    var frame = Frame(absolutePath: path, lineNumber: line, inApp: true)
    var excerpts = SourceExcerpts()
    excerpts.add(to: &frame)
    #expect(frame.contextLine == nil)
  }

  @Test(arguments: [
    ("/srv/shop/Sources/Shop/Cart.swift", "Sources/Shop/Cart.swift"),
    ("/Sources/shop/Sources/Shop/Cart.swift", "Sources/Shop/Cart.swift"),
    ("/srv/shop/Cart.swift", "Cart.swift"),
    ("/srv/Sources", "Sources"),
    ("", ""),
  ])
  func shortensPaths(path: String, relative: String) {
    #expect(SourcePath.relative(path) == relative)
  }

  @Test(
    arguments: [
      ("$s13SignUpService4RepoV6createyS2iKF", "SignUpService"),
      ("$sSlsE3mapySayqd__Gqd__7ElementQzqd_0_YKXEqd_0_YKs5ErrorRd_0_r0_lF", "Swift"),
      ("$s99Short", nil), ("main", nil), ("$s", "Swift"), ("", nil),
      ("$s99999999999999999999999App", "Swift"),
    ] as [(String, String?)])
  func readsTheModuleOfAMangledName(name: String, module: String?) {
    #expect(SwiftSymbol.module(ofMangled: name) == module)
  }

  @Test(arguments: [
    ("specialized static App.main()", "App.main()"),
    ("closure #1 in Repo.create(_:)", "closure #1 in Repo.create(_:)"),
    ("closure #1 in static Repo.create(_:)", "closure #1 in Repo.create(_:)"),
    ("generic specialization <Swift.Int> of App.run<A>(A) -> ()", "App.run<A>(A) -> ()"),
  ])
  func cleansFunctionNames(demangled: String, function: String) {
    #expect(SwiftSymbol.function(ofDemangled: demangled) == function)
  }

  @Test(
    arguments: [
      ([], "App", "/srv/Sources/App/A.swift", true),
      ([], "Core", "/srv/Sources/Core/A.swift", true),
      ([], "NIOCore", "/srv/.build/checkouts/swift-nio/Sources/NIOCore/A.swift", false),
      ([], "App", nil, true),
      ([], "Core", nil, false),
      (["Core"], "Core", nil, true),
      (["Core"], "App", "/srv/Sources/App/A.swift", false),
    ] as [([String], String, String?, Bool)])
  func knowsTheApplicationsCode(
    named: [String], module: String, path: String?, isApplication: Bool
  ) {
    let modules = AppModules(named: Set(named), caller: "App")
    #expect(modules.isApplication(module, path: path) == isApplication)
  }
}
