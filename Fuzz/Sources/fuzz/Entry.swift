import Foundation

// libFuzzer brings `main` and calls these two.

/// Chosen by the environment, since libFuzzer reads the arguments.
private let target: Target = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"]
  if let target = Target.all.first(where: { $0.name == name }) { return target }
  let names = Target.all.map(\.name).joined(separator: " ")
  if name == "list" {
    print(names)
    exit(0)
  }
  FileHandle.standardError.write(Data("fuzz: set FUZZ_TARGET to one of: \(names)\n".utf8))
  exit(2)
}()

@_cdecl("LLVMFuzzerInitialize")
func initializeFuzzer(
  _ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?
) -> CInt {
  _ = target
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
  target.run(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}
