import DatabaseErrors
import SourceCode

extension Evidence {
  /// What one look into the live database shows.
  mutating func noteProbes() {
    noteIncumbent()
    noteParent()
    if let counter = probes.counters.first(where: \.isBehind) {
      note(
        .generatorIsBehind,
        "The generator of `\(counter.column)` stands below the largest stored number", at: place)
    }
    if let duplicates = probes.duplicates, duplicates.groups > 0 {
      let names = duplicates.columns.joined(separator: ", ")
      note(
        .duplicatesAreStored,
        "\(duplicates.groups) values of `\(names)` are stored more than once", at: place)
    }
    for index in probes.invalidIndexes {
      note(.indexIsBroken, "The index `\(index)` is marked as unusable", at: place)
    }
    for collation in probes.staleCollations {
      note(
        .indexIsBroken,
        "The rules of collation `\(collation.name)` have changed since its indexes were built",
        at: place)
    }
    if probes.indexMissesRows == true {
      note(.indexIsBroken, "Rows are found without the index that it does not find", at: place)
    }
  }

  private var place: String { "the database" }

  private mutating func noteIncumbent() {
    guard let incumbent = probes.incumbent else { return }
    if incumbent.count == 0 {
      note(.rowIsMissing, "No row holds the key now", at: place)
      return
    }
    if let column = incumbent.deletedColumn {
      note(
        .rowIsMarkedDeleted, "The row that holds the key is marked as deleted by `\(column)`",
        at: place)
    }
    guard let made = incumbent.committedAt ?? incumbent.createdAt, let time else { return }
    let look = lookups.compactMap(\.secondsBeforeWrite).filter { $0 >= 0 }.max()
      .map { time - $0 }
    let age = time - made
    if let look, made >= look, made <= time + Self.clockSkewSeconds {
      note(
        .rowCameBetween, "The row that holds the key came between the look-up and the write",
        at: place)
    } else if made < (look ?? time) - Self.clockSkewSeconds {
      note(
        .rowIsOlder,
        "The row that holds the key was there \(Self.words(seconds: age)) before the write",
        at: place)
    } else if look == nil, abs(age) <= Self.clockSkewSeconds {
      note(
        .rowCameBetween, "The row that holds the key was made in the moment of the write",
        at: place)
    }
  }

  /// Clocks of an application's host and of its database differ by less than this.
  private static let clockSkewSeconds = 2.0

  static func words(seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "long" }
    let seconds = abs(seconds)
    return switch seconds {
    case ..<120: "\(Int(seconds.rounded())) s"
    case ..<7_200: "\(Int((seconds / 60).rounded())) min"
    case ..<172_800: "\(Int((seconds / 3_600).rounded())) h"
    default: "\(Int((seconds / 86_400).rounded())) days"
    }
  }

  private mutating func noteParent() {
    guard let parent = probes.parent else { return }
    if parent.isPresent {
      note(.parentIsThere, "The parent in `\(parent.table)` is there now", at: place)
    } else {
      note(.parentIsMissing, "The parent in `\(parent.table)` is not there", at: place)
      if parent.isBeyondCounter == true {
        note(
          .referenceWasNeverGiven,
          "The reference is beyond every number that `\(parent.table)` has given out", at: place)
      }
    }
  }
}
