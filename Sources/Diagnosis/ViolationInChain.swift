import DatabaseErrors
import EventSchema
import StackTraces

/// Finds, in an event's chain of exceptions, the database's error and the frames to read.
///
/// The driver's link says most, the wrapper's link has the application's frames. A database error
/// deeper in the chain counts only when the outer error is a wrapper of it or was raised on purpose
/// in its place; otherwise it was handled, and something else failed afterwards.
struct ViolationInChain {
  var violation: ConstraintViolation?
  var earlierViolation: ConstraintViolation?
  /// The exception that reached the SDK.
  var exception: EventSchema.Exception?
  /// Frames with the application's, oldest first.
  var frames: [Frame] = []
  /// Frames of the link that the database's words came from.
  var driverFrames: [Frame] = []

  init(_ event: Event) {
    let links = event.exceptions
    exception = links.last
    frames =
      links.last { $0.frames.contains { $0.inApp != false } && !$0.frames.isEmpty }?.frames
      ?? links.last { !$0.frames.isEmpty }?.frames ?? event.threadFrames
    guard !links.isEmpty else {
      if let message = event.message {
        violation =
          readViolation(in: DriverError(message: message)) ?? Self.lastViolation(inLog: message)
      }
      return
    }
    let read = links.indices.map { index in
      var error = driverError(links[index], event, isLast: index == links.count - 1)
      if index > 0, let detail = Self.bareDetail(links[index - 1]) {
        error.fields.append(DriverError.Field("detail", detail))
      }
      return readViolation(in: error) ?? Self.lastViolation(inLogLink: links[index])
    }
    guard let counting = Self.countingIndex(links, read, event.platform) else { return }
    violation = Self.merged(read, upTo: counting)
    if let first = read.firstIndex(where: { $0 != nil && $0?.kind == violation?.kind }),
      let writing = Self.writingFrames(links[first...], event.platform)
    {
      frames = writing
    }
    driverFrames =
      links.indices.first { read[$0] != nil && read[$0]?.kind == violation?.kind }
      .map { links[$0].frames } ?? []
    if driverFrames.isEmpty { driverFrames = frames }
    if violation?.kind == .transactionAborted {
      earlierViolation = read.prefix(counting).compactMap { $0 }
        .last { $0.kind != .transactionAborted }
    }
  }

  /// The server's detail where it is all that the SDK took of a driver's exception: Python's takes
  /// an attribute of that name for the message.
  private static func bareDetail(_ link: EventSchema.Exception) -> String? {
    guard let text = link.value, text.hasPrefix("Key ("), text.mentions(")=(") else { return nil }
    return text
  }

  /// The frames down to the failing statement: those of the innermost link, from the database's
  /// on, that has frames of the application. An exception raised in its place ends at the raise,
  /// which wrote nothing. Where the inner trace begins at the handler only, as Python's does, the
  /// callers are those of the outer one.
  private static func writingFrames(
    _ links: ArraySlice<EventSchema.Exception>, _ platform: String?
  ) -> [Frame]? {
    func hasApplication(_ link: EventSchema.Exception) -> Bool {
      link.frames.contains { $0.isApplication(platform: platform) }
    }
    guard let index = links.firstIndex(where: hasApplication) else { return nil }
    let inner = links[index].frames
    guard let outer = links[(index + 1)...].last(where: hasApplication), let first = inner.first,
      let meeting = outer.frames.lastIndex(where: { $0.isSameFunction(as: first) })
    else { return inner }
    return outer.frames[..<meeting] + inner
  }

  /// The last error of a log that is no mere consequence of an earlier one.
  private static func lastViolation(inLog text: String) -> ConstraintViolation? {
    let found = findViolations(inText: text).map(\.violation)
    return found.last { $0.kind != .transactionAborted } ?? found.last
  }

  /// What the lines of a log say that stand for an exception: behind times and levels.
  private static func lastViolation(
    inLogLink link: EventSchema.Exception
  ) -> ConstraintViolation? {
    guard link.type == nil, link.frames.isEmpty, let text = link.value else { return nil }
    return lastViolation(inLog: text)
  }

  /// The link whose violation the event is about: the last one, unless an exception raised on
  /// purpose hides it.
  private static func countingIndex(
    _ links: [EventSchema.Exception], _ read: [ConstraintViolation?], _ platform: String?
  ) -> Int? {
    guard var index = read.lastIndex(where: { $0 != nil }) else { return nil }
    // A handler may put the database's refusal into the words of a form.
    if read[index]?.kind == .appValidation,
      let refusal = read[..<index].lastIndex(where: { $0 != nil && $0?.kind != .appValidation }),
      links.indices[(refusal + 1)...index].allSatisfy({
        isTranslation(links[$0], of: links[$0 - 1], platform)
      })
    {
      index = refusal
    }
    for outer in links.indices.dropFirst(index + 1)
    where !isTranslation(links[outer], of: links[outer - 1], platform) { return nil }
    return index
  }

