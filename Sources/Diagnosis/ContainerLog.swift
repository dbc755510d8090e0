import EventSchema

/// What a container printed, when the text is the file that Docker keeps of it or what a cloud
/// makes of that: a JSON object for each line, with the line in one field. The lines stay where
/// they are. `nil` for other texts; one object alone is read with its other fields.
func containerLog(_ text: String) -> String? {
  let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
  guard lines.count > 1, let first = lines.first, printedLine(Substring(first)) != nil else {
    return nil
  }
  var printed: [Substring] = []
  printed.reserveCapacity(lines.count)
  for line in lines {
    guard !line.isEmpty else {
      printed.append("")
      continue
    }
    guard let content = printedLine(Substring(line)) else { return nil }
    printed.append(content)
  }
  return printed.joined(separator: "\n")
}

/// The line that the object holds. Whole texts and objects in it are a logger's own.
private func printedLine(_ line: Substring) -> Substring? {
  guard line.utf8.first == UInt8(ascii: "{"), line.utf8.count <= lineBytesMax,
    let json = JSON(parsing: String(line)), let content = json["log"] ?? json["textPayload"],
    let text = content.string,
    json["stream"] != nil || json["time"] != nil || json["timestamp"] != nil
  else { return nil }
  let bytes = text.utf8.last == 0x0A ? text.utf8.dropLast() : text.utf8[...]
  guard !bytes.contains(0x0A), bytes.first != UInt8(ascii: "{") else { return nil }
  return Substring(bytes.last == 0x0D ? bytes.dropLast() : bytes)
}

/// Docker parts longer lines.
private let lineBytesMax = 65_536
