extension CodeCase {
  static let php: [CodeCase] = [
    CodeCase(
      "laravel: looks, then creates", "laravel", "app/Http/Controllers/BedController.php",
      """
      <?php
      namespace App\\Http\\Controllers;
      use Illuminate\\Http\\Request;
      use App\\Models\\Bed;

      class BedController extends Controller
      {
          public function store(Request $request)
          {
              if (Bed::where('label', $request->label)->exists()) {
                  return back()->withErrors(['label' => 'taken']);
              }
      ↓        $bed = Bed::create(['label' => $request->input('label'), 'plot' => 3]);
              return redirect()->route('beds.show', $bed);
          }
      }
      """, table: "beds", ["label"], facts: ["create", "check label guards"],
      also: ["label client", "plot constant"]),
    CodeCase(
      "laravel: a form request with the key", "laravel", "app/Http/Controllers/BedController.php",
      """
      <?php
      use App\\Http\\Requests\\StoreBedRequest;
      use App\\Models\\Bed;
      class BedController extends Controller
      {
          public function store(StoreBedRequest $request)
          {
      ↓        return Bed::create($request->validated());
          }
      }
      """, table: "beds", ["label"], facts: ["create", "check label guards"],
      also: ["validator StoreBedRequest(label)"],
      files: [
        (
          "app/Http/Requests/StoreBedRequest.php",
          """
          <?php
          class StoreBedRequest extends FormRequest
          {
              public function rules(): array
              {
                  return [
                      'label' => 'required|string|unique:beds,label',
                      'plot' => ['required', 'integer'],
                  ];
              }
          }
          """
        )
      ]),
    CodeCase(
      "laravel: a rule with a tenant and without hidden rows", "laravel", "app/Livewire/Beds.php",
      """
      <?php
      use Illuminate\\Validation\\Rule;
      class Beds extends Component
      {
          public function save()
          {
              $data = $this->validate([
                  'label' => ['required', Rule::unique('beds', 'label')->where('plot_id', $this->plot)->whereNull('deleted_at')],
              ]);
      ↓        Bed::create($data + ['plot_id' => $this->plot]);
          }
      }
      """, table: "beds", ["plot_id", "label"],
      facts: ["create", "check label,plot_id {deleted_at IS NULL} guards", "hidesRows"],
      files: [
        (
          "app/Models/Bed.php",
          """
          <?php
          class Bed extends Model
          {
              use HasFactory, SoftDeletes;
          }
          """
        )
      ]),
    CodeCase(
      "laravel: helper by other columns", "laravel", "app/Services/Sync.php",
      """
      <?php
      use App\\Models\\Bed;
      class Sync
      {
          public function run(array $rows): void
          {
              foreach ($rows as $row) {
      ↓            Bed::updateOrCreate(['label' => $row['label'], 'plot_id' => $row['plot']], ['code' => $row['code']]);
              }
          }
      }
      """, table: "beds", ["label"],
      facts: ["upsert", "upsert updateOrCreate(label,plot_id)", "writesMany"]),
    CodeCase(
      "laravel: a job inside of a transaction", "laravel", "app/Jobs/SendNotice.php",
      """
      <?php
      use Illuminate\\Contracts\\Queue\\ShouldQueue;
      class SendNotice implements ShouldQueue
      {
          public function handle(): void
          {
              DB::transaction(function () {
                  try {
      ↓                Notice::create(['order_id' => $this->order->id]);
                  } catch (UniqueConstraintViolationException $e) {
                      return;
                  }
              });
          }
      }
      """, table: "notices", ["order_id"],
      facts: [
        "create", "handler without savepoint", "catchesWithoutSavepoint", "expectsViolation",
        "inTransaction", "in worker",
      ]),
    CodeCase(
      "laravel: counts for a number", "laravel", "app/Models/Order.php",
      """
      <?php
      use Illuminate\\Database\\Eloquent\\Model;
      class OrderMaker
      {
          public function make(int $customer)
          {
              $order = new Order();
              $order->customer_id = $customer;
              $order->number = Order::where('customer_id', $customer)->count() + 1;
      ↓        $order->save();
          }
      }
      """, table: "orders", ["customer_id", "number"],
      facts: ["save", "check customer_id"], also: ["number computedFromRows"]),
    CodeCase(
      "laravel: a migration", "laravel", "database/migrations/2024_01_01_000000_fill.php",
      """
      <?php
      use Illuminate\\Database\\Migrations\\Migration;
      return new class extends Migration {
          public function up(): void
          {
              foreach (['a', 'b'] as $code) {
      ↓            DB::table('kinds')->insert(['code' => $code]);
              }
          }
      };
      """, table: "kinds", ["code"], facts: ["create", "writesMany", "in migration"]),
    CodeCase(
      "doctrine: looks, then flushes", "doctrine", "src/Controller/MemberController.php",
      """
      <?php
      namespace App\\Controller;
      use Doctrine\\ORM\\EntityManagerInterface;
      class MemberController extends AbstractController
      {
          public function add(Request $request, EntityManagerInterface $em): Response
          {
              $known = $em->getRepository(Member::class)->findOneBy(['email' => $request->get('email')]);
              if ($known !== null) {
                  throw new ConflictHttpException();
              }
              $member = new Member();
              $member->setEmail(strtolower($request->get('email')));
              $em->persist($member);
      ↓        $em->flush();
              return $this->json($member);
          }
      }
      """, table: "member", ["email"],
      facts: ["create", "check email guards", "foldsBeforeWrite"],
      also: ["email client", "key email"],
      files: [
        (
          "src/Entity/Member.php",
          """
          <?php
          #[ORM\\Entity(repositoryClass: MemberRepository::class)]
          #[ORM\\Table(name: 'member')]
          class Member
          {
              #[ORM\\Id, ORM\\GeneratedValue, ORM\\Column]
              private ?int $id = null;

              #[ORM\\Column(length: 180, unique: true)]
              private string $email;
          }
          """
        )
      ]),
    CodeCase(
      "doctrine: a validator on the entity", "doctrine", "src/Service/Join.php",
      """
      <?php
      use Doctrine\\ORM\\EntityManagerInterface;
      class Join
      {
          public function __construct(private EntityManagerInterface $em) {}
          public function join(string $email): void
          {
              $member = new Member($email);
              $this->em->persist($member);
      ↓        $this->em->flush();
          }
      }
      """, table: "member", ["email"], facts: ["create", "check email guards"],
      also: ["validator Member(email)"],
      files: [
        (
          "src/Entity/Member.php",
          """
          <?php
          #[ORM\\Entity]
          #[UniqueEntity(fields: ['email'])]
          class Member
          {
              #[ORM\\Column(unique: true)]
              private string $email;
          }
          """
        )
      ]),
    CodeCase(
      "pdo: plain statements", nil, "public/join.php",
      """
      <?php
      $stmt = $pdo->prepare('SELECT id FROM members WHERE email = :email');
      $stmt->execute(['email' => $_POST['email']]);
      if ($stmt->fetch()) {
          exit('taken');
      }
      ↓$pdo->prepare('INSERT INTO members (email, name) VALUES (:email, :name)')->execute($_POST);
      """, table: "members", ["email"], facts: ["create", "check email guards"], also: ["whole"]),
    CodeCase(
      "pdo: an excerpt with nothing before", nil, "src/Members.php",
      """
          public function insert(string $email): void
          {
              $sql = "INSERT INTO members (email) VALUES (?)";
              $statement = $this->pdo->prepare($sql);
      ↓        $statement->execute([$email]);
          }
      """, table: "members", ["email"], facts: ["create"], also: ["whole"], isExcerpt: true),
    CodeCase(
      "wordpress: a table of a plugin", "wordpress", "wp-content/plugins/club/club.php",
      """
      <?php
      function club_join($email) {
          global $wpdb;
          $table = $wpdb->prefix . 'club_members';
          $known = $wpdb->get_var($wpdb->prepare("SELECT id FROM wp_club_members WHERE email = %s", $email));
          if (!$known) {
      ↓        $wpdb->insert('wp_club_members', array('email' => sanitize_email($email)));
          }
      }
      """, table: "wp_club_members", ["email"],
      facts: ["create", "check email guards", "foldsBeforeWrite"]),
  ]
}
