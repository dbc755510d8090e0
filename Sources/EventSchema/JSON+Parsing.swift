extension JSON {
  /// Why a text is no JSON.
  public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Bytes before the place where reading stopped.
    public let offset: Int
    /// A clause without a full stop.
    public let reason: String

    public init(offset: Int, reason: String) {
      self.offset = offset
      self.reason = reason
    }

    public var description: String { "\(reason), at byte \(offset)" }
  }

  /// Reads one value that fills the whole text, by RFC 8259.
  ///
  /// Two things are taken that the RFC forbids, since SDKs send them: the bare words `NaN`,
  /// `Infinity` and `-Infinity` (as `null`), and bytes that are no UTF-8 (as U+FFFD, like half a
  /// surrogate pair and `\u0000`). A number beyond a Double's range is `null`. Nesting deeper than
  /// `Limits.jsonDepthMax` is refused.
  public static func read(_ bytes: UnsafeRawBufferPointer) -> Result<JSON, Failure> {
    var reader = JSONReader(bytes)
    let value = reader.value()
    reader.finish()
    return reader.failure.map { .failure($0) } ?? .success(value)
  }

  public static func read(_ bytes: [UInt8]) -> Result<JSON, Failure> {
    bytes.withUnsafeBytes { read($0) }
  }

  /// What is wrong with a text, without building its value; `nil` when it is good.
  public static func check(_ bytes: UnsafeRawBufferPointer) -> Failure? {
    var reader = JSONReader(bytes)
    reader.skip()
    reader.finish()
    return reader.failure
  }

  /// `read`, for whoever needs no reason.
  public init?(parsing bytes: UnsafeRawBufferPointer) {
    guard case .success(let value) = JSON.read(bytes) else { return nil }
    self = value
  }

  public init?(parsing bytes: [UInt8]) {
    guard let value = bytes.withUnsafeBytes({ JSON(parsing: $0) }) else { return nil }
    self = value
  }

  public init?(parsing text: String) {
    var text = text
    guard let value = text.withUTF8({ JSON(parsing: UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    self = value
  }
}
