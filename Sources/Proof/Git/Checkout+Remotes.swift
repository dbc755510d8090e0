extension Checkout {
  /// The URLs or paths of a remote: as git fetches it, and as it is written down, which git may be
  /// told to read otherwise. A name of no remote is an address itself.
  public func addresses(ofRemote name: String) throws(ProofError) -> [String] {
    guard !name.hasPrefix("-") else { return [name] }
    let fetched = try git.run(["remote", "get-url", "--", name])
    let written = try git.run(["config", "--get", "remote.\(name).url"])
    let found = [fetched, written].filter { $0.status == 0 && !$0.line.isEmpty }.map(\.line)
    return found.isEmpty ? [name] : found
  }
}
