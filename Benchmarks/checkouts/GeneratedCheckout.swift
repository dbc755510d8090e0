import Foundation

/// A Django project of half a million lines in a folder of its own: apps with models, and views
/// that look and then write.
struct GeneratedCheckout {
  let folder: URL
  private(set) var lineCount = 0
  private(set) var byteCount = 0

  private static let appCount = 125
  private static let modelsOfApp = 12
  private static let viewFilesOfApp = 20
  private static let functionsOfFile = 15

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "checkout-\(UUID().uuidString)")
    for app in 0..<Self.appCount {
      try write("app\(app)/models.py", models(of: app))
      for file in 0..<Self.viewFilesOfApp {
        try write("app\(app)/views_\(file).py", views(of: app, file))
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Table, file and line of a write in the middle.
  var write: (table: String, path: String, line: Int) {
    ("app60_boat60x3", "app60/views_3.py", 14)
  }

  private mutating func write(_ path: String, _ text: String) throws {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let data = Data(text.utf8)
    try data.write(to: url)
    byteCount += data.count
    lineCount += data.count { $0 == 0x0A }
  }

  private func models(of app: Int) -> String {
    let classes = (0..<Self.modelsOfApp).map { number in
      """
      class Boat\(app)x\(number)(models.Model):
          number = models.CharField(max_length=12, unique=True)
          name = models.CharField(max_length=40)
          pier = models.ForeignKey("Boat\(max(0, app - 1))x\(number)", on_delete=models.CASCADE)

          class Meta:
              constraints = [models.UniqueConstraint(fields=["name", "pier"], name="uq\(number)")]

          def __str__(self):
              return self.name


      """
    }
    return "from django.db import models\n\n\n" + classes.joined(separator: "\n")
  }

  private func views(of app: Int, _ file: Int) -> String {
    let model = "Boat\(app)x\(file % Self.modelsOfApp)"
    let functions = (0..<Self.functionsOfFile).map { number in
      """
      def enter_\(number)(request, number, limit=10):
          values = {"number": number, "name": request.POST.get("name", ""), "limit": limit}
          for key, value in sorted(values.items()):
              if value is None and key not in ("name", "limit"):
                  return JsonResponse({"error": f"{key} is missing"}, status=400)
          total = sum(len(str(value)) * 2 + 1 for value in values.values() if value)
          if \(model).objects.filter(number=number).exists():
              return JsonResponse({"error": "taken", "total": total}, status=409)
          pier = request.POST["pier"]
          boat = \(model).objects.create(number=number, name=values["name"], pier_id=pier)
          return JsonResponse({"id": boat.pk, "total": total, "limit": limit})


      """
    }
    return """
      from app\(app).models import \(model)
      from django.http import JsonResponse


      """ + functions.joined(separator: "\n")
  }
}