  /// Whether the exception was raised by a `raise` or `throw` of the application rather than by
  /// something that failed while the database error was being handled, be it in a library.
  private static func isTranslation(
    _ exception: EventSchema.Exception, of inner: EventSchema.Exception, _ platform: String?
  ) -> Bool {
    // Whoever names a cause does so on purpose; only a context stands there by itself.
    if let source = inner.mechanism?.source, source != "__context__" { return true }
    if Runtime.chainsOnPurpose(platform: platform) { return true }
    // A library's class for integrity errors stands for the driver's.
    if exception.type?.hasSuffix("IntegrityError") == true { return true }
    guard let frame = exception.frames.last, let line = frame.contextLine else {
      return exception.mechanism?.source == "__cause__" || exception.mechanism?.source == "cause"
    }
    guard frame.isApplication(platform: platform) else { return false }
    let statement = line.drop { $0 == " " || $0 == "\t" }
    return statement.hasPrefix("raise") || statement.hasPrefix("throw")
  }

  /// The counting link's violation with what only an inner link of the same kind says.
  private static func merged(
    _ read: [ConstraintViolation?], upTo counting: Int
  ) -> ConstraintViolation? {
    guard var result = read[counting] else { return nil }
    for inner in read.prefix(counting).reversed() {
      guard let inner, inner.kind == result.kind || result.kind == .constraintUnspecified else {
        continue
      }
      if result.kind == .constraintUnspecified {
        // A mapper repeats the names in a form of its own; the driver's are the database's.
        result.kind = inner.kind
        result.constraint = inner.constraint ?? result.constraint
        result.table = inner.table ?? result.table
      }
      result.dbms = result.dbms ?? inner.dbms
      result.sqlState = result.sqlState ?? inner.sqlState
      result.vendorCode = result.vendorCode ?? inner.vendorCode
      result.constraint = result.constraint ?? inner.constraint
      result.schema = result.schema ?? inner.schema
      result.table = result.table ?? inner.table
      if result.columns.isEmpty { result.columns = inner.columns }
      if result.values.isEmpty { result.values = inner.values }
      result.referencedTable = result.referencedTable ?? inner.referencedTable
      if result.referencedColumns.isEmpty { result.referencedColumns = inner.referencedColumns }
      result.side = result.side ?? inner.side
      result.statement = result.statement ?? inner.statement
      result.inferred.table = result.inferred.table ?? inner.inferred.table
      if result.inferred.columns.isEmpty { result.inferred.columns = inner.inferred.columns }
    }
    return result
  }
}

extension Frame {
  fileprivate func isSameFunction(as other: Frame) -> Bool {
    function == other.function && module == other.module
      && (absolutePath ?? filename) == (other.absolutePath ?? other.filename)
  }
}

/// One link of the chain as the readers of database errors take it, structured fields included.
private func driverError(
  _ exception: EventSchema.Exception, _ event: Event, isLast: Bool
) -> DriverError {
  var fields: [DriverError.Field] = []
  if let mechanism = exception.mechanism {
    appendFields(mechanism.data, to: &fields)
    if let number = mechanism.meta["errno"]?["number"]?.integer {
      fields.append(DriverError.Field("errno", String(number)))
    }
  }
  if isLast {
    for object in attachedErrors(event.extra) { appendFields(object, to: &fields) }
  }
  if isLast, let type = exception.type, let extra = event.contexts[type] {
    appendFields(extra, to: &fields)
  }
  var message = exception.value ?? ""
  // SDKs for JavaScript send what was thrown and is no error as its properties.
  if isLast, message.mentions("captured as exception with keys") {
    let thrown = event.extra["__serialized__"] ?? .null
    appendFields(thrown, to: &fields)
    message = thrown["message"]?.string ?? message
  }
  return DriverError(
    type: exception.type, module: exception.module, message: message, fields: fields)
}

/// The driver's errors that an application attached itself, under any name or as they are.
private func attachedErrors(_ extra: JSON) -> [JSON] {
  guard !extra.members.isEmpty else { return [] }
  func isError(_ object: JSON) -> Bool {
    errorMembers.contains { object[$0] != nil }
      || ["parent", "original", "driverError"].contains { object[$0]?["code"] != nil }
  }
  let codes = ["code", "errno", "sqlState"]
  let named = [extra["error"], extra["err"], extra].compactMap(\.self)
    .filter { object in codes.contains { object[$0] != nil } || isError(object) }
  let names: Set<String> = ["error", "err"]
  return named
    + extra.members.filter { !names.contains($0.name) && isError($0.value) }.map(\.value)
}

/// What only errors of databases have.
private let errorMembers = ["keyPattern", "keyValue", "sqlState", "sqlstate", "sqlMessage"]

/// The scalars of an object, also those of objects inside, as in Prisma's `meta`: names are joined
/// by dots, elements of a list by commas.
private func appendFields(
  _ object: JSON, under path: String = "", depth: Int = 0, to fields: inout [DriverError.Field]
) {
  guard depth < fieldDepthMax else { return }
  for member in object.members.prefix(fieldCountMax) where fields.count < fieldCountMax {
    let name = path.isEmpty ? member.name : "\(path).\(member.name)"
    switch member.value {
    case .string(let text): fields.append(DriverError.Field(name, text))
    case .integer(let number): fields.append(DriverError.Field(name, String(number)))
    case .object: appendFields(member.value, under: name, depth: depth + 1, to: &fields)
    case .array(let elements):
      let texts = elements.compactMap(\.string)
      if !texts.isEmpty { fields.append(DriverError.Field(name, texts.joined(separator: ","))) }
    default: break
    }
  }
}

/// Prisma's `meta.driverAdapterError.cause.constraint.fields` lies deepest.
private let fieldDepthMax = 5
private let fieldCountMax = 200
