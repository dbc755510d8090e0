/// What has come out of a decompressor so far; grows by doubling, never far past its bound.
///
/// There is room for one byte beyond the bound, so that a stream of exactly that size is told from
/// a longer one.
struct Output: ~Copyable {
  /// Memory that is not set before it is written: a bomb costs no more than its bytes.
  private var room: UnsafeMutableRawBufferPointer
  private var count = 0
  private let limit: Int

  /// Most events fit after a doubling or two, and a bomb costs little before it is seen.
  private static let firstCapacity = 64 << 10

  init(limit: Int) {
    self.limit = min(max(0, limit), .max - 1)
    room = .allocate(byteCount: min(Output.firstCapacity, self.limit + 1), alignment: 1)
  }

  deinit { room.deallocate() }

  /// Lends the free room, at least one byte, to `step`, which says how many bytes it wrote there.
  mutating func fill<Status>(
    _ step: (UnsafeMutableBufferPointer<UInt8>) -> (written: Int, status: Status)
  ) throws(DecompressionError) -> (written: Int, status: Status) {
    let free = UnsafeMutableRawBufferPointer(rebasing: room[count...])
    let result = step(free.bindMemory(to: UInt8.self))
    count += result.written
    guard count <= limit else { throw .tooLarge(limit: limit) }
    if count == room.count { grow() }
    return result
  }

  private mutating func grow() {
    let size = room.count + min(room.count, limit + 1 - room.count)
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(room))
    room.deallocate()
    room = larger
  }

  /// The output without the free room behind it.
  consuming func finished() -> [UInt8] {
    let count = count
    let written = UnsafeRawBufferPointer(rebasing: room[..<count])
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: written)
      filled = count
    }
  }
}
