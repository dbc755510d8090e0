import DatabaseErrors
import Fixes
import SourceCode

extension SQLAlchemyReading {
  /// The changes that a remedy means in code that writes its statements itself. Where a cause also
  /// asks for the violation to be answered, that alone is the change, unless one of these holds it.
  func fixesOfStatements(for remedy: Remedy) -> [Fix] {
    switch remedy.kind {
    case .validateOnPath: boundedInput
    case .limitInput: boundedInput.isEmpty ? translation : boundedInput
    case .requireValue: requirement.isEmpty ? translation : requirement
    case .translateViolation: isAnsweredElsewhere ? [] : translation
    case .insertOrRead: insertOrReadByStatement
    case .deduplicateBatch: refusalOfRepeatedRows(remedy)
    case .normalize: normalization
    case .correctConflictTarget: correctedTargetOfStatement
    default: []
    }
  }

  /// The rule of the column where the value comes in, in the class that takes it.
  private var boundedInput: [Fix] {
    switch kind {
    case .check, .outOfRange: limitOfNumber.isEmpty && checkedLength != nil ? limit : limitOfNumber
    case .length: limit
    default: []
    }
  }

  /// Whether another recipe of the same cause answers with its own change.
  private var isAnsweredElsewhere: Bool {
    let others = boundedInput + normalization + insertOrReadByStatement + correctedTargetOfStatement
    return others.contains { $0.applicability != .guidance }
  }
}
