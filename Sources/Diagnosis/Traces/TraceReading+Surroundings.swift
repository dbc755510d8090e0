import EventSchema
import Frameworks
import SourceCode
import StackTraces

extension TraceReading {
  /// What is read around the frames of a trace, from the lines that they carry and a checkout.
  struct Surroundings: Sendable {
    /// The source with the lines that the application's frames carry.
    var tree: SourceTree
    var marks: MarksOnStack
    var runs: RunsOnStack
    /// The application's functions on the stack, outermost first, as text.
    var running: [RunningLines]
    var shown: [Diagnosis.ReadFrame]

    init(_ trace: TraceReading, in given: SourceTree) {
      let tree = given.adding(excerptsOf: trace.frames, inApp: trace.inApp)
      self.tree = tree
      marks = MarksOnStack(trace.frames)
      runs = RunsOnStack(trace.frames, culpritIndex: trace.culpritIndex)
      running = zip(trace.frames, trace.inApp).compactMap { frame, inApp in
        inApp ? RunningLines(frame, in: tree) : nil
      }
      shown = zip(trace.frames, trace.inApp).map { frame, inApp in
        Diagnosis.ReadFrame(frame, inApp: inApp, in: tree)
      }
    }
  }
}

extension Diagnosis.ReadFrame {
  fileprivate init(_ frame: Frame, inApp: Bool, in tree: SourceTree) {
    self.init(
      path: frame.displayPath, line: frame.lineNumber, function: frame.function,
      module: frame.module, inApp: inApp, contextLine: frame.contextLine,
      preContext: frame.preContext, postContext: frame.postContext)
    if inApp, preContext.isEmpty, postContext.isEmpty { addLines(from: tree) }
  }

  /// Takes the lines around the frame's from the source, if it is at hand and says the same.
  fileprivate mutating func addLines(from tree: SourceTree) {
    guard let path, let line, let file = tree.file(at: path, line: line) else { return }
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = line - file.firstLine
    guard lines.indices.contains(index) else { return }
    if let contextLine {
      guard lines[index].trimmingBlanks == contextLine.trimmingBlanks else { return }
    }
    contextLine = lines[index]
    preContext = Array(lines[max(0, index - 5)..<index])
    postContext = Array(lines[(index + 1)...].prefix(5))
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { start[...$0] } ?? ""
  }
}

extension SourceTree {
  /// The tree with the source lines that the application's frames carry, for files that it lacks.
  fileprivate func adding(excerptsOf frames: [Frame], inApp: [Bool]) -> SourceTree {
    var excerpts: [SourceFile] = []
    for (frame, inApp) in zip(frames, inApp) where inApp {
      guard let path = frame.displayPath, let line = frame.lineNumber,
        let context = frame.contextLine, file(at: path, line: line) == nil
      else { continue }
      let lines = frame.preContext + [context] + frame.postContext
      excerpts.append(
        SourceFile(
          path: path, text: lines.joined(separator: "\n") + "\n",
          firstLine: max(1, line - frame.preContext.count), isWhole: false))
    }
    guard !excerpts.isEmpty else { return self }
    var tree = SourceTree(files: files + excerpts, isComplete: isComplete)
    tree.leavesOutFiles = leavesOutFiles
    return tree
  }
}
