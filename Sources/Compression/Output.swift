/// What has come out of a decompressor so far; grows by doubling, never far past its bound.
///
/// There is room for one byte beyond the bound, so that a stream of exactly that size is told from
/// a longer one.
struct Output {
  private var bytes: [UInt8]
  private var count = 0
  private let limit: Int

  /// Most events fit after a doubling or two, and a bomb costs little before it is seen.
  private static let firstCapacity = 64 << 10

  init(limit: Int) {
    self.limit = min(max(0, limit), .max - 1)
    bytes = [UInt8](repeating: 0, count: min(Output.firstCapacity, self.limit + 1))
  }

  /// Lends the free room, at least one byte, to `step`, which says how many bytes it wrote there.
  mutating func fill<Status>(
    _ step: (UnsafeMutableBufferPointer<UInt8>) -> (written: Int, status: Status)
  ) throws(DecompressionError) -> (written: Int, status: Status) {
    let start = count
    let result = bytes.withUnsafeMutableBufferPointer { buffer in
      step(UnsafeMutableBufferPointer(rebasing: buffer[start...]))
    }
    count += result.written
    guard count <= limit else { throw .tooLarge(limit: limit) }
    if count == bytes.count {
      bytes += repeatElement(0, count: min(bytes.count, limit + 1 - bytes.count))
    }
    return result
  }

  /// The output without the free room behind it.
  consuming func finished() -> [UInt8] {
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
