import SourceCode
import Testing

@Suite("Files of a frame")
struct SourceTreeTests {
  static let tree = SourceTree(
    files: [
      "manage.py", "patients/views.py", "patients/models.py", "agenda/views.py",
      "agenda/models.py", "shop/users/views.py", "old/shop/users/views.py", "lib/one/base.py",
      "lib/two/base.py", "reports/query.py",
    ].map { SourceFile(path: $0, text: "first\nsecond\n") })

  @Test(arguments: [
    ("patients/views.py", "patients/views.py"),
    ("/srv/clinic/patients/views.py", "patients/views.py"),
    ("./agenda/models.py", "agenda/models.py"),
    (#"C:\srv\clinic\agenda\models.py"#, "agenda/models.py"),
    ("/srv/app/src/../agenda/views.py", "agenda/views.py"),
    ("/srv/clinic/manage.py", "manage.py"),
    // All of a file's path beats as long a tail of a longer one.
    ("/srv/shop/users/views.py", "shop/users/views.py"),
    ("/srv/old/shop/users/views.py", "old/shop/users/views.py"),
    // A bare name is enough if it is the only one.
    ("query.py", "reports/query.py"),
    ("views.py", nil),
    // The same name in another folder is another file.
    ("/venv/django/db/models/query.py", nil),
    ("/srv/lib/three/base.py", nil),
    ("../patients/views.py", nil), ("../../etc/passwd", nil), ("/etc/passwd", nil), ("", nil),
    ("/", nil), ("patients", nil), ("patients/views.pyc", nil),
  ])
  func findsTheLongestCommonTail(path: String, file: String?) {
    #expect(Self.tree.file(at: path)?.path == file)
  }

  @Test(arguments: [
    (nil, 1), (1, 1), (2, 1), (3, 20), (21, 20), (22, 30), (33, 1), (19, 1),
  ])
  func prefersTheWholeFileIfItHasTheLine(line: Int?, firstLine: Int) {
    let tree = SourceTree(files: [
      SourceFile(path: "a/b.py", text: "x\ny\n", firstLine: 1),
      SourceFile(path: "a/b.py", text: "x\ny", firstLine: 20, isWhole: false),
      SourceFile(path: "a/b.py", text: "\nx\n\n", firstLine: 22, isWhole: false),
      SourceFile(path: "a/b.py", text: "x", firstLine: 3, isWhole: false),
    ])
    let expected = line == 3 ? 3 : firstLine == 30 ? 22 : firstLine
    #expect(tree.file(at: "/srv/a/b.py", line: line)?.firstLine == expected)
  }

  @Test func findsNoExcerptWithoutTheLine() {
    let tree = SourceTree(files: [
      SourceFile(path: "a.py", text: "x\ny", firstLine: 20, isWhole: false)
    ])
    #expect(tree.file(at: "a.py", line: 21)?.firstLine == 20)
    #expect(tree.file(at: "a.py")?.firstLine == 20)
    #expect(tree.file(at: "a.py", line: 22) == nil)
    #expect(tree.file(at: "a.py", line: 0) == nil)
    #expect(SourceTree.empty.file(at: "a.py") == nil)
  }

  @Test(arguments: [(4, nil), (5, "x"), (6, ""), (7, "y"), (8, nil)])
  func quotesALine(number: Int, text: String?) {
    let file = SourceFile(path: "a.py", text: "x\r\n\r\ny\r\n", firstLine: 5)
    #expect(file.text(ofLine: number).map(String.init) == text)
  }
}
