import CZlib

/// The frames that deflate comes in.
enum DeflateFrame {
  case gzip, zlib, none

  /// What zlib wants to hear: 15 bits for the largest window, plus 16 for gzip, negative for none.
  fileprivate var windowBits: Int32 {
    switch self {
    case .gzip: 15 + 16
    case .zlib: 15
    case .none: -15
    }
  }
}

/// Decompresses deflate (RFC 1950 to 1952), for gzip also several members one after the other.
func inflate(
  _ input: UnsafeRawBufferPointer, _ frame: DeflateFrame, limit: Int
) throws(DecompressionError) -> [UInt8] {
  let encoding: ContentEncoding = frame == .gzip ? .gzip : .deflate
  var stream = try InflateStream(input, frame)
  var output = Output(limit: limit)
  while true {
    let before = stream.remaining
    let (written, status) = try output.fill { stream.step(into: $0) }
    switch status {
    case Z_STREAM_END where stream.remaining == 0: return output.finished()
    case Z_STREAM_END where frame == .gzip: stream.beginMember()
    case Z_OK where written > 0 || stream.remaining < before: continue
    case Z_MEM_ERROR: throw .outOfMemory
    // Z_BUF_ERROR is the end of the input inside a stream: there is always room for output.
    default: throw .corrupt(encoding)
    }
  }
}

/// zlib's state, which must not move in memory, and the input that it has not seen.
private struct InflateStream: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeRawBufferPointer
  private var position = 0

  init(_ input: UnsafeRawBufferPointer, _ frame: DeflateFrame) throws(DecompressionError) {
    self.input = input
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, frame.windowBits, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      throw .outOfMemory
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  var remaining: Int { input.count - position }

  mutating func step(
    into room: UnsafeMutableBufferPointer<UInt8>
  ) -> (written: Int, status: Int32) {
    let available = UInt32(clamping: remaining)
    let capacity = UInt32(clamping: room.count)
    let unread = UnsafeRawBufferPointer(rebasing: input[position...])
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: unread.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = available
    stream.pointee.next_out = room.baseAddress
    stream.pointee.avail_out = capacity
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    position += Int(available - stream.pointee.avail_in)
    return (Int(capacity - stream.pointee.avail_out), status)
  }

  mutating func beginMember() {
    inflateReset(stream)
  }
}
