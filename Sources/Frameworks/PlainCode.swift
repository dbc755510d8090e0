extension Framework {
  /// Code without a framework, by language: a driver and SQL.
  static let plainRuby = plain(.plainRuby, .plainRuby)
  static let plainNode = plain(.plainNode, .plainNode)
  static let plainPHP = plain(.plainPHP, .plainPHP)
  static let plainElixir = plain(.plainElixir)
  static let plainJVM = plain(.spring, .plainJVM)
  static let plainDotNet = plain(.entityFramework, .entityFramework)
  static let plainGo = plain(.gorm, .goSQL)
  static let plainSwift = plain(.fluent).writingSwift()
  static let plainRust = plain(.rustSQL)
}
