import Fixes
import SourceCode

extension DjangoScenario {
  /// Lets the test make files, and keeps what is stored of them away from the project's own.
  mutating func needFiles() {
    guard !files.isEmpty else { return }
    fixtures.need("SimpleUploadedFile", from: "django.core.files.uploadedfile")
    fixtures.need("mkdtemp", from: "tempfile")
    add("media = self.settings(MEDIA_ROOT=mkdtemp())")
    add("media.enable()")
    add("self.addCleanup(media.disable)")
  }

  /// The body with a new file in each request, since one that was sent is read to its end.
  func withFiles(_ body: String) -> String {
    guard !files.isEmpty, body == "self.data" else { return body }
    let items = files.map { name in
      let isImage = reading.validators.contains { $0.takesImage(name, in: reading.source) }
      let file =
        isImage
        ? "SimpleUploadedFile(\"sample.gif\", \(Self.pixel))"
        : "SimpleUploadedFile(\"sample.txt\", b\"sample\")"
      return "\"\(name)\": \(file)"
    }
    return "{**self.data, \(items.joined(separator: ", "))}"
  }

  /// The smallest GIF.
  private static let pixel =
    #"b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"#
    + #"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;""#
}

extension DjangoValidator {
  func takesFile(_ name: String, in source: PythonSource) -> Bool {
    ["FileField", "ImageField"].contains(typeOfField(name, in: source))
  }

  func takesImage(_ name: String, in source: PythonSource) -> Bool {
    typeOfField(name, in: source) == "ImageField"
  }

  /// Whether the rows of a serializer inside of this one need not be sent.
  func mayLeaveOutRows(_ name: String, in source: PythonSource) -> Bool {
    guard let call = declaration(of: name, in: source)?.0 else { return false }
    return call.name?.hasSuffix("Serializer") == true && call.argument("required")?.kind == .false
  }

  private func typeOfField(_ name: String, in source: PythonSource) -> String? {
    declaration(of: name, in: source)?.0.name ?? model?.field(named: name)?.type
  }
}
