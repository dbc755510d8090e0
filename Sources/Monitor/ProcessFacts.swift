import EventSchema
import Foundation

/// What is true of this process for as long as it lives.
enum ProcessFacts {
  static let environment = ProcessInfo.processInfo.environment

  static let identifier = ProcessInfo.processInfo.processIdentifier

  /// When the monitor was first started in this process; seconds since 1970.
  static let start = Date().timeIntervalSince1970

  static let hostName: String? = {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    let name = String(decoding: bytes, as: UTF8.self)
    return name.isEmpty ? nil : name
  }()

  static let operatingSystemName: String = {
    #if os(Linux)
      "Linux"
    #elseif os(macOS)
      "macOS"
    #else
      "Apple"
    #endif
  }()

  static let operatingSystemVersion = ProcessInfo.processInfo.operatingSystemVersionString

  /// Of the compiler that built the monitor, as far as source code can tell.
  static let swiftVersion: String = {
    #if swift(>=6.4)
      "6.4 or newer"
    #elseif swift(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }()

  static let sdkName = "triage.swift"
  static let sdkVersion = "0.1.0"
  static let sdk = Event.SDK(name: sdkName, version: sdkVersion)
}

/// Random identifiers of events, traces and spans.
enum Identifier {
  /// 32 lower-case hexadecimal digits.
  static func random128() -> String { random64() + random64() }

  /// 16 lower-case hexadecimal digits.
  static func random64() -> String {
    let digits = String(UInt64.random(in: 1 ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
