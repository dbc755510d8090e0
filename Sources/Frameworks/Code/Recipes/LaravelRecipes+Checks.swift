import DatabaseErrors
import Fixes

extension RecipeBook {
  private static let laravelLook: CodeTemplate = """
    The rule looks before the write, so whoever repeats a value reads which one is taken. Two \
    requests at once can still both pass: the violation has to be handled as well.
    """

  static let laravelChecks: [CodeRecipe] = [
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
}
