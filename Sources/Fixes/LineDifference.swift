/// The shortest way from one list of lines to another (Myers, "An O(ND) difference algorithm").
struct LineDifference {
  enum Step: Hashable {
    case keep(old: Int, new: Int)
    case remove(old: Int)
    case insert(new: Int)
  }

  /// In the order of both texts; within a replaced block removals come first.
  private(set) var steps: [Step] = []

  /// More differences than this are shown as one replaced block: the search is quadratic in them.
  static let differencesMax = 1_000

  init<Line: Hashable>(from old: [Line], to new: [Line]) {
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head,
      old[old.count - 1 - tail] == new[new.count - 1 - tail]
    { tail += 1 }
    for index in 0..<head { steps.append(.keep(old: index, new: index)) }
    let middle = Self.middle(
      old[head..<(old.count - tail)], new[head..<(new.count - tail)])
    steps += Self.removalsFirst(middle)
    for index in 0..<tail {
      steps.append(.keep(old: old.count - tail + index, new: new.count - tail + index))
    }
  }

  private static func middle<Line: Hashable>(
    _ old: ArraySlice<Line>, _ new: ArraySlice<Line>
  ) -> [Step] {
    let (oldStart, newStart) = (old.startIndex, new.startIndex)
    guard let trace = search(old, new) else {
      return old.indices.map { .remove(old: $0) } + new.indices.map { .insert(new: $0) }
    }
    // Walk back from the end over the furthest points that every round reached.
    var steps: [Step] = []
    var (x, y) = (old.count, new.count)
    for round in stride(from: trace.count - 1, through: 0, by: -1) {
      let reached = trace[round]
      let diagonal = x - y
      let comesDown =
        diagonal == -round
        || (diagonal != round
          && reached.value(diagonal - 1) < reached.value(diagonal + 1))
      let previous = comesDown ? diagonal + 1 : diagonal - 1
      let previousX = round == 0 ? 0 : reached.value(previous)
      let previousY = round == 0 ? 0 : previousX - previous
      while x > previousX, y > previousY {
        x -= 1
        y -= 1
        steps.append(.keep(old: oldStart + x, new: newStart + y))
      }
      guard round > 0 else { break }
      if comesDown {
        y -= 1
        steps.append(.insert(new: newStart + y))
      } else {
        x -= 1
        steps.append(.remove(old: oldStart + x))
      }
    }
    return steps.reversed()
  }

  /// The furthest x on every diagonal before each round; `nil` beyond `differencesMax`.
  private static func search<Line: Hashable>(
    _ old: ArraySlice<Line>, _ new: ArraySlice<Line>
  ) -> [Frontier]? {
    let limit = min(old.count + new.count, differencesMax)
    var frontier = Frontier(radius: 1)
    var trace: [Frontier] = []
    for round in 0...limit {
      trace.append(frontier)
      var next = Frontier(radius: round + 1)
      for diagonal in stride(from: -round, through: round, by: 2) {
        let comesDown =
          diagonal == -round
          || (diagonal != round
            && frontier.value(diagonal - 1) < frontier.value(diagonal + 1))
        var x =
          round == 0
          ? 0 : (comesDown ? frontier.value(diagonal + 1) : frontier.value(diagonal - 1) + 1)
        var y = x - diagonal
        while x < old.count, y < new.count,
          old[old.startIndex + x] == new[new.startIndex + y]
        {
          x += 1
          y += 1
        }
        next.set(diagonal, x)
        if x >= old.count, y >= new.count { return trace }
      }
      frontier = next
    }
    return nil
  }

  /// Inside each run of changes removals go before insertions, as everybody prints them.
  private static func removalsFirst(_ steps: [Step]) -> [Step] {
    var result: [Step] = []
    var insertions: [Step] = []
    for step in steps {
      switch step {
      case .insert: insertions.append(step)
      case .remove: result.append(step)
      case .keep:
        result += insertions
        insertions = []
        result.append(step)
      }
    }
    return result + insertions
  }

  /// The furthest x reached on each diagonal from `-radius` to `radius`.
  private struct Frontier {
    private var furthest: [Int]
    private let radius: Int

    init(radius: Int) {
      self.radius = radius
      furthest = Array(repeating: -1, count: 2 * radius + 1)
    }

    func value(_ diagonal: Int) -> Int {
      abs(diagonal) <= radius ? furthest[diagonal + radius] : -1
    }

    mutating func set(_ diagonal: Int, _ x: Int) { furthest[diagonal + radius] = x }
  }
}
