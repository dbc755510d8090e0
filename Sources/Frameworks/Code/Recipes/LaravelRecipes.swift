import DatabaseErrors
import Fixes

extension RecipeBook {
  /// Eloquent: a violation becomes what a failed validation of the request would have been.
  static let laravel = RecipeBook(
    lists: [
      "data": ListForm("'«column»' => «value»"), "names": ListForm("'«column»'"),
      "other rules": ListForm("->where('«column»', «value»)", ""),
    ],
    rowValue: "«row»->«field»", dataValue: "«data»['«field»']",
    index: "«plain table»_«joined»_unique",
    recipes: laravelChecks + laravelTranslations + laravelWrites + laravelMigrations,
    tests: laravelTests)

  private static let laravelLook: CodeTemplate = """
    The rule looks before the write, so whoever repeats a value reads which one is taken. Two \
    requests at once can still both pass: the violation has to be handled as well.
    """

  private static let laravelChecks: [CodeRecipe] = [
    CodeRecipe(
      .validateOnPath, "Refuse a taken «words» in the rules of the request",
      needs: [
        .kinds([.unique]), .columns(1...1), .noLook, .operations([.create, .save]), .newRow,
      ],
      steps: [
        .rule(
          text: "|unique:«plain table»,«column»", member: "'unique:«plain table»,«column»'")
      ],
      because: laravelLook,
      examples: [
        .becomes(
          "app/Http/Controllers/BerthController.php",
          """
          <?php

          namespace App\\Http\\Controllers;

          use App\\Models\\Berth;
          use Illuminate\\Http\\Request;

          class BerthController extends Controller
          {
              public function store(Request $request)
              {
                  $data = $request->validate([
                      'label' => 'required|string|max:20',
                      'length' => ['required', 'numeric'],
                  ]);

          ↓        return Berth::create($data);
              }
          }
          """,
          """
          <?php

          namespace App\\Http\\Controllers;

          use App\\Models\\Berth;
          use Illuminate\\Http\\Request;

          class BerthController extends Controller
          {
              public function store(Request $request)
              {
                  $data = $request->validate([
                      'label' => 'required|string|max:20|unique:berths,label',
                      'length' => ['required', 'numeric'],
                  ]);

                  return Berth::create($data);
              }
          }
          """, violates: .key("berths", ["label"])),
        .stays(
          "app/Jobs/LoadBerths.php",
          """
          <?php

          use App\\Models\\Berth;

          class LoadBerths
          {
              public function load($rows)
              {
          ↓        Berth::insert($rows);
              }
          }
          """, violates: .key("berths", ["label"])),
      ]),
    CodeRecipe(
      .validateOnPath, "Refuse a taken «words» in the rules of the request",
      needs: [
        .kinds([.unique]), .columns(2...4), .noLook, .operations([.create, .save]), .newRow,
      ],
      steps: [
        .rule(
          text: "«no text for many columns»",
          member: "Rule::unique('«plain table»', '«field»')«other rules»")
      ],
      because: laravelLook,
      examples: [
        .becomes(
          "app/Http/Controllers/BerthController.php",
          """
          <?php

          namespace App\\Http\\Controllers;

          use App\\Models\\Berth;
          use Illuminate\\Http\\Request;

          class BerthController extends Controller
          {
              public function store(Request $request)
              {
                  $data = $request->validate([
                      'label' => ['required', 'string'],
                  ]);

          ↓        return Berth::create(['label' => $data['label'], 'pier_id' => $request->pier_id]);
              }
          }
          """,
          """
          <?php

          namespace App\\Http\\Controllers;

          use App\\Models\\Berth;
          use Illuminate\\Http\\Request;
          use Illuminate\\Validation\\Rule;

          class BerthController extends Controller
          {
              public function store(Request $request)
              {
                  $data = $request->validate([
                      'label' => ['required', 'string', Rule::unique('berths', 'label')->where('pier_id', $request->pier_id)],
                  ]);

                  return Berth::create(['label' => $data['label'], 'pier_id' => $request->pier_id]);
              }
          }
          """, violates: .key("berths", ["pier_id", "label"]))
      ]),
    .guidance(
      .validateOnPath, "Refuse a taken «words» in the rules of the request",
      needs: [.kinds([.unique]), .request],
      """
      '«field»' => ['required', Rule::unique('«plain table»', '«field»')],
      """,
      because: laravelLook),
    .guidance(
      .requireValue, "Demand «words» in the rules of the request", needs: [.kinds([.notNull])],
      "'«field»' => ['required'],",
      because: """
        Whoever leaves the value out reads so. A value that stands for all rows is better a default of \
        the column.
        """),
    .guidance(
      .limitInput, "Limit «words» in the rules of the request to what the column takes",
      needs: [.kinds([.length, .outOfRange, .check, .invalidValue])],
      "'«field»' => ['max:' . LIMIT_OF_THE_COLUMN],",
      because: """
        The request has to know the column's limit, so that whoever exceeds it reads so. A wider \
        column only moves the limit.
        """),
    .guidance(
      .validateParent, "Look for the parent in the rules of the request",
      needs: [.kinds([.foreignKey])],
      "'«field»' => ['required', Rule::exists(the_parents_table, 'id')],",
      because: """
        Whoever names a parent that is not there reads so. One that is deleted between look-up and \
        write is still refused by the database, and that is to be handled too.
        """),
    .guidance(
      .normalize, "One form of «words» in `«model»`", needs: [.columns(1...1)],
      """
      protected function «field»(): Attribute
      {
        return Attribute::set(fn (?string $value) => $value === null ? null : Str::lower(trim($value)));
      }
      """,
      because: """
        Every write through the model then stores one form; look-ups have to fold the value as well. \
        Rows that are stored already keep theirs: rewrite them, and merge those that become equal.
        """),
  ]

