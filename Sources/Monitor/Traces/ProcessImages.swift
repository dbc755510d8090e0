#if os(Linux) && canImport(Runtime)
  import Foundation
  import Runtime

  /// The executable and the libraries that were loaded when the monitor started.
  ///
  /// Listed once, and at the start: the runtime reads the beginning of every mapped file for it,
  /// and one that another thread unmaps at that moment would end the application.
  enum ProcessImages {
    static let all = ImageMap.capture()
  }

  /// The images in which the unwinder looks for asynchronous functions.
  ///
  /// It tells them by their symbols, and reads the symbols of every image that it is given once for
  /// each thread: with Foundation among them that costs each thread 5 ms and 7 MB. The
  /// application's asynchronous functions are in the executable, as packages are linked statically,
  /// so that is all it gets, and nothing of an executable whose symbols would be too much.
  enum UnwindingImages {
    /// `nil` only if the format below has changed; then there are no traces.
    static let known: ImageMap? = executable ?? none

    private static let none = map([formatWith64BitAddresses, 0, 0])

    /// Of the compact format of image maps: version 0, addresses of 64 bits.
    private static let formatWith64BitAddresses: UInt8 = 2

    private static var executable: ImageMap? {
      guard let path = Bundle.main.executablePath,
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
        size <= Bounds.unwoundExecutableBytesMax,
        // The list is in the order of addresses, where the executable comes first.
        let first = firstImage(of: ProcessImages.all), first.first?.path == path
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
