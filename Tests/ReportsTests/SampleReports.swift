import DatabaseErrors
import Diagnosis
import Fixes
import Reports

/// Reports made by hand, one for each thing that a reader may meet.
enum SampleReports {
  static let all: [(name: String, report: Report)] = [
    ("missing-check", missingCheck), ("race", race), ("undetermined", undetermined),
    ("several", several), ("no-violation", noViolation), ("hostile", hostile),
  ]

  static let missingCheck = Report(
    Diagnosis(
      violation: violation(.unique, .postgreSQL), exception: django,
      culprit: .init(
        path: "accounts/views.py", line: 23, function: "register", operation: "create"),
      frames: [
        frame("django/core/handlers/base.py", 197, "_get_response", "django.core.handlers.base"),
        frame("accounts/views.py", 41, "sign_up", "accounts.views", "    return register(form)"),
        Diagnosis.ReadFrame(
          path: "accounts/views.py", line: 23, function: "register", module: "accounts.views",
          inApp: true,
          contextLine: "    user = User.objects.create(email=form.cleaned_data[\"email\"])",
          preContext: ["", "def register(form):", "    \"\"\"Creates the account.\"\"\""],
          postContext: ["    login(user)", "    return user"]),
        frame("django/db/models/query.py", 679, "create", "django.db.models.query"),
        frame("psycopg/cursor.py", 97, "execute", "psycopg.cursor"),
      ],
      conclusion: Conclusion(
        cause: "missing_check", strength: .likely,
        findings: [
          Finding(
            cause: "missing_check", strength: .likely,
            grounds: Fact(
              "`register` creates the row without a look-up of `email`.",
              at: "accounts/views.py:23"),
            [Fact("No statement of this request read `accounts_user`.", at: "SQL breadcrumbs")],
            against: [Fact("`SignUpForm` has a `clean_email`.", at: "accounts/forms.py:8")],
            remedies: [
              Remedy(.validateOnPath, table: "accounts_user", columns: ["email"]),
              Remedy(.translateViolation, table: "accounts_user", columns: ["email"]),
            ]),
          Finding(
            cause: "race", strength: .possible,
            grounds: Fact("Two sign-ups arrived within a second.", at: "issue history")),
        ],
        considered: [
          .init(cause: "retry_or_redelivery", reason: "Each event has another actor.")
        ],
        missingEvidence: ["Give `--source DIR`: it shows the checks of the form."]),
      fixes: [
        Fix(
          title: "Refuse a taken address in `SignUpForm`", applicability: .unsafe,
          rationale: "The form says which field is wrong. Two requests at once still collide.",
          files: ["accounts/forms.py"],
          diff: """
            --- a/accounts/forms.py
            +++ b/accounts/forms.py
            @@ -5,3 +5,9 @@
             class SignUpForm(forms.Form):
                 email = forms.EmailField()
             
            +    def clean_email(self):
            +        email = self.cleaned_data["email"]
            +        if User.objects.filter(email=email).exists():
            +            raise forms.ValidationError("This address is taken.")
            +        return email
            +

            """),
        Fix(
          title: "Catch the violation around `create`", applicability: .safe,
          rationale: "Works for two requests at once as well.",
          sketch: "try:\n    with transaction.atomic():\n        …\nexcept IntegrityError:\n    …"),
      ],
      tests: [
        TestCase(
          path: "accounts/tests/test_register_duplicates.py", framework: "django",
          code: """
            from django.test import TestCase


            class RegisterDuplicatesTests(TestCase):
                def test_taken_address_is_refused(self):
                    self.client.post("/sign-up", {"email": "ada@example.com"})
                    answer = self.client.post("/sign-up", {"email": "ada@example.com"})
                    self.assertContains(answer, "This address is taken.")

            """,
          title: "A taken address is refused with a readable error")
      ],
      fingerprint: "v1:unique:accounts_user:email:accounts.views:register",
      title: "Duplicate key: accounts_user(email) in register (accounts/views.py)"),
    issue: IssueStatistics(
      id: 12, project: 1, projectName: "shop", count: 14, firstSeen: 1_893_456_000,
      lastSeen: 1_893_974_399.5, releases: ["shop@1.4.0", "shop@1.4.1"],
      environments: ["production"], usersTouched: 9, cause: "missing_check"))

  static let race = Report(
    Diagnosis(
      violation: ConstraintViolation(
        kind: .unique, dbms: .mariaDB, sqlState: "23000", vendorCode: "1062",
        constraint: "agenda_visit_slot", table: "agenda_visit", columns: ["room_id", "starts_on"],
        values: ["7", "2026-03-14"]),
      exception: django,
      culprit: .init(path: "agenda/booking.py", line: 31, function: "book", operation: "save"),
      frames: [frame("agenda/booking.py", 31, "book", "agenda.booking", "    visit.save()")],
      conclusion: Conclusion(
        cause: "race", strength: .certain,
        findings: [
          Finding(
            cause: "race", strength: .certain,
            grounds: Fact(
              "The look-up of `room_id` and `starts_on` found nothing 40 ms before the write.",
              at: "SQL breadcrumb 3"),
            remedies: [
              Remedy(.insertOrRead, table: "agenda_visit", columns: ["room_id", "starts_on"]),
              Remedy(
                .addConstraint, table: "agenda_visit", columns: ["room_id", "starts_on"],
                onlyWhereNull: ["cancelled_on"]),
            ])
        ]),
      fingerprint: "v1:unique:agenda_visit:room_id,starts_on:agenda.booking:book",
      title: "Duplicate key: agenda_visit(room_id, starts_on) in book (agenda/booking.py)"))

