import Compression
import Foundation
import TestSupport
import Testing

@Suite struct DecompressTests {
  private static let folder = fixtures.appending(path: "envelopes/encoded")
  private static let limit = 1 << 20

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  private func plain() throws -> [UInt8] { try Self.bytes("plain.envelope") }

  static let streams: [(name: String, encoding: ContentEncoding)] = [
    ("plain.envelope", .identity), ("one.gzip", .gzip), ("two-members.gzip", .gzip),
    ("zlib.deflate", .deflate), ("raw.deflate", .deflate), ("one.br", .brotli),
    ("one.zstd", .zstandard), ("two-frames.zstd", .zstandard),
  ]
  static let compressed = streams.filter { $0.encoding != .identity }
  /// Two members or frames are whole after the first one, too.
  static let single = compressed.filter { !$0.name.hasPrefix("two") }

  @Test(arguments: streams)
  func decompresses(name: String, encoding: ContentEncoding) throws {
    let plain = try plain()
    #expect(try decompress(Self.bytes(name), encoding, limit: Self.limit) == plain)
    #expect(try decompress(Self.bytes(name), encoding, limit: plain.count) == plain)
  }

  @Test(arguments: streams)
  func refusesMoreThanTheLimit(name: String, encoding: ContentEncoding) throws {
    let bytes = try Self.bytes(name)
    for limit in [try plain().count - 1, 1_000, 1, 0] {
      #expect(throws: DecompressionError.tooLarge(limit: limit)) {
        try decompress(bytes, encoding, limit: limit)
      }
    }
  }

  @Test(arguments: single)
  func refusesATruncatedStream(name: String, encoding: ContentEncoding) throws {
    let bytes = try Self.bytes(name)
    for count in bytes.indices {
      #expect(throws: DecompressionError.corrupt(encoding), "\(count) bytes") {
        try decompress(Array(bytes[..<count]), encoding, limit: Self.limit)
      }
    }
  }

  @Test(arguments: compressed)
  func refusesWhatFollowsAStream(name: String, encoding: ContentEncoding) throws {
    for tail in [[0x0A], Array("garbage".utf8), try plain()] {
      let bytes = try Self.bytes(name) + tail
      #expect(throws: DecompressionError.corrupt(encoding)) {
        try decompress(bytes, encoding, limit: Self.limit)
      }
    }
  }

  @Test(arguments: [ContentEncoding.gzip, .zstandard])
  func refusesAnotherEncoding(encoding: ContentEncoding) throws {
    for (name, other) in Self.streams where other != encoding {
      let bytes = try Self.bytes(name)
      #expect(throws: DecompressionError.corrupt(encoding)) {
        try decompress(bytes, encoding, limit: Self.limit)
      }
    }
  }

  /// Damage is found, or (where a format has no check sum) bounded: never a trap or a long wait.
  @Test(arguments: compressed)
  func survivesDamage(name: String, encoding: ContentEncoding) throws {
    let bytes = try Self.bytes(name)
    for index in bytes.indices {
      for bit: UInt8 in [1, 16, 128] {
        var damaged = bytes
        damaged[index] ^= bit
        if let output = try? decompress(damaged, encoding, limit: Self.limit) {
          #expect(output.count <= Self.limit)
        }
      }
    }
  }

  @Test(arguments: [
    ("bomb.gzip", ContentEncoding.gzip), ("bomb.br", .brotli), ("bomb.zstd", .zstandard),
    ("wide-window.zstd", .zstandard),
  ])
  func stopsABomb(name: String, encoding: ContentEncoding) throws {
    let bytes = try Self.bytes(name)
    #expect(throws: DecompressionError.tooLarge(limit: Self.limit)) {
      try decompress(bytes, encoding, limit: Self.limit)
    }
  }

  @Test func takesNoStreamForEmpty() throws {
    for encoding in ContentEncoding.allCases where encoding != .identity {
      #expect(throws: DecompressionError.corrupt(encoding)) {
        try decompress([], encoding, limit: Self.limit)
      }
    }
    #expect(try decompress([], .identity, limit: 0) == [])
  }

  @Test(arguments: [
    (String?.none, ContentEncoding?.some(.identity)), ("", .identity), ("identity", .identity),
    ("GZip", .gzip),
    ("x-gzip", .gzip), (" br ", .brotli), ("zstd", .zstandard), ("deflate", .deflate),
    ("gzip, br", nil), ("compress", nil),
  ])
  func readsTheHeader(header: String?, encoding: ContentEncoding?) {
    #expect(ContentEncoding(header: header) == encoding)
  }

  @Test func compressesForTheStore() throws {
    guard var compressor = StoreCompressor() else {
      Issue.record("no memory for a compressor")
      return
    }
    for bytes in [try plain(), [], [7], try plain()] {
      let compressed = compressor.compress(bytes)
      let frame = try #require(compressed)
      #expect(try decompress(frame, .zstandard, limit: Self.limit) == bytes)
    }
    let frame = compressor.compress(try plain())
    #expect(try #require(frame).count < 1_000)
  }
}
