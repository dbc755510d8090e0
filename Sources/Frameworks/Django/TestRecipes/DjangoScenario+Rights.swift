import EventSchema
import SourceCode

extension DjangoScenario {
  /// Whether somebody has to be logged in.
  var needsUser: Bool {
    needsPermission || origins.keys.contains(.user) || mentions(Self.loginMarks)
      || fixtures.lines.contains { $0.hasPrefix("self.user =") }
  }

  /// Whether the view is for people with rights of their own.
  var needsPermission: Bool {
    site.type?.isAdmin == true || mentions(Self.permissionMarks)
  }

  private static let loginMarks = ["login_required", "LoginRequired", "IsAuthenticated"]
  private static let permissionMarks = [
    "permission_required", "PermissionRequired", "UserPassesTest", "user_passes_test",
    "staff_member_required", "IsAdminUser", "DjangoModelPermissions", "StaffRequired",
  ]

  /// Whether the view's decorators, bases or permissions, or the project's settings for REST views,
  /// have one of the names in them.
  private func mentions(_ marks: [String]) -> Bool {
    views.contains { mentions(marks, in: $0) }
  }

  private func mentions(_ marks: [String], in site: PythonSite) -> Bool {
    func isMarked(_ expression: PythonExpression) -> Bool {
      var found = false
      expression.visit { part in
        let name = part.stringValue ?? part.dottedName ?? part.asCall?.name ?? ""
        found = found || marks.contains { name.mentions($0) }
        return !found
      }
      return found
    }
    let decorators = site.function?.decorators ?? []
    if decorators.contains(where: isMarked) { return true }
    // What a view demands by itself stands for what all of them do.
    if decorators.contains(where: { $0.asCall?.name == "permission_classes" }) { return false }
    if let type = site.type {
      if type.decorators.contains(where: isMarked) { return true }
      if site.baseNames(in: reading.source).contains(where: { base in
        marks.contains { base.mentions($0) }
      }) {
        return true
      }
      if let classes = type.value("permission_classes") { return isMarked(classes) }
    }
    guard site.isRestView(in: reading.source) else { return false }
    return reading.source.files(mentioning: "DEFAULT_PERMISSION_CLASSES").contains { file in
      file.module.statements.contains { statement in
        statement.simpleAssignment.map { $0.name == "REST_FRAMEWORK" && isMarked($0.value) }
          ?? false
      }
    }
  }
}
