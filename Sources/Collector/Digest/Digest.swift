import Diagnosis
import EventSchema
import Fixes
import Foundation
import Issues
import SourceCode
import Storage
import Synchronization

/// Makes issues of a batch of events. Writes nothing.
struct Digest: Sendable {
  var archive: any EventArchive
  var queue: DigestQueue
  var sources: ProjectSources
  var costs: Costs
  var threads: Int
  /// Makes marks of values with the installation's key.
  var hash: KeyedHash
  /// Projects whose new issues have their change tried.
  var projectsWithProofs: Set<Int64> = []

  /// Each event is decoded and examined by itself, on all threads. What an issue's events say
  /// together is concluded once per issue.
  func digest(_ batch: [QueuedEvent]) throws(StoreError) -> DigestedBatch {
    var digested = DigestedBatch()
    var groups: [DigestGroup.Key: DigestGroup] = [:]
    for part in try examined(batch) {
      digested.refused += part.refused
      digested.scrubbed += part.scrubbed
      digested.firstSights += part.firstSights
      for (key, group) in part.groups {
        groups[key, default: DigestGroup(of: group)].append(group)
      }
    }
    for group in groups.values.sorted(by: { $0.firstEvent < $1.firstEvent }) {
      digested.issues.append(try concluded(group, digested.firstSights))
    }
    return digested
  }

  /// Consecutive parts of the batch, in order.
  private func examined(_ batch: [QueuedEvent]) throws(StoreError) -> [ExaminedPart.Examined] {
    let count = min(threads, batch.count)
    let size = (batch.count + count - 1) / count
    let parts = Mutex([Int: Result<ExaminedPart.Examined, StoreError>]())
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let events = batch.dropFirst(index * size).prefix(size)
      var part = ExaminedPart(archive, queue, costs, hash)
      var result: Result<Void, StoreError> = .success(())
      for event in events {
        do throws(StoreError) {
          try part.add(event)
        } catch {
          result = .failure(error)
          break
        }
      }
      let examined = part.examined
      parts.withLock { $0[index] = result.map { examined } }
    }
    var ordered: [ExaminedPart.Examined] = []
    for (_, part) in parts.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      ordered.append(try part.get())
    }
    return ordered
  }

  /// - Parameter new: Releases and migrations that this batch names; the store may not know them.
  private func concluded(
    _ group: DigestGroup, _ new: [StoredFirstSight]
  ) throws(StoreError) -> IssueChange {
    var change = group.change
    guard group.isViolation else { return change }
    let known = try archive.issue(project: change.project, fingerprint: change.fingerprint)
    change.wantsProof = known == nil && projectsWithProofs.contains(change.project)
    let earlier = try known.map { issue throws(StoreError) in
      try archive.occurrences(ofIssue: issue.id)
    }
    var sights = try archive.firstSights(ofProject: change.project)
    for sight in new
    where sight.project == change.project
      && !sights.contains(where: { $0.kind == sight.kind && $0.name == sight.name })
    {
      sights.append(sight)
    }
    let history = History((earlier ?? []) + change.occurrences, sights)
    // Its events are counted where they are examined.
    let source = sources.checkout(of: change.project)
    let diagnosis = costs.measure(.diagnosis, events: 0) {
      diagnose(group.latest, history: history, in: source.tree, schema: source.schema)
    }
    change.title = diagnosis.title
    change.culprit = diagnosis.culprit?.text
    change.cause = diagnosis.conclusion?.cause
    change.strength = diagnosis.conclusion?.strength.rawValue
    change.conclusion = conclusionMark(of: diagnosis)
    return change
  }
}

extension Diagnosis.Culprit {
  /// `accounts/views.py:23 in register`
  var text: String {
    path + (line.map { ":\($0)" } ?? "") + (function.map { " in \($0)" } ?? "")
  }
}

/// Tells one conclusion from another, whatever the numbers in its sentences.
func conclusionMark(of diagnosis: Diagnosis) -> String? {
  guard let conclusion = diagnosis.conclusion else { return nil }
  var hash = StableHash()
  for finding in conclusion.findings {
    hash.add(finding.cause)
    hash.add(finding.strength.rawValue)
  }
  for fix in diagnosis.fixes {
    hash.add(fix.title)
    hash.add(fix.diff)
    hash.add(fix.sketch)
  }
  for test in diagnosis.tests {
    hash.add(test.path)
    hash.add(test.code)
  }
  return "\(conclusion.cause)/\(conclusion.strength.rawValue)/\(String(hash.value, radix: 16))"
}
