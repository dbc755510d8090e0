import TestRunners

/// The word as a POSIX shell reads it back, on one line. Control characters, which no file of a
/// sane project has in its name, are dropped rather than printed.
func shellWord(_ word: String) -> String { shellQuoted(withoutDeceptive(word)) }

func withoutDeceptive(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.isDeceptive }))
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
