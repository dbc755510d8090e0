/// The word as a POSIX shell reads it back.
package func shellQuoted(_ word: String) -> String {
  let isPlain = word.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
      || "/._-:=@+,".unicodeScalars.contains(scalar)
  }
  if isPlain, !word.isEmpty { return word }
  return "'" + word.replacing("'", with: "'\\''") + "'"
}

/// The words of a command line, as far as they can be told without a shell.
func shellWords(_ line: String) -> [String] {
  line.split(whereSeparator: \.isWhitespace).map { word in
    String(word.filter { $0 != "\"" && $0 != "'" })
  }
}
