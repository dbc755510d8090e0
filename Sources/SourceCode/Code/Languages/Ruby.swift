extension CodeLanguage {
  static let ruby = CodeLanguage(
    name: "ruby",
    fileExtensions: ["rb", "rake", "ru", "jbuilder"],
    lexis: CodeLexis(
      lineComments: ["#"],
      blockComments: [
        CodeLexis.BlockComment(opening: "=begin", closing: "\n=end", startsLine: true)
      ],
      strings: [
        CodeLexis.StringForm(
          opening: "\"", closing: "\"", spansLines: true, interpolation: "#{"),
        CodeLexis.StringForm(opening: "'", closing: "'", spansLines: true),
        CodeLexis.StringForm(opening: "`", closing: "`", interpolation: "#{"),
      ],
      heredoc: "<<", hasPercentLiterals: true, hasRegularExpressions: true,
      namePrefixes: [UInt8(ascii: "@"), UInt8(ascii: "$")],
      nameSuffixes: [UInt8(ascii: "?"), UInt8(ascii: "!")], hasSymbols: true, hasLabels: true),
    grammar: CodeGrammar(
      keywords: [
        "def": .function, "class": .type, "module": .type, "if": .condition,
        "unless": .negatedCondition, "elsif": .alternativeCondition, "else": .alternative,
        "while": .loop, "until": .loop, "for": .loop, "case": .choice, "when": .clause,
        "begin": .attempt, "rescue": .handler, "ensure": .cleanup, "return": .result,
        "raise": .raise, "fail": .raise, "break": .leave, "next": .leave, "redo": .leave,
        "require": .using, "require_relative": .using, "private": .modifier,
        "protected": .modifier, "public": .modifier, "private_class_method": .modifier,
        "end": .end, "do": .opening, "then": .opening, "and": .infix, "or": .infix,
        "in": .infix, "not": .prefix, "defined?": .prefix,
      ],
      blocksEndWithWord: true, newlinesEndStatements: true,
      memberOperators: [".", "&.", "::"], headsAreBare: true, hasTrailingLambdas: true,
      callsWithoutParentheses: true, keySeparators: ["=>"], suffixMarks: []),
    examples: [
      Example(
        """
        class BerthsController < ApplicationController
          before_action :authenticate!

          def create
            return head(:conflict) if Berth.exists?(pier_id: params[:pier_id], number: 3)

            Pier.find(params[:pier_id]).berths.where(number: 3).each do |berth|
        ↓      berth.boats.create! name: "Ann", owner: current_user
            end
          rescue ActiveRecord::RecordNotUnique => error
            render json: { error: error.message }, status: 409
          end
        end
        """,
        function: "BerthsController.create",
        calls: [
          "before_action(_)", "Berth.exists?(pier_id:, number:)", "head(_)", "Pier.find(_)",
          "Pier.find.berths.where(number:)", "Pier.find.berths.where.each()",
          "berth.boats.create!(name:, owner:)", "render(json:, status:)",
        ]),
      Example(
        """
        def moor(boat) = dock.insert(boat)

        task :tidy do
        ↓  Boat.connection.execute(<<~SQL, "tidy")
            DELETE FROM boat WHERE sail = 'x'
          SQL
          puts "done" unless quiet?
        end
        """,
        function: nil,
        calls: ["dock.insert(_)", "task(_)", "Boat.connection.execute(_, _)", "puts(_)"]),
      Example(
        """
        # Boat.create
        text = "Boat.create" + %q(Boat.create) + 'def x'
        ↓
        """, function: nil, calls: []),
      Example(
        """
            boat.save!
          end
        ↓  count += 1
        end
        """, function: nil, calls: []),
    ])
}
