import DatabaseErrors
import Fixes

extension RecipeBook {
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

  static let laravelTranslations: [CodeRecipe] = [
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
}
