import DatabaseErrors
import Foundation
import Frameworks
import SourceCode
import Testing

/// A view's body and what its look-ups are read as.
struct LookUpExample: Sendable, CustomTestStringConvertible {
  var title: String
  var body: String
  /// `columns | other predicates | guards/open | folds | locks`, one for each look-up.
  var expected: [String]

  var testDescription: String { title }

  static let all = [
    LookUpExample(
      title: "exists with an early return",
      body: """
        if User.objects.filter(email=email).exists():
            return None
        """, expected: ["email guards"]),
    LookUpExample(
      title: "the write in the negative branch",
      body: """
        if not User.objects.filter(email=email).exists():
            WRITE
        """, expected: ["email guards"]),
    LookUpExample(
      title: "found and gone on",
      body: """
        if User.objects.filter(email=email).exists():
            log("again")
        """, expected: ["email open"]),
    LookUpExample(
      title: "first and a test of its name",
      body: """
        known = User.objects.filter(email=email, tenant=tenant).first()
        if known is not None:
            raise ValueError("taken")
        """, expected: ["email,tenant_id guards"]),
    LookUpExample(
      title: "get and DoesNotExist",
      body: """
        try:
            user = User.objects.get(email=email)
        except User.DoesNotExist:
            WRITE
        """, expected: ["email guards"]),
    LookUpExample(
      title: "count compared with zero",
      body: """
        if User.objects.filter(email=email).count() == 0:
            WRITE
        """, expected: ["email guards"]),
    LookUpExample(
      title: "a query set that is tested later",
      body: """
        users = User.objects.filter(email=email)
        if users:
            return None
        """, expected: ["email guards"]),
    LookUpExample(
      title: "another case, a soft delete and a lock",
      body: """
        if User.objects.select_for_update().filter(email__iexact=email, left_on__isnull=True).exists():
            return None
        """, expected: ["email [left_on IS NULL] guards folds locks"]),
    LookUpExample(
      title: "alternatives are other predicates",
      body: """
        if User.objects.filter(Q(email=email) | Q(name=name)).exists():
            return None
        """, expected: [" [Q(email=email) | Q(name=name)] guards"]),
    LookUpExample(
      title: "a relation by its key",
      body: """
        if User.objects.filter(tenant__id=tenant, email=email).exclude(pk=1).exists():
            return None
        """, expected: ["tenant_id,email [NOT pk=1] guards"]),
    LookUpExample(
      title: "a helper whose answer is tested",
      body: """
        if is_taken(email):
            return None
        """, expected: ["email guards"]),
    LookUpExample(
      title: "a helper that raises",
      body: """
        refuse_taken(email)
        """, expected: ["email guards"]),
    LookUpExample(
      title: "another table is no look-up of this one",
      body: """
        if Tenant.objects.filter(id=tenant).exists():
            return None
        """, expected: []),
    LookUpExample(
      title: "short circuit",
      body: """
        user = User.objects.filter(email=email).first() or WRITE
        """, expected: ["email guards"]),
    LookUpExample(
      title: "a name tried until it is free",
      body: """
        while User.objects.filter(email=email).exists():
            email = email + "x"
        """, expected: ["email guards"]),
    LookUpExample(
      title: "the related manager of the parent",
      body: """
        if tenant.user_set.filter(email=email).exists():
            return None
        """, expected: ["tenant_id,email guards"]),
  ]
}

@Suite struct DjangoFactsTests {
  static let models = """
    from django.db import models


    class Tenant(models.Model):
        name = models.CharField(max_length=20)


    class User(models.Model):
        email = models.EmailField()
        name = models.CharField(max_length=20, db_column="full_name")
        tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE)
        left_on = models.DateField(null=True)

        class Meta:
            unique_together = ("email", "tenant")
            constraints = [
                models.UniqueConstraint(Lower("email"), name="email_ci"),
                models.UniqueConstraint(
                    fields=["name"], condition=models.Q(left_on=None), name="name_here"
                ),
                models.CheckConstraint(condition=models.Q(left_on__gte="2000-01-01"), name="recent"),
            ]
    """

  static func views(_ body: String) -> String {
    let write = "User.objects.create(email=email, name=name, tenant_id=tenant)"
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    if !body.contains("WRITE") { lines.append("    WRITE") }
    return """
      from .models import Tenant, User


      def is_taken(email):
          return User.objects.filter(email=email).exists()


      def refuse_taken(email):
          if User.objects.filter(email=email).exists():
              raise ValueError("taken")


      def register(request, email, name, tenant):
      \(lines.joined(separator: "\n"))

      """.replacingOccurrences(of: "WRITE", with: write)
  }

