/// Every bound on what comes from outside, with its unit and its reason. Whoever enforces one names
/// it in the error.
public enum Limits {
  /// A body as it arrives, compressed or not. Ten times the largest envelope of a real SDK.
  public static let bodyBytesMax = 5 << 20
  /// A body after decompression; stops bombs.
  public static let decompressedBytesMax = 20 << 20
  /// The JSON of one event; SDKs trim themselves below it.
  public static let eventBytesMax = 1 << 20
  /// One header line of an envelope.
  public static let envelopeHeaderBytesMax = 8 << 10
  /// Items of one envelope.
  public static let envelopeItemsMax = 100
  /// Depth of JSON; deeper input is refused before it can exhaust a stack.
  public static let jsonDepthMax = 128
  /// Frames of one stack trace; the middle is dropped beyond it.
  public static let framesMax = 250
  /// Exceptions of one event.
  public static let exceptionsMax = 50
  /// Breadcrumbs of one event; the oldest are dropped beyond it.
  public static let breadcrumbsMax = 200
  /// Spans of one event; the first are dropped beyond it.
  public static let spansMax = 300
  /// Characters of a tag's name or value.
  public static let tagLengthMax = 200
  public static let tagsMax = 100
  /// Characters of a message or an exception's value.
  public static let messageLengthMax = 8_192
  /// Characters of a raw text (a pasted log) that is searched for errors.
  public static let textBytesMax = 16 << 20
}
