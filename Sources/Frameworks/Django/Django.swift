import EventSchema
import SourceCode

extension Framework {
  /// Django with its ORM, forms and views, and Django REST framework on top of it.
  public static let django = Framework(
    name: "django", marks: ["django", "rest_framework"],
    recognises: { failure, _ in
      // That it is installed, after which the SDK may call itself, says little where another
      // library is on the stack.
      guard isAtHand(failure) else { return false }
      let places = failure.frames.flatMap { [$0.module, $0.filename, $0.absolutePath] }
      return !others.stand(in: LibraryCalls.paths(places.compactMap(\.self)))
    },
    reads: { DjangoReading($0, $1) })

  /// Whether the application has it, as far as the SDK, the installed packages and the source tell.
  private static func isAtHand(_ failure: Failure) -> Bool {
    let event = failure.event
    if event.sdk?.name.hasPrefix("sentry.python.django") == true { return true }
    guard failure.culprit?.filename?.hasSuffix(".py") == true else { return false }
    if event.modules.keys.contains(where: { $0.lowercased() == "django" }) { return true }
    return failure.tree.files.contains { file in
      file.path.hasSuffix(".py")
        && (file.text.mentions("from django.") || file.text.mentions(".objects."))
    }
  }

  private static let others = Needles([
    "/sqlalchemy/", "/flask/", "/fastapi/", "/starlette/", "/peewee", "/tortoise/", "/pony/",
  ])
}
