import EventSchema
import Foundation
import Issues
import Reports
import Storage

/// Writes the report of an issue into its folder when its conclusion is new or has changed.
///
/// What is due is written in the store, so that nothing is missing after a crash.
final class ReportWriter: Sendable {
  private let directory: String
  private let store: any EventStore
  private let issues: IssueStore
  private let writer: StoreWriter
  private let sources: ProjectSources
  private let log: Log
  private let thread = WakingThread(name: "reports", finishes: true)

  init(
    directory: String, store: any EventStore, writer: StoreWriter, sources: ProjectSources,
    log: Log
  ) {
    self.directory = directory
    self.store = store
    issues = IssueStore(store.archive)
    self.writer = writer
    self.sources = sources
    self.log = log
    thread.start(
      retryAfter: 1,
      failed: { log.error("reports wait for the store", ["reason": .string($0.description)]) },
      work: { [self] () throws(StoreError) in try writeAll() })
  }

  /// Called when a conclusion may have changed.
  func look() { thread.wake() }

  /// Writes what is due, and ends.
  func stop() {
    thread.end()
    thread.wait()
  }

  private func writeAll() throws(StoreError) {
    while let issue = try store.archive.issuesWithReportDue(limit: 1).first { try write(issue) }
  }

  private func write(_ issue: Int64) throws(StoreError) {
    var begun = StoreChanges()
    begun.reportsBegun = [issue]
    try writer.commit(begun)
    guard let record = try store.archive.issue(issue), let conclusion = record.conclusion else {
      return
    }
    let name = "\(record.project)/\(issue)"
    do {
      let source = sources.checkout(of: record.project)
      if let report = try issues.report(issue: issue, in: source.tree, schema: source.schema) {
        let folder = try FolderSwap(
          root: directory, parents: ["\(record.project)"], name: "\(issue)")
        for file in ReportFiles(report).files { try folder.write(file) }
        try folder.finish()
        log.info("wrote a report", ["report": .string(name), "conclusion": .string(conclusion)])
      }
    } catch let error as StoreError {
      throw error
    } catch {
      // Tried again at the next change, and at the next start.
      log.error("cannot write a report", ["report": .string(name), "why": .string("\(error)")])
      return
    }
    var written = StoreChanges()
    written.reported = [StoreChanges.WrittenReport(issue: issue, conclusion: conclusion)]
    try writer.commit(written)
  }
}
