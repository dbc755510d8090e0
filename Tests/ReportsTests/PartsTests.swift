import DatabaseErrors
import Diagnosis
import Fixes
import Foundation
import Testing

@testable import Reports

struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01 00:00 UTC"), (951_782_400, "2000-02-29 00:00 UTC"),
    (-1, "1969-12-31 23:59 UTC"), (1_893_974_399.9, "2030-01-06 23:59 UTC"),
    (.nan, "unknown"), (1e300, "unknown"),
  ])
  func isReadable(seconds: Double, text: String) {
    #expect(timestamp(seconds) == text)
  }

  @Test func agreesWithTheCalendar() {
    // Foundation takes the Julian calendar before 1582.
    for day in stride(from: -140_000, through: 400_000, by: 997) {
      let seconds = Double(day) * 86_400
      let date = Date(timeIntervalSince1970: seconds).formatted(.iso8601.year().month().day())
      #expect(timestamp(seconds).hasPrefix(date))
    }
  }
}

struct ProseTests {
  @Test func backticksMarkCode() {
    #expect(
      Prose(sentence: "`a` is `b`.").spans == [
        .code("a"), .words(" is "), .code("b"), .words("."),
      ])
  }

  @Test func anUnpairedBacktickStays() {
    #expect(Prose(sentence: "it`s").spans == [.words("it"), .words("`s")])
  }
}

struct ShellQuotingTests {
  @Test(arguments: [
    ("accounts/forms.py", "accounts/forms.py"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
    ("", "''"), ("a\nb", "ab"), ("$(x)", "'$(x)'"),
  ])
  func quotes(word: String, quoted: String) {
    #expect(shellWord(word) == quoted)
  }
}

struct StackTraceReadingTests {
  @Test(arguments: [(ConstraintViolation.Side.parent, "wards"), (.child, "patients")])
  func namesTheTableThatTheStatementChanged(side: ConstraintViolation.Side, table: String) throws {
    var violation = ConstraintViolation(kind: .foreignKey, table: "patients")
    violation.referencedTable = "wards"
    violation.side = side
    let diagnosis = Diagnosis(
      violation: violation, exception: Diagnosis.ExceptionSummary(type: nil, language: "python"),
      culprit: Diagnosis.Culprit(path: "wards.py", line: 3, function: "close", operation: "delete"),
      frames: [
        Diagnosis.ReadFrame(path: "wards.py", line: 3, function: "close", module: nil, inApp: true)
      ],
      fingerprint: "", title: "")
    let section = try #require(stackTraceReading(diagnosis))
    guard case .list(let items, _) = section.blocks.last else {
      Issue.record("no list of frames")
      return
    }
    #expect(items.first?.prose.spans.contains(.code(table)) == true)
  }
}

struct FileChangeTests {
  @Test func readsHunksOfSeveralFiles() {
    let diff = """
      diff --git a/a.py b/a.py
      --- a/a.py
      +++ b/a.py
      @@ -2,2 +2,3 @@
       keep
      -old
      +new
      +newer
      @@ -9 +10,0 @@
      -gone
      --- /dev/null
      +++ b/b.py
      @@ -0,0 +1 @@
      +made

      """
    #expect(
      fileChanges(ofDiff: diff) == [
        FileChange(
          path: "a.py",
          replacements: [
            .init(startLine: 3, deletedLines: 1, insertedText: "new\nnewer\n"),
            .init(startLine: 9, deletedLines: 1, insertedText: ""),
          ]),
        FileChange(
          path: "b.py", replacements: [.init(startLine: 1, deletedLines: 0, insertedText: "made\n")]
        ),
      ])
  }

  @Test(arguments: [
    "+++ b/a\n@@ -1,9 +1,9 @@\n-x\n", "+++ /etc/passwd\n@@ -1 +1 @@\n-x\n+y\n",
    "+++ b/a\n@@ -1 +1 @@\n-x\n+y\n\\ No newline at end of file\n", "@@ -1 +1 @@\n-x\n+y\n",
    "+++ b/a\n@@ -99999999999999999999 +1 @@\n",
  ])
  func refusesWhatItCannotExpress(diff: String) {
    #expect(fileChanges(ofDiff: diff) == nil)
  }
}

struct ConstraintRollOutTests {
  private func rollOut(_ dbms: DBMS, onlyWhereNull: [String] = []) throws -> ConstraintRollOut {
    let remedy = Remedy(
      .addConstraint, table: "lo\"an", columns: ["device_id"], onlyWhereNull: onlyWhereNull)
    return try #require(ConstraintRollOut(remedy, named: "one_loan", dbms: dbms))
  }

  @Test func quotesNames() throws {
    #expect(try rollOut(.sqlite).duplicatesQuery.contains(#"FROM "lo""an""#))
    #expect(try rollOut(.mySQL).duplicatesQuery.contains("FROM `lo\"an`"))
  }

  @Test func postgreSQLBuildsConcurrently() throws {
    #expect(
      try rollOut(.postgreSQL, onlyWhereNull: ["returned_on"]).statement == """
        CREATE UNIQUE INDEX CONCURRENTLY "one_loan"
          ON "lo""an" ("device_id") WHERE "returned_on" IS NULL;
        """)
  }

  @Test func isNamedAsTheProposedChangeNamesIt() throws {
    func name(_ kind: Remedy.Kind, named: String?) throws -> String {
      let remedy = Remedy(kind, table: "loan", columns: ["device_id"], constraint: "loan_device_id")
      return try #require(ConstraintRollOut(remedy, named: named, dbms: .sqlite)).name
    }
    #expect(try name(.addConstraint, named: "one_loan_per_device") == "one_loan_per_device")
    #expect(try name(.addConstraint, named: nil) == "loan_device_id_key")
    #expect(try name(.partialUniqueKey, named: nil) == "loan_device_id_live")
  }

  @Test func anotherRemedyHasNone() {
    #expect(ConstraintRollOut(Remedy(.insertOrRead, table: "a", columns: ["b"]), dbms: nil) == nil)
  }
}
