extension CodeLanguage {
  static let go = CodeLanguage(
    name: "go",
    fileExtensions: ["go"],
    lexis: CodeLexis(
      lineComments: ["//"],
      blockComments: [CodeLexis.BlockComment(opening: "/*", closing: "*/")],
      strings: [
        CodeLexis.StringForm(opening: "`", closing: "`", escape: nil, spansLines: true),
        CodeLexis.StringForm(opening: "\"", closing: "\""),
        CodeLexis.StringForm(opening: "'", closing: "'"),
      ]),
    grammar: CodeGrammar(
      keywords: [
        "func": .function, "type": .type, "if": .condition, "else": .alternative,
        "for": .loop, "switch": .choice, "select": .choice, "case": .clause,
        "default": .clause, "return": .result, "break": .leave, "continue": .leave,
        "goto": .leave, "fallthrough": .leave, "import": .using, "package": .using,
        "var": .declaration, "const": .declaration, "go": .prefix, "defer": .prefix,
        "range": .prefix,
      ],
      newlinesEndStatements: true, memberOperators: ["."], headsAreBare: true,
      literalsFollowNames: true, typesFollowNames: true),
    examples: [
      Example(
        """
        package boats

        func (s *Store) Add(ctx context.Context, name string) (*Boat, error) {
        	if err := s.check(name); err != nil {
        		return nil, err
        	}
        	boat := &Boat{Name: name, Sails: []Sail{{Size: 3}}}
        	err := s.db.Transaction(func(tx *gorm.DB) error {
        ↓		return tx.Create(boat).Error
        	})
        	defer s.done()
        	return boat, err
        }
        """,
        function: "Add",
        calls: [
          "s.check(_)", "Sail({Size})", "Boat(Name:, Sails:)", "tx.Create(_)",
          "s.db.Transaction(_)", "s.done()",
        ]),
      Example(
        """
        type Boat struct {
        	ID   uint   `gorm:"primaryKey"`
        	Name string `gorm:"uniqueIndex"` // create()
        ↓}
        """,
        function: nil, calls: []),
      Example(
        """
        		s.save(boat)
        	}
        	for _, boat := range s.all() {
        ↓		go func() { s.save(boat) }()
        	}
        	switch kind := s.kind(); kind {
        	case small:
        		s.one()
        	default:
        		s.two()
        	}
        }
        """,
        function: nil,
        calls: ["s.save(_)", "s.all()", "s.save(_)", "_.()", "s.kind()", "s.one()", "s.two()"]),
    ])
}
