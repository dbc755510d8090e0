import CZstd

/// A window of 8 MiB, which RFC 8878 wants every decoder to take and none to go beyond by far: the
/// library's own bound would let one small body claim 128 MiB.
private let windowLogMax: Int32 = 23

/// Decompresses one Zstandard frame or several (RFC 8878).
func decompressZstandard(
  _ bytes: UnsafeRawBufferPointer, limit: Int
) throws(DecompressionError) -> [UInt8] {
  guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
  defer { ZSTD_freeDCtx(context) }
  if let size = sizeOfOnlyFrame(bytes), size <= limit {
    return try decompressFrame(bytes, size: size, context)
  }
  ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLogMax)
  var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
  var output = Output(limit: limit)
  while true {
    let before = input.pos
    let (written, status) = try output.fill { room in
      var free = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
      let status = ZSTD_decompressStream(context, &free, &input)
      return (free.pos, status)
    }
    if ZSTD_isError(status) != 0 { throw error(status, limit: limit) }
    // Zero: a frame is complete.
    if status == 0, input.pos == input.size { return output.finished() }
    guard written > 0 || input.pos > before else { throw .corrupt(.zstandard) }
  }
}

/// What the frame says of its own size, when it is the only one and says it.
private func sizeOfOnlyFrame(_ bytes: UnsafeRawBufferPointer) -> Int? {
  let size = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
  guard size < UInt64(Int32.max),
    ZSTD_findFrameCompressedSize(bytes.baseAddress, bytes.count) == bytes.count
  else { return nil }
  return Int(size)
}

/// Decompresses at once, without the buffers that a stream needs: half the time for a small event.
private func decompressFrame(
  _ bytes: UnsafeRawBufferPointer, size: Int, _ context: OpaquePointer
) throws(DecompressionError) -> [UInt8] {
  var status = 0
  let output = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    status = ZSTD_decompressDCtx(context, buffer.baseAddress, size, bytes.baseAddress, bytes.count)
    count = ZSTD_isError(status) == 0 ? status : 0
  }
  guard status == size else { throw .corrupt(.zstandard) }
  return output
}

private func error(_ status: Int, limit: Int) -> DecompressionError {
  switch ZSTD_getErrorCode(status) {
  case ZSTD_error_frameParameter_windowTooLarge: .tooLarge(limit: limit)
  case ZSTD_error_memory_allocation: .outOfMemory
  default: .corrupt(.zstandard)
  }
}

/// Compresses for the store: Zstandard at its first level, which is fast and halves gzip's time.
///
/// A context is worth keeping: making one costs more than compressing a small event.
public struct StoreCompressor: ~Copyable {
  private let context: OpaquePointer

  /// `nil` when there is no memory.
  public init?() {
    guard let context = ZSTD_createCCtx() else { return nil }
    self.context = context
  }

  deinit {
    ZSTD_freeCCtx(context)
  }

  /// One frame that `decompress` takes back; `nil` when there is no memory.
  public mutating func compress(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    let capacity = ZSTD_compressBound(bytes.count)
    let frame = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let size = ZSTD_compressCCtx(
        context, buffer.baseAddress, capacity, bytes.baseAddress, bytes.count, 1)
      count = ZSTD_isError(size) == 0 ? size : 0
    }
    return frame.isEmpty ? nil : frame
  }

  public mutating func compress(_ bytes: [UInt8]) -> [UInt8]? {
    bytes.withUnsafeBytes { compress($0) }
  }
}
