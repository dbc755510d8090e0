#if os(Linux) && canImport(Runtime)
  import Foundation
  import Runtime
#endif

/// Return addresses of one call stack, taken in microseconds and named later, on the monitor's
/// thread.
struct CapturedTrace: Sendable {
  #if os(Linux) && canImport(Runtime)
    var backtrace: Backtrace

    private static let images = UnwindingImages.known

    /// Walks frame pointers, and the continuations of asynchronous callers.
    static func here() -> CapturedTrace? {
      // The unwinder reports the stack's end by throwing, which must not count as the
      // application's.
      OwnCode.run {
        try? Backtrace.capture(algorithm: .fast, limit: Bounds.traceDepthMax, images: images)
      }.map { CapturedTrace(backtrace: $0) }
    }

    /// Innermost first; equal for calls from the same places.
    var addresses: [UInt64] {
      backtrace.frames.compactMap { UInt64($0.adjustedProgramCounter) }
    }
  #else
    static func here() -> CapturedTrace? { nil }
  #endif
}

#if os(Linux) && canImport(Runtime)
  /// The images in which the unwinder looks for asynchronous functions.
  ///
  /// It tells them by their symbols, and reads the symbols of every image that it is given once for
  /// each thread: with Foundation among them that costs each thread 5 ms and 7 MB. The
  /// application's asynchronous functions are in the executable, as packages are linked statically,
  /// so that is all it gets, and nothing of an executable whose symbols would be too much.
  private enum UnwindingImages {
    /// `nil`, so that the unwinder lists the images itself, only if the format below has changed.
    static let known: ImageMap? = executable ?? none

    private static let none = map([formatWith64BitAddresses, 0, 0])

    /// Of the compact format of image maps: version 0, addresses of 64 bits.
    private static let formatWith64BitAddresses: UInt8 = 2

    private static var executable: ImageMap? {
      guard let path = Bundle.main.executablePath,
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
        size <= Bounds.unwoundExecutableBytesMax,
        // The list is in the order of addresses, where the executable comes first.
        let first = firstImage(of: ImageMap.capture()), first.first?.path == path
      else { return nil }
      return first
    }

    /// The same map without all but the first image: its bytes are the format, the platform's name
    /// with its length, the number of images, and the images.
    private static func firstImage(of map: ImageMap) -> ImageMap? {
      guard let json = try? JSONEncoder().encode(map),
        var text = try? JSONDecoder().decode(String.self, from: json)
      else { return nil }
      text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
      guard var bytes = Data(base64Encoded: text).map({ [UInt8]($0) }), bytes.count > 1,
        bytes[0] == formatWith64BitAddresses, map.count < 0x80
      else { return nil }
      let count = 2 + Int(bytes[1])
      guard bytes.indices.contains(count), Int(bytes[count]) == map.count else { return nil }
      bytes[count] = 1
      return self.map(bytes)
    }

    private static func map(_ bytes: [UInt8]) -> ImageMap? {
      let text = Data(bytes).base64EncodedString().filter { $0 != "=" }
      return try? JSONDecoder().decode(ImageMap.self, from: Data("\"\(text)\"".utf8))
    }
  }
#endif
