/// Reads one error; `nil` for everything that is no constraint failure.
///
/// Never guesses: a text that only looks like a database's (a `ValueError` that imitates one, a YAML
/// parser's duplicate key) gives `nil`. Linear in the message's length.
public func readViolation(in error: DriverError) -> ConstraintViolation? {
  nil
}
