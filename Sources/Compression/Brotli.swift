import CBrotli

/// Decompresses a Brotli stream (RFC 7932; its window is 16 MiB at most).
func decompressBrotli(
  _ input: UnsafeRawBufferPointer, limit: Int
) throws(DecompressionError) -> [UInt8] {
  guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .outOfMemory }
  defer { BrotliDecoderDestroyInstance(state) }
  var unread = input.bindMemory(to: UInt8.self).baseAddress
  var remaining = input.count
  var output = Output(limit: limit)
  while true {
    let before = remaining
    let (written, status) = try output.fill { room in
      var free = room.count
      var next = room.baseAddress
      let status = BrotliDecoderDecompressStream(
        state, &remaining, &unread, &free, &next, nil)
      return (room.count - free, status)
    }
    switch status {
    case BROTLI_DECODER_RESULT_SUCCESS where remaining == 0: return output.finished()
    // The decoder has had CVEs for going round without end.
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT where written > 0 || remaining < before: continue
    default: throw .corrupt(.brotli)
    }
  }
}