  static func app(_ body: String) -> DjangoApp {
    DjangoApp(["accounts/models.py": models, "accounts/views.py": views(body)])
  }

  @Test(arguments: LookUpExample.all)
  func readsLookUps(_ example: LookUpExample) throws {
    let failure = Self.app(example.body).failure(
      "accounts/views.py", "User.objects.create(", table: "accounts_user",
      columns: ["email", "tenant_id"], through: ("django.db.models.query", "create"))
    let facts = try #require(Framework.recognised(in: failure)).facts(of: failure)
    let found = facts.checks.map { check in
      check.columns.joined(separator: ",")
        + (check.otherPredicates.isEmpty
          ? "" : " [\(check.otherPredicates.joined(separator: "; "))]")
        + (check.guardsWrite ? " guards" : " open") + (check.foldsCase ? " folds" : "")
        + (check.locks ? " locks" : "")
    }
    #expect(found == example.expected)
    #expect(facts.operation == .create)
    #expect(facts.writtenColumns == ["email", "full_name", "tenant_id"])
    #expect(facts.sawWholeFunction && facts.sawWholeSource)
  }

  @Test func readsTheModel() throws {
    let failure = Self.app("").failure(
      "accounts/views.py", "User.objects.create(", table: "accounts_user", columns: ["email"])
    let relation = try #require(Framework.recognised(in: failure)?.facts(of: failure).relation)
    #expect(relation.name == "User" && relation.table == "accounts_user")
    #expect(relation.columns.map(\.column) == ["id", "email", "full_name", "tenant_id", "left_on"])
    #expect(relation.columns.map(\.isNullable) == [false, false, false, false, true])
    #expect(relation.columns.compactMap(\.referencedTable) == ["accounts_tenant"])
    let constraints = relation.constraints.map { constraint in
      "\(constraint.kind) \(constraint.columns) \(constraint.isConditional) "
        + "\(constraint.expression ?? "")"
    }
    #expect(
      constraints == [
        #"primaryKey ["id"] false "#, #"foreignKey ["tenant_id"] false "#,
        #"unique ["email", "tenant_id"] false "#, #"unique [] false Lower("email")"#,
        #"unique ["full_name"] true "#,
        #"check ["left_on"] false models.Q(left_on__gte="2000-01-01")"#,
      ])
  }

  @Test func withoutSourceThereIsOnlyTheOperation() throws {
    var failure = Self.app("").failure(
      "accounts/views.py", "User.objects.create(", table: "accounts_user", columns: ["email"],
      through: ("django.db.models.query", "get_or_create"))
    failure.tree = .empty
    let facts = try #require(Framework.recognised(in: failure)).facts(of: failure)
    #expect(facts.operation == .upsert)
    #expect(facts.write == nil && facts.relation == nil && facts.checks.isEmpty)
    #expect(!facts.sawWholeFunction && !facts.sawWholeSource)
  }

  @Test func readsFormsSerializersAndTheirOwnLookUps() throws {
    let app = DjangoApp.libraryDesk
    let card = DeskFailure.all[1].make(app)
    let facts = try #require(Framework.recognised(in: card)).facts(of: card)
    #expect(facts.validators.map(\.name) == ["CardForm"])
    #expect(facts.validators.first?.uniqueColumns == ["number"])
    #expect(facts.checks.map(\.place.path) == ["members/forms.py"])
    let guest = app.failure(
      "members/views.py", "guest = form.save()", table: "members_guest", columns: ["passport_no"],
      through: ("django.forms.models", "save"))
    let ofGuest = try #require(Framework.recognised(in: guest)).facts(of: guest)
    #expect(ofGuest.operation == .save)
    #expect(ofGuest.validators.first?.uniqueColumns == ["passport_no"])
    #expect(ofGuest.writtenColumns == ["passport_no", "name"])
  }

  @Test func readsHandlersWithAndWithoutASavepoint() throws {
    let app = DjangoApp.libraryDesk
    let failure = app.failure(
      "catalog/views.py", "room = Room.objects.create(", table: "catalog_room", columns: ["name"])
    let facts = try #require(Framework.recognised(in: failure)).facts(of: failure)
    #expect(facts.handlers.map(\.hasSavepoint) == [true])
  }

  @Test func findsTheSiblingThatChecks() throws {
    let failure = DeskFailure.all[7].make(.libraryDesk)
    let facts = try #require(Framework.recognised(in: failure)).facts(of: failure)
    #expect(facts.read?.columns == ["copy_id"])
    #expect(facts.read?.otherPredicates == ["returned_on IS NULL"])
    #expect(facts.siblingChecks.map(\.place.function) == ["lend"])
  }
}
