public import EventSchema

extension Frame {
  /// The path as a reader of the source knows it: relative to the source root as best as can be told.
  public var displayPath: String? { filename ?? absolutePath }
}
