import CZlib
import Foundation

/// Makes gzip'd envelopes of one recorded Django event, each with an id of its own.
///
/// What differs stands at the front, in a block that is stored as it is; the rest was compressed
/// once. The result is one ordinary gzip member, and making it costs next to nothing.
struct EventSource {
  /// The recorded event, brought to the size of a busy application's by further breadcrumbs.
  static let payloadBytes = 48_000

  private let tail: [UInt8]
  private let tailDeflated: [UInt8]
  private let tailChecksum: UInt
  private let payloadCount: Int

  init(recorded: URL) throws {
    let lines = try String(contentsOf: recorded, encoding: .utf8).split(
      separator: "\n", maxSplits: 2)
    guard lines.count == 3 else { throw Trouble("\(recorded.path) is no envelope") }
    var payload = lines[2].trimmingCharacters(in: .newlines)
    guard payload.hasPrefix("{"), let crumbs = payload.range(of: "\"breadcrumbs\":{\"values\":[")
    else { throw Trouble("\(recorded.path) has no breadcrumbs") }
    var filling = ""
    var number = 0
    while payload.utf8.count + filling.utf8.count < Self.payloadBytes {
      number += 1
      filling += """
        {"type":"default","category":"query","level":"info","message":"SELECT \\"catalog_book\\".\
        \\"id\\", \\"catalog_book\\".\\"title\\", \\"catalog_book\\".\\"shelf_id\\" FROM \
        \\"catalog_book\\" WHERE \\"catalog_book\\".\\"id\\" = %s AND \(number) = \(number)",\
        "timestamp":"2026-11-21T13:28:56.\(100 + number)001Z","data":{"db.system":"postgresql"}},
        """
    }
    payload.insert(contentsOf: filling, at: crumbs.upperBound)
    tail = Array(payload.dropFirst().utf8)
    payloadCount = payload.utf8.count
    tailDeflated = try deflated(tail)
    tailChecksum = tail.withUnsafeBytes { checksum($0) }
  }

  /// Envelope number `number`, and its length without compression.
  func body(_ number: Int) -> (gzip: [UInt8], plainCount: Int) {
    let id = String(format: "%032lx", number)
    let own = "{\"event_id\":\"\(id)\","
    let head = Array(
      """
      {"event_id":"\(id)","sent_at":"2026-11-21T13:28:56.935001Z"}
      {"type":"event","content_type":"application/json","length":\(payloadCount + own.utf8.count - 1)}
      \(own)
      """.utf8)
    var gzip: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    gzip.reserveCapacity(head.count + tailDeflated.count + 32)
    let count = UInt16(head.count)
    gzip += [0, UInt8(count & 0xff), UInt8(count >> 8), UInt8(~count & 0xff), UInt8(~count >> 8)]
    gzip += head
    gzip += tailDeflated
    let first = head.withUnsafeBytes { checksum($0) }
    let sum = UInt32(truncatingIfNeeded: crc32_combine(first, tailChecksum, tail.count))
    let plainCount = head.count + tail.count
    for word in [sum, UInt32(plainCount)] {
      gzip += (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    return (gzip, plainCount)
  }
}

private func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt {
  crc32(0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(bytes.count))
}

/// The bytes as deflate without a frame, at the level that SDKs use.
private func deflated(_ bytes: [UInt8]) throws -> [UInt8] {
  var stream = z_stream()
  let size = Int32(MemoryLayout<z_stream>.size)
  let version = zlibVersion()
  guard deflateInit2_(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, version, size) == Z_OK
  else { throw Trouble("zlib does not start") }
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + 1024)
  let status = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      return deflate(&stream, Z_FINISH)
    }
  }
  guard status == Z_STREAM_END else { throw Trouble("zlib does not compress") }
  return Array(output.prefix(Int(stream.total_out)))
}

/// Why there is no result.
struct Trouble: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) {
    self.description = description
  }
}