  private static let laravelTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the error of a failed \
    validation, on the field; every other error goes on as before.
    """

  /// Answers the violation of this key, which drivers tell by an index or by columns.
  private static func laravelHandler(_ exception: String) -> RecipeStep {
    .wrap(
      opening: "try {",
      closing: """
        } catch (\(exception) $exception) {
          if (! Str::contains($exception->getMessage(), ['«index»', 'UNIQUE constraint failed: «dotted»'])) {
            throw $exception;
          }

          throw ValidationException::withMessages([
            '«field»' => __('validation.unique', ['attribute' => '«words»']),
          ]);
        }
        """)
  }

  private static func laravelImports(_ exception: String) -> [CodeImport] {
    [
      CodeImport(exception, from: "Illuminate\\Database"),
      CodeImport("Str", from: "Illuminate\\Support"),
      CodeImport("ValidationException", from: "Illuminate\\Validation"),
    ]
  }

  /// Answers it as the look-up before the write does.
  private static let laravelOwnRefusal = CodeRecipe(
    .translateViolation, "Answer a taken «words» as the look-up does, in `«function»`",
    needs: driverNeeds + [.ownRefusal],
    steps: [
      .wrap(
        opening: "try {",
        closing: """
          } catch (QueryException $exception) {
            if (! Str::contains($exception->getMessage(), ['«index»', 'UNIQUE constraint failed: «dotted»'])) {
              throw $exception;
            }

            «refusal»
          }
          """)
    ],
    imports: [
      CodeImport("QueryException", from: "Illuminate\\Database"),
      CodeImport("Str", from: "Illuminate\\Support"),
    ],
    because: driverTaken,
    examples: [
      .becomes(
        "app/Services/BerthOffice.php",
        """
        <?php

        namespace App\\Services;

        use App\\Models\\Berth;

        class BerthOffice
        {
            public function assign(string $label): Berth
            {
                if (Berth::where('label', $label)->exists()) {
                    throw new LabelTaken($label);
                }

        ↓        return Berth::create(['label' => $label]);
            }
        }
        """,
        """
        <?php

        namespace App\\Services;

        use App\\Models\\Berth;
        use Illuminate\\Database\\QueryException;
        use Illuminate\\Support\\Str;

        class BerthOffice
        {
            public function assign(string $label): Berth
            {
                if (Berth::where('label', $label)->exists()) {
                    throw new LabelTaken($label);
                }

                try {
                    return Berth::create(['label' => $label]);
                } catch (QueryException $exception) {
                    if (! Str::contains($exception->getMessage(), ['berths_label_unique', 'UNIQUE constraint failed: berths.label'])) {
                        throw $exception;
                    }

                    throw new LabelTaken($label);
                }
            }
        }
        """, violates: .key("berths", ["label"])),
      .stays(
        "app/Jobs/AddBerth.php",
        """
        <?php

        use App\\Models\\Berth;

        class AddBerth implements ShouldQueue
        {
            public function handle()
            {
        ↓        Berth::create(['label' => $this->label]);
            }
        }
        """, violates: .key("berths", ["label"])),
    ])

  private static let laravelTranslations: [CodeRecipe] = [
    laravelOwnRefusal,
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [
        .kinds([.unique]), .noHandler, .oneRow, .request, .exception("UniqueConstraintViolation"),
      ],
      steps: [laravelHandler("UniqueConstraintViolationException")],
      imports: laravelImports("UniqueConstraintViolationException"),
      because: laravelTaken),
    CodeRecipe(
      .translateViolation, "Answer a taken «words» as a failed validation, in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .oneRow, .request],
      steps: [laravelHandler("QueryException")], imports: laravelImports("QueryException"),
      because: laravelTaken,
      examples: [
        .becomes(
          "app/Http/Controllers/BerthController.php",
          """
          <?php

          namespace App\\Http\\Controllers;

          use App\\Models\\Berth;
          use Illuminate\\Http\\Request;

          class BerthController extends Controller
          {
              public function store(Request $request)
              {
          ↓        $berth = Berth::create(['label' => $request->label]);

                  return redirect()->route('berths.show', $berth);
              }
          }
          """,
          """
          <?php

          namespace App\\Http\\Controllers;

          use App\\Models\\Berth;
          use Illuminate\\Http\\Request;
          use Illuminate\\Database\\QueryException;
          use Illuminate\\Support\\Str;
          use Illuminate\\Validation\\ValidationException;

          class BerthController extends Controller
          {
              public function store(Request $request)
              {
                  try {
                      $berth = Berth::create(['label' => $request->label]);
                  } catch (QueryException $exception) {
                      if (! Str::contains($exception->getMessage(), ['berths_label_unique', 'UNIQUE constraint failed: berths.label'])) {
                          throw $exception;
                      }

                      throw ValidationException::withMessages([
                          'label' => __('validation.unique', ['attribute' => 'label']),
                      ]);
                  }

                  return redirect()->route('berths.show', $berth);
              }
          }
          """, violates: .key("berths", ["label"])),
        .stays(
          "app/Jobs/AddBerth.php",
          """
          <?php

          use App\\Models\\Berth;

          class AddBerth implements ShouldQueue
          {
              public function handle()
              {
          ↓        Berth::create(['label' => $this->label]);
              }
          }
          """, violates: .key("berths", ["label"])),
      ]),
    .guidance(
      .translateViolation, "Answer a taken «words» where the row is written",
      needs: [.kinds([.unique]), .noHandler],
      """
      try {
        «statement»;
      } catch (QueryException $exception) {
        if (! Str::contains($exception->getMessage(), ['«index»', 'UNIQUE constraint failed: «dotted»'])) {
          throw $exception;
        }
        // «words» is taken
      }
      """,
      because: """
        Only the database can tell who was first. Inside of a transaction wrap the statement in \
        DB::transaction, which is a savepoint there; every other error goes on as before.
        """),
  ]

  private static let laravelWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Create first and find on a conflict", needs: [.kinds([.unique])],
      """
      // Laravel 10.20 and later
      $row = «model»::createOrFirst([«data»], [/* the other values of a new row */]);
      """,
      because: """
        The insert decides who was first, so nothing fits between look-up and write. Whoever comes \
        second gets the first one's row, with that one's other values.
        """),
    .guidance(
      .correctConflictTarget, "Look up `«model»` by the key: «words»", needs: [.kinds([.unique])],
      """
      «model»::updateOrCreate([«data»], [/* all other values */]);
      // in one statement: «model»::upsert($rows, [«names»], [/* columns to update */]);
      """,
      because: """
        The first list has to be the key: these columns and no others. What else was compared is a \
        value to be written.
        """),
    .guidance(
      .serializeAccess, "Look and write under one lock",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      DB::transaction(function () {
        // the parent, which every writer of this key reads first
        TheParent::whereKey($id)->lockForUpdate()->firstOrFail();
        // look, then
        «statement»;
      });
      """,
      because: """
        Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
        that is not there locks nothing, and the key in the database stays the net.
        """),
    .guidance(
      .enqueueOnCommit, "Hand the job over when its transaction has committed",
      "TheJob::dispatch($id)->afterCommit();",
      because: """
        Before the commit the worker does not see the row. If the process dies in between, the job is \
        lost: one that is stored in the same transaction is not.
        """),
  ]

  private static let laravelMigrations: [CodeRecipe] = [
    CodeRecipe(
      .addConstraint, "Add a unique key over «columns» to `«plain table»`",
      steps: [
        .migration(
          MigrationForm(
            folder: "database/migrations/", digits: 14...14, digitSeparator: "_", separator: "_",
            suffix: ".php", mark: "extends Migration", name: "add_unique_key_to_«plain table»",
            text: """
              <?php

              use Illuminate\\Database\\Migrations\\Migration;
              use Illuminate\\Database\\Schema\\Blueprint;
              use Illuminate\\Support\\Facades\\Schema;

              // Fails while rows repeat the key. This finds them:
              //   SELECT «columns», count(*) FROM «plain table»
              //   GROUP BY «columns» HAVING count(*) > 1
              return new class extends Migration
              {
                public function up()
                {
                  Schema::table('«plain table»', function (Blueprint $table) {
                    $table->unique([«names»]);
                  });
                }

                public function down()
                {
                  Schema::table('«plain table»', function (Blueprint $table) {
                    $table->dropUnique([«names»]);
                  });
                }
              };
              """, level: "    "))
      ],
      because: """
        Only the database sees all writers at once. The migration fails while rows repeat the key; the \
        query in it finds them, and which of them stays is for people to decide. Writers have to \
        handle the refusal.
        """)
  ]
}
