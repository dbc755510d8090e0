import Foundation

do {
  guard CommandLine.arguments.count == 3 else {
    throw Trouble("usage: bench COLLECTOR ENVELOPE (make bench builds and names both)")
  }
  let isFast = try Benchmark(
    collector: URL(filePath: CommandLine.arguments[1]),
    envelope: URL(filePath: CommandLine.arguments[2])
  ).run()
  exit(isFast ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
  exit(2)
}