  static let undetermined = Report(
    Diagnosis(
      violation: violation(.foreignKey, .sqlite), fingerprint: "v1:foreign_key::::",
      title: "Foreign key violated"
    ).with(
      Conclusion(
        cause: "undetermined", strength: .possible,
        missingEvidence: ["Paste the whole stack trace, not only its last line."])))

  /// A log with three failures; the last one is diagnosed.
  static let several: Report = {
    let last = ConstraintViolation(
      kind: .notNull, dbms: .postgreSQL, sqlState: "23502", table: "berths", columns: ["depth"])
    return Report(
      Diagnosis(
        violation: last, fingerprint: "v1:not_null:berths:depth::",
        title: "NULL in a required column: berths(depth)",
        violations: [
          FoundViolation(violation: violation(.unique, .postgreSQL), lines: 3...4),
          FoundViolation(violation: violation(.foreignKey, .sqlite), lines: 12...12),
          FoundViolation(violation: last, lines: 20...38),
        ]))
  }()

  static let noViolation = Report(
    Diagnosis(
      exception: .init(type: "KeyError", language: "python", framework: nil),
      culprit: .init(path: "shop/cart.py", line: 9, function: "total", operation: nil),
      frames: [frame("shop/cart.py", 9, "total", "shop.cart", "    return prices[sku]")],
      fingerprint: "v1:error:KeyError:shop.cart:total",
      title: "KeyError in total (shop/cart.py)"))

  /// Every text field carries what would break a page, a document, a terminal or a shell.
  static let hostile: Report = {
    let attack = hostileText
    return Report(
      Diagnosis(
        violation: ConstraintViolation(
          kind: .check, dbms: DBMS(rawValue: attack), sqlState: attack, vendorCode: attack,
          constraint: attack, schema: attack, table: attack, columns: [attack], values: [attack],
          referencedTable: attack, referencedColumns: [attack]),
        exception: .init(type: attack, language: attack, framework: attack),
        culprit: .init(path: attack, line: -4, function: attack, operation: attack),
        frames: [
          Diagnosis.ReadFrame(
            path: attack, line: -4, function: attack, module: attack, inApp: true,
            contextLine: attack, preContext: [attack], postContext: [attack]),
          Diagnosis.ReadFrame(
            path: nil, line: Int.max, function: nil, module: attack, inApp: false),
        ],
        conclusion: Conclusion(
          cause: attack, strength: .certain,
          findings: [
            Finding(
              cause: attack, strength: .certain, grounds: Fact(attack, at: attack + ":7"),
              against: [Fact(attack)],
              remedies: [Remedy(.addConstraint, table: attack, columns: [attack])])
          ],
          considered: [.init(cause: attack, reason: attack)], missingEvidence: [attack]),
        fixes: [
          Fix(
            title: attack, applicability: .safe, rationale: attack, files: [attack], diff: attack),
          Fix(
            title: attack, applicability: .guidance, rationale: attack, files: [attack],
            sketch: attack),
        ],
        tests: [TestCase(path: attack, framework: "django", code: attack, title: attack)],
        fingerprint: attack, title: attack,
        violations: [
          FoundViolation(
            violation: ConstraintViolation(
              kind: .unique, constraint: attack, table: attack, columns: [attack]), lines: 1...1),
          FoundViolation(violation: ConstraintViolation(kind: .check), lines: 2...Int.max),
        ]),
      issue: IssueStatistics(
        id: 1, project: 1, projectName: attack, count: 1, firstSeen: .nan, lastSeen: .infinity,
        releases: [attack], environments: [attack], usersTouched: -1, cause: attack))
  }()

  static let hostileText = """
    <script>alert(1)</script>"'>&amp; ```` `x` **b** [l](javascript:alert(1)) \
    ![i](http://x.test/i) # @octocat www.x.test \u{1B}]0;title\u{7} \u{1B}[31m \u{9B}31m \
    \u{202E}gnp.exe\u{202C} \u{200B} {0} $(reboot); `reboot`
    ````
    # Heading
    --- a/../../etc/passwd
    +++ b//etc/passwd
    @@ -1 +1 @@
    -x
    +y\r
    """

  private static func violation(
    _ kind: ConstraintViolation.Kind, _ dbms: DBMS
  ) -> ConstraintViolation {
    kind == .unique
      ? ConstraintViolation(
        kind: kind, dbms: dbms, sqlState: "23505", constraint: "accounts_user_email_key",
        table: "accounts_user", columns: ["email"], values: ["ada@example.com"])
      : ConstraintViolation(kind: kind, dbms: dbms, vendorCode: "787")
  }

  private static let django = Diagnosis.ExceptionSummary(
    type: "django.db.utils.IntegrityError", language: "python", framework: "django")

  private static func frame(
    _ path: String, _ line: Int, _ function: String, _ module: String, _ source: String? = nil
  ) -> Diagnosis.ReadFrame {
    Diagnosis.ReadFrame(
      path: path, line: line, function: function, module: module, inApp: source != nil,
      contextLine: source)
  }
}

extension Diagnosis {
  fileprivate func with(_ conclusion: Conclusion) -> Diagnosis {
    var diagnosis = self
    diagnosis.conclusion = conclusion
    return diagnosis
  }
}
