import Collector
import Foundation
import Storage
import Testing

/// What the collector keeps of an issue's events.
@Suite struct HistoryTests {
  /// The event of a refused name.
  private static func event(_ number: Int, name: String, user: String, at time: Int) -> [UInt8] {
    let id = String(repeating: "0", count: 31) + String(number)
    return Array(
      """
      {"event_id": "\(id)", "timestamp": \(time), "platform": "python", "release": "desk@\(number)",
       "server_name": "host\(number)", "user": {"email": "\(user)"},
       "request": {"method": "POST", "url": "http://desk.example/boats", "data": {"name": "\(name)"}},
       "contexts": {"trace": {"trace_id": "\(id)"}, "triage-task": {"id": "j1", "retries": 1},
         "app": {"app_start_time": "2031-03-18T12:00:00Z"}},
       "exception": {"values": [{"type": "IntegrityError", "value":
         "duplicate key value violates unique constraint \\"boat_name_key\\"\\nDETAIL:  Key (name)=(\(name)) already exists."}]}}
      """.utf8)
  }

  @Test func keepsMarksAndNoValues() throws {
    let running = try Running()
    let names = ["Almandine", "Almandine", "Berthold"]
    for (index, name) in names.enumerated() {
      let user = index == 1 ? "tomasina@example.org" : "idalia@example.org"
      let body = Self.event(index + 1, name: name, user: user, at: 1_931_689_600 + index)
      #expect(try running.post(body, to: "/api/1/store/").status == 200)
      _ = try running.digested()
    }
    let archive = try SQLiteArchive(path: running.folder.path + "/triage.sqlite")
    let issue = try #require(try archive.issues(project: 1, limit: 5).first)
    let kept = try archive.occurrences(ofIssue: issue.id)
    #expect(kept.count == 3)
    #expect(kept[0].key != nil && kept[0].key == kept[1].key && kept[0].key != kept[2].key)
    #expect(kept[0].actor == kept[2].actor && kept[0].actor != kept[1].actor)
    #expect(kept[0].payload != nil && kept[0].payload == kept[1].payload)
    #expect(kept[0].payload != kept[2].payload)
    #expect(Set(kept.map(\.task)).count == 1 && kept[0].retries == 1)
    #expect(kept.map(\.server) == ["host1", "host2", "host3"])
    #expect(kept[0].processStart == 1_931_601_600)
    for text in kept.flatMap({ [$0.key, $0.actor, $0.payload, $0.task] }) {
      #expect(text?.count == 16)
    }
    #expect(try archive.firstSights(ofProject: 1).map(\.name) == ["desk@1", "desk@2", "desk@3"])
    #expect(issue.users == 2)
    try running.collector.stop()
  }
}
