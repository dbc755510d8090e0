extension Checkout {
  /// The URL or path that a remote is fetched from; a name of no remote is an address itself.
  public func address(ofRemote name: String) throws(ProofError) -> String {
    guard !name.hasPrefix("-") else { return name }
    let output = try git.run(["remote", "get-url", "--", name])
    return output.status == 0 ? output.line : name
  }
}
