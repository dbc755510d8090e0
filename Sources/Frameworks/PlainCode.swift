extension Framework {
  /// Code without a framework, by language: a driver and SQL.
  static let plainRuby = plain(.plainRuby, .plainSQL)
  static let plainNode = plain(.plainNode, .plainNode)
  static let plainPHP = plain(.plainPHP, .plainSQL)
  static let plainElixir = plain(.plainElixir)
  static let plainJVM = plain(.spring, .spring)
  static let plainDotNet = plain(.entityFramework, .entityFramework)
  static let plainGo = plain(.gorm, .goSQL)
  static let plainSwift = plain(.fluent)
  static let plainRust = plain(.rustSQL)
}
