/// How the bytes of a body are encoded: the words of HTTP's `Content-Encoding`.
public enum ContentEncoding: String, Sendable, Hashable, CaseIterable {
  case identity, gzip, deflate
  case brotli = "br"
  case zstandard = "zstd"

  /// Reads the value of a `Content-Encoding` header; none and an empty one mean `identity`.
  ///
  /// `nil` for an unknown coding and for a list of several.
  public init?(header: String?) {
    let word = header?.lowercased().filter { $0 != " " && $0 != "\t" } ?? ""
    switch word {
    case "": self = .identity
    case "x-gzip": self = .gzip
    default: self.init(rawValue: word)
    }
  }
}

/// Why a body could not be decompressed.
public enum DecompressionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes are no stream of that encoding, end too early, or go on after its end.
  case corrupt(ContentEncoding)
  /// The output passed the bound, in bytes; decompression stopped there.
  case tooLarge(limit: Int)
  /// The library could not allocate its state.
  case outOfMemory

  public var description: String {
    switch self {
    case .corrupt(let encoding): "The body is no whole stream of the encoding \(encoding.rawValue)"
    case .tooLarge(let limit): "The body has more than \(limit) bytes when decompressed"
    case .outOfMemory: "There is no memory to decompress the body"
    }
  }
}

/// Decompresses a whole body, in steps that never hold more than `limit` bytes of output.
///
/// gzip may have several members, Zstandard several frames; `deflate` is taken with and without
/// zlib's frame.
public func decompress(
  _ bytes: UnsafeRawBufferPointer, _ encoding: ContentEncoding, limit: Int
) throws(DecompressionError) -> [UInt8] {
  switch encoding {
  case .identity:
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    return Array(bytes)
  case .gzip: return try inflate(bytes, .gzip, limit: limit)
  case .deflate:
    return try inflate(bytes, hasZlibHeader(bytes) ? .zlib : .none, limit: limit)
  case .brotli: return try decompressBrotli(bytes, limit: limit)
  case .zstandard: return try decompressZstandard(bytes, limit: limit)
  }
}

public func decompress(
  _ bytes: [UInt8], _ encoding: ContentEncoding, limit: Int
) throws(DecompressionError) -> [UInt8] {
  let result: Result<[UInt8], DecompressionError> = bytes.withUnsafeBytes { bytes in
    do throws(DecompressionError) {
      return .success(try decompress(bytes, encoding, limit: limit))
    } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

/// RFC 1950: the method is 8 ("deflate"), and the first two bytes are a multiple of 31.
private func hasZlibHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard bytes.count >= 2 else { return false }
  return bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])).isMultiple(of: 31)
}
