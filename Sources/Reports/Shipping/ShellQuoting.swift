/// The word as a POSIX shell reads it back, on one line. Control characters, which no file of a
/// sane project has in its name, are dropped rather than printed.
func shellQuoted(_ word: String) -> String {
  let scalars = word.unicodeScalars.filter { !$0.isDeceptive }
  if !scalars.isEmpty, scalars.first != "-", scalars.allSatisfy(isPlainInShell) {
    return String(String.UnicodeScalarView(scalars))
  }
  var quoted = "'"
  for scalar in scalars {
    if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
  }
  return quoted + "'"
}

private func isPlainInShell(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", ":", "=", "@", "+": true
  default: false
  }
}

/// A part of a branch's name: lower-case letters, digits and single hyphens.
func slug(_ parts: [String], lengthMax: Int) -> String {
  var slug = ""
  for scalar in parts.joined(separator: "-").unicodeScalars {
    guard slug.utf8.count < lengthMax else { break }
    switch scalar {
    case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
    case "A"..."Z": slug += String(scalar).lowercased()
    default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
    }
  }
  return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
}
