extension CodeExpression {
  /// A chain as a value, for a part of one that was read.
  public static func chain(_ links: [CodeLink], _ span: CodeSpan) -> CodeExpression {
    CodeExpression(kind: .chain(links), span: span)
  }

  /// A function without a name as a value, for one that stands behind a call.
  public static func lambda(_ block: CodeBlock) -> CodeExpression {
    CodeExpression(kind: .lambda(block), span: block.span)
  }

  public static func name(_ name: String, _ span: CodeSpan) -> CodeExpression {
    CodeExpression(kind: .name(name), span: span)
  }
}
