public import EventSchema

extension Frame {
  /// Whether the frame is the application's own code, judged by path, module and package.
  ///
  /// Trusted in this order:
  /// 1. a path that no application has: an installed package, the standard library, generated code;
  /// 2. without an absolute path, or where the runtime's modules are certain, the module of a known
  ///    driver, framework or standard library, since a relative `django/db/models/query.py` looks
  ///    like the application's;
  /// 3. what the SDK said (`inApp`): it knows the application's folder and its settings;
  /// 4. a frame with a file is the application's, one without a file is not.
  ///
  /// SDKs take compiled extensions and frames without a path for the application's, and leave the
  /// standard library open, so that their word comes third.
  public func isApplication(platform: String?) -> Bool {
    let foreign = ForeignCode.of(platform: platform)
    if let absolutePath, foreign.owns(path: absolutePath.withForwardSlashes) { return false }
    if let filename, foreign.owns(path: filename.withForwardSlashes) { return false }
    if let package, foreign.owns(image: package) || foreign.owns(module: package) { return false }
    if module.map(foreign.generated) == true || function.map(foreign.generated) == true {
      return false
    }
    if foreign.trustsModules || absolutePath?.isAbsolutePath != true {
      // A path that is known whole was judged above: an application may have a folder `internal`.
      let path = absolutePath?.isAbsolutePath == true ? nil : filename
      if let name = module ?? path.map({ Self.moduleName(ofPath: $0) }),
        foreign.owns(module: name)
      {
        return false
      }
      if let module, foreign.ownsStandard(module: module) { return false }
    }
    if let inApp { return inApp }
    return absolutePath != nil || filename != nil
  }

  private static func moduleName(ofPath path: String) -> String {
    path.withForwardSlashes.parts(between: "/").joined(separator: ".")
  }
}

extension String {
  var withForwardSlashes: String {
    contains(ascii: "\\") ? String(map { $0 == "\\" ? "/" : $0 }) : self
  }

  /// `/srv/app/x.py`, `C:\app\x.py` or `file:///srv/app/x.js`.
  var isAbsolutePath: Bool {
    guard let first = utf8.first else { return false }
    if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") { return true }
    let behindDrive = utf8.dropFirst()
    return (behindDrive.first == UInt8(ascii: ":") && behindDrive.count > 1)
      || hasPrefix("file://")
  }
}
