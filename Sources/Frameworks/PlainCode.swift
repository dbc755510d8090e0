extension Framework {
  /// Code without a framework, by language: a driver and SQL.
  static let plainRuby = plain(.plainRuby)
  static let plainNode = plain(.plainNode)
  static let plainPHP = plain(.plainPHP)
  static let plainElixir = plain(.plainElixir)
  static let plainJVM = plain(.spring)
  static let plainDotNet = plain(.entityFramework)
  static let plainGo = plain(.gorm)
  static let plainSwift = plain(.fluent)
  static let plainRust = plain(.rustSQL)
}
