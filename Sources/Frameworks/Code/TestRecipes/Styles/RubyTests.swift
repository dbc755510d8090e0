extension TestStyle {
  private static let rubyStatuses = Loop(
    opening: "[«first», «second»].each do |status|", closing: "end",
    words: [":created", ":ok", ":no_content"].map { name in
      Loop.Word(shown: name, becomes: "status", first: name)
    } + Loop.numbers("status"),
    spellings: [409: ":conflict", 422: ":unprocessable_entity"])

  static let rspec = TestStyle(
    framework: "rspec", languages: ["ruby"], marks: [["expect(", "expect {"], ["describe "]],
    form: .call(["it", "specify", "example"]),
    sights: rubyRaces(
      [
        .message: #"expect(refusals).to contain_exactly(*[a_string_including("«message»")] * 2)"#,
        .type: #"expect(refusals).to eq(["«type»"] * 2)"#,
        .value: "expect(refusals).to eq([«value»] * 2)",
        .goesOn: "expect(refusals).to be_empty",
      ], emptying: emptyingAround) + [
        Sight(
          .message,
          """
          expect { «call» }.to raise_error(StandardError, a_string_including("«message»"))
          expect(«touch»).to be_positive
          """),
        Sight(
          .type,
          """
          expect { «call» }.to raise_error(StandardError) { |error|
            expect(error.class.name).to end_with("«type»")
          }
          expect(«touch»).to be_positive
          """),
        Sight(
          .message,
          """
          expect { «call» }.to raise_error(StandardError, a_string_including("«message»"))
          """),
        Sight(
          .type,
          """
          expect { «call» }.to raise_error(StandardError) { |error|
            expect(error.class.name).to end_with("«type»")
          }
          """),
        Sight(.goesOn, "expect { «call» }.not_to raise_error"),
        Sight(.value, "expect(«call»).to eq(«value»)"),
        Sight(
          .message, isRace: true,
          """
          «rival»
          expect { «call» }.to raise_error(StandardError, a_string_including("«message»"))
          """),
        Sight(
          .type, isRace: true,
          """
          «rival»
          expect { «call» }.to raise_error(StandardError) { |error|
            expect(error.class.name).to end_with("«type»")
          }
          """),
      ],
    loop: rubyStatuses,
    requestRaces: rubyRequestRaces(
      "expect(callers.map(&:value)).to contain_exactly(«first», «others», «others»)",
      emptying: emptyingAround),
    examples: rspecExamples)

  static let minitest = minitest(
    .function(prefixes: ["test_"], annotations: []), ["  def test_"], minitestExamples)

  /// With titles: Rails' `test "…" do` and `it "…" do`.
  static let titledMinitest = minitest(
    .call(["test", "it"]), ["  test \"", "  it \"", "  test '"], titledMinitestExamples)

  private static func minitest(_ form: Form, _ mark: [String], _ examples: Examples) -> TestStyle {
    TestStyle(
      framework: "minitest", languages: ["ruby"], marks: [["assert"], mark],
      form: form,
      sights: rubyRaces(
        [
          .message: """
          assert_equal 2, refusals.length
          refusals.each { |refusal| assert_includes refusal, "«message»" }
          """,
          .type: #"assert_equal ["«type»"] * 2, refusals"#,
          .value: "assert_equal [«value»] * 2, refusals",
          .goesOn: "assert_empty refusals",
        ], emptying: emptyingAfterwards) + [
          Sight(
            .message,
            """
            error = assert_raises(StandardError) { «call» }
            assert_includes error.message, "«message»"
            assert_operator «touch», :>, 0
            """),
          Sight(
            .type,
            """
            error = assert_raises(StandardError) { «call» }
            assert_equal "«type»", error.class.name.split("::").last
            assert_operator «touch», :>, 0
            """),
          Sight(
            .message,
            """
            error = assert_raises(StandardError) { «call» }
            assert_includes error.message, "«message»"
            """),
          Sight(
            .type,
            """
            error = assert_raises(StandardError) { «call» }
            assert_equal "«type»", error.class.name.split("::").last
            """),
          Sight(.goesOn, "«call»"),
          Sight(
            .message, isRace: true,
            """
            «rival»
            error = assert_raises(StandardError) { «call» }
            assert_includes error.message, "«message»"
            """),
          Sight(
            .type, isRace: true,
            """
            «rival»
            error = assert_raises(StandardError) { «call» }
            assert_equal "«type»", error.class.name.split("::").last
            """),
        ],
      loop: rubyStatuses,
      requestRaces: rubyRequestRaces(
        """
        statuses = callers.map(&:value)
        assert_equal [«first», «others», «others»].tally, statuses.tally
        """, emptying: emptyingAfterwards),
      examples: examples)
  }
}
