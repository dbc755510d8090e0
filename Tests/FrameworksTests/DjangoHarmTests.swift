import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import SourceCode
import Testing

/// A view whose obvious change would do harm, and what the proposed one must hold and leave out.
struct HarmExample: Sendable, CustomTestStringConvertible {
  var title: String
  var view: String
  var remedy = Remedy.Kind.validateOnPath
  /// Of the violated key, with commas between.
  var column = "email"
  var holds: [String] = []
  var lacks: [String] = []
  var applicability: Applicability? = .unsafe

  var testDescription: String { title }

  static let all = [
    HarmExample(
      title: "an async view waits for nothing",
      view: """
        async def signup(request):
            await Customer.objects.acreate(email=request.POST["email"])  # WRITE
            return HttpResponse("ok")
        """,
      holds: [
        "if await Customer.objects.filter(email=request.POST[\"email\"]).aexists():",
        "await sync_to_async(transaction.atomic(Customer.objects.create))(",
        "from asgiref.sync import sync_to_async",
      ], lacks: ["with transaction.atomic()", ".exists()"]),
    HarmExample(
      title: "an async caller of a blocking service gets no diff",
      view: """
        async def signup(request):
            await store(request.POST["email"]) or Customer.objects.create()  # WRITE
            return HttpResponse("ok")
        """, remedy: .translateViolation, applicability: nil),
    HarmExample(
      title: "a plain view beside REST views answers in Django's own class",
      view: """
        def signup(request):
            Customer.objects.create(email=request.POST["email"])  # WRITE
            return HttpResponse("ok")

        @api_view(["POST"])
        def other(request):
            return Response({})
        """, holds: ["return HttpResponse(", "status=409)"], lacks: ["+        return Response("]),
    HarmExample(
      title: "a REST view answers in its own class",
      view: """
        @api_view(["POST"])
        def signup(request):
            Customer.objects.create(email=request.data["email"])  # WRITE
            return Response({})
        """, holds: ["+        return Response("], lacks: ["+        return HttpResponse("]),
    HarmExample(
      title: "an UPDATE leaves its own rows out",
      view: """
        def change(request, pk):
            Customer.objects.filter(pk=pk).update(email=request.POST["email"])  # WRITE
            return HttpResponse("ok")
        """,
      holds: ["if Customer.objects.filter(email=request.POST[\"email\"]).exclude(pk=pk).exists()"]),
    HarmExample(
      title: "an UPDATE of rows that cannot be told is only answered",
      view: """
        def change(request, pk):
            Customer.objects.filter(pk=pk).exclude(email="").update(email=request.POST["email"])  # WRITE
            return HttpResponse("ok")
        """, applicability: nil),
    HarmExample(
      title: "a form without the row is not asked when a row is edited",
      view: """
        class AccountForm(forms.Form):
            email = forms.EmailField()

        class EditAccount(FormView):
            form_class = AccountForm

            def form_valid(self, form):
                customer = Customer.objects.get(pk=self.kwargs["pk"])
                customer.email = form.cleaned_data["email"]
                customer.save()  # WRITE
                return super().form_valid(form)
        """,
      holds: [".exclude(pk=customer.pk).exists()", "return self.form_invalid(form)"],
      lacks: ["def clean_email"]),
    HarmExample(
      title: "a form that another view edits rows with is not asked either",
      view: """
        class AccountForm(forms.Form):
            email = forms.EmailField()

        def signup(request):
            form = AccountForm(request.POST)
            if form.is_valid():
                Customer.objects.create(email=form.cleaned_data["email"])  # WRITE
            return HttpResponse("ok")

        def edit(request, pk):
            form = AccountForm(request.POST)
            customer = get_object_or_404(Customer, pk=pk)
            if form.is_valid():
                customer.email = form.cleaned_data["email"]
                customer.save()
            return HttpResponse("ok")
        """, applicability: nil),
    HarmExample(
      title: "the value of one branch is read from the row",
      view: """
        def put_or_post(request):
            if request.method == "POST":
                customer = Customer(email=request.POST["email"])
            else:
                customer = Customer.objects.get(pk=request.GET["pk"])
                customer.email = request.GET["email"]
            customer.save()  # WRITE
            return HttpResponse("ok")
        """, holds: ["filter(email=customer.email).exclude(pk=customer.pk)"],
      lacks: ["filter(email=request."]),
    HarmExample(
      title: "what the row held before is not asked for again",
      view: """
        def tag(request, pk):
            customer = Customer.objects.get(pk=pk)
            customer.email = "x" + customer.email
            customer.save()  # WRITE
            return HttpResponse("ok")
        """, holds: ["filter(email=customer.email).exclude(pk=customer.pk)"]),
    HarmExample(
      title: "one write of many is rolled back with the others",
      view: """
        def rename(request):
            for email in request.POST.getlist("email"):
                Customer.objects.create(email=email)  # WRITE
            return HttpResponse("ok")
        """, remedy: .translateViolation,
      holds: ["+        with transaction.atomic():\n+            for email in"]),
    HarmExample(
      title: "a write before the refused one is rolled back with it",
      view: """
        def signup(request):
            Coupon2.objects.create(code="x")
            Customer.objects.create(email=request.POST["email"])  # WRITE
            return HttpResponse("ok")
        """, remedy: .translateViolation,
      holds: ["+        with transaction.atomic():\n+            Coupon2.objects.create("]),
    HarmExample(
      title: "a violation of another rule is let through",
      view: """
        def signup(request):
            customer = Customer.objects.filter(email=request.POST["email"]).first()
            if customer is None:
                customer = Customer(email=request.POST["email"])
                greet(customer)
                customer.save()  # WRITE
            return HttpResponse("ok")
        """, remedy: .insertOrRead,
      holds: ["+            if not customer:\n+                raise"]),
    HarmExample(
      title: "rows without a value do not stand in the way",
      view: """
        def rename(request):
            Customer.objects.create(nickname=request.POST.get("nickname") or None)  # WRITE
            return HttpResponse("ok")
        """, column: "nickname",
      holds: ["    ).exclude(nickname=None).exists():"]),
    HarmExample(
      title: "a generator of rows is not used up by a look-up",
      view: """
        def load(request):
            rows = (Customer(email=address) for address in request.POST.getlist("email"))
            Customer.objects.bulk_create(rows)  # WRITE
            return HttpResponse("ok")
        """, applicability: nil),
    HarmExample(
      title: "rows of a batch without a value are no duplicates",
      view: """
        def load(request):
            rows = [Customer(nickname=name) for name in request.POST.getlist("name")]
            Customer.objects.bulk_create(rows)  # WRITE
            return HttpResponse("ok")
        """, column: "nickname",
      holds: ["nicknames = [item.nickname for item in rows if item.nickname is not None]"]),
    HarmExample(
      title: "a partial update lacks parts of the key",
      view: """
        class MemberSerializer(serializers.Serializer):
            email = serializers.EmailField()
            club = serializers.CharField()

            def create(self, validated_data):
                return Member.objects.create(**validated_data)  # WRITE
        """, column: "email,club",
      holds: ["if \"email\" in attrs and \"club\" in attrs:"]),
    HarmExample(
      title: "a payment behind the write runs for a new row alone",
      view: """
        def signup(request):
            Customer.objects.create(email=request.POST["email"])  # WRITE
            pay(request.POST["amount"])
            return HttpResponse("ok")
        """, remedy: .insertOrRead,
      holds: ["_, created = Customer.objects.get_or_create(", "+    if created:\n+        pay("]),
    HarmExample(
      title: "effects that later lines need are only shown",
      view: """
        def signup(request):
            customer = Customer.objects.create(email=request.POST["email"])  # WRITE
            receipt = pay(customer)
            return HttpResponse(receipt)
        """, remedy: .insertOrRead, applicability: .guidance),
    HarmExample(
      title: "a manager that hides rows makes get_or_create useless",
      view: """
        def coupon(request):
            Coupon.objects.create(email=request.POST["email"])  # WRITE
            return HttpResponse("ok")
        """, remedy: .insertOrRead, applicability: nil),
    HarmExample(
      title: "a model form looks by itself",
      view: """
        class CustomerForm(forms.ModelForm):
            class Meta:
                model = Customer
                fields = ["email"]

        def signup(request):
            form = CustomerForm(request.POST)
            if form.is_valid():
                form.save()  # WRITE
            return HttpResponse("ok")
        """, applicability: nil),
  ]

  static let models = """
    from django.db import models


    class AliveManager(models.Manager):
        def get_queryset(self):
            return super().get_queryset().filter(deleted_at__isnull=True)


    class Customer(models.Model):
        email = models.EmailField(unique=True)
        nickname = models.CharField(max_length=30, null=True, unique=True)


    class Member(models.Model):
        email = models.EmailField()
        club = models.CharField(max_length=30)

        class Meta:
            unique_together = [("email", "club")]


    class Coupon(models.Model):
        email = models.EmailField(unique=True)
        deleted_at = models.DateTimeField(null=True)
        objects = AliveManager()

    """

  var app: DjangoApp {
    let imports = """
      from django import forms
      from django.db import transaction
      from django.http import HttpResponse
      from rest_framework import serializers
      from rest_framework.decorators import api_view
      from rest_framework.response import Response

      from .models import Coupon, Customer, Member


      """
    return DjangoApp(["shop/models.py": Self.models, "shop/views.py": imports + view + "\n"])
  }

  var fix: Fix? {
    let name = ["Coupon", "Member"].first { view.contains("\($0).objects") } ?? "Customer"
    let table = "shop_" + name.lowercased()
    let columns = column.split(separator: ",").map(String.init)
    let failure = app.failure("shop/views.py", "# WRITE", table: table, columns: columns)
    guard let framework = Framework.recognised(in: failure) else { return nil }
    let remedy = Remedy(remedy, table: table, columns: columns)
    return framework.fixes(for: remedy, of: failure, framework.facts(of: failure)).first
  }
}

@Suite struct DjangoHarmTests {
  @Test(arguments: HarmExample.all)
  func proposesNoHarm(_ example: HarmExample) throws {
    let fix = example.fix
    #expect(fix?.applicability == example.applicability)
    let text = (fix?.diff ?? "") + (fix?.sketch ?? "")
    for piece in example.holds { #expect(text.contains(piece), "\(piece) in\n\(text)") }
    for piece in example.lacks { #expect(!text.contains(piece), "\(piece) in\n\(text)") }
    guard let fix, !fix.diff.isEmpty else { return }
    for file in try example.app.applying(fix.diff).files {
      #expect(PythonModule(parsing: file).unreadable.isEmpty)
    }
  }

  @Test func anErrorInTheViolationsPlaceIsAnsweredAsSuch() throws {
    let app = DjangoApp([
      "shop/models.py": HarmExample.models,
      "shop/services.py": """
      from .models import Customer

      class SignupError(Exception):
          pass

      def register(email):
          try:
              return Customer.objects.create(email=email)
          except IntegrityError as error:
              raise SignupError("no") from error

      """,
      "shop/views.py": """
      from . import services

      def signup(request):
          services.register(request.POST["email"])
          return HttpResponse("ok")

      """,
    ])
    let failure = app.failure(
      "shop/services.py", "raise SignupError", table: "shop_customer", columns: ["email"],
      calledBy: ("shop/views.py", "services.register"))
    let framework = try #require(Framework.recognised(in: failure))
    let remedy = Remedy(.translateViolation, table: "shop_customer", columns: ["email"])
    let fixes = framework.fixes(for: remedy, of: failure, framework.facts(of: failure))
    #expect(fixes.map(\.applicability) == [.guidance])
    #expect(fixes.first?.sketch.contains("except services.SignupError:") == true)
  }

  @Test func aLookUpNamesTheColumnsOfTheDatabase() throws {
    let app = DjangoApp([
      "shop/models.py": """
      class Customer(models.Model):
          email = models.EmailField(db_column="email_addr", unique=True)

          class Meta:
              db_table = "tbl_customers"

      """,
      "shop/views.py": """
      def signup(request):
          if Customer.objects.filter(email=request.POST["email"]).exists():
              return None
          Customer.objects.create(email=request.POST["email"])

      """,
    ])
    let failure = app.failure(
      "shop/views.py", "objects.create", table: "tbl_customers", columns: ["email_addr"])
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    #expect(facts.checks.map(\.columns) == [["email_addr"]])
    #expect(facts.checks.map(\.table) == ["tbl_customers"])
    #expect(facts.writtenColumns == ["email_addr"])
  }

  @Test func aLookUpThroughAHidingManagerIsNarrower() throws {
    let app = DjangoApp([
      "shop/models.py": HarmExample.models,
      "shop/views.py": """
      def coupon(request):
          if not Coupon.objects.filter(email=request.POST["email"]).exists():
              Coupon.objects.create(email=request.POST["email"])

      """,
    ])
    let failure = app.failure(
      "shop/views.py", "Coupon.objects.create", table: "shop_coupon", columns: ["email"])
    let framework = try #require(Framework.recognised(in: failure))
    let check = try #require(framework.facts(of: failure).checks.first)
    #expect(check.columns == ["email"])
    #expect(check.otherPredicates == ["deleted_at IS NULL"])
  }

  @Test(arguments: [
    (
      "def change(request, pk):\n"
        + "    Customer.objects.filter(pk=pk).update(email=request.POST[\"email\"])  # WRITE\n",
      Remedy.Kind.validateOnPath
    ),
    (
      "def signup(request):\n"
        + "    Customer.objects.create(email=request.GET[\"email\"])  # WRITE\n",
      Remedy.Kind.validateOnPath
    ),
    (
      "def signup(request):\n    Customer.objects.get_or_create("
        + "email=request.POST[\"email\"])  # WRITE\n", Remedy.Kind.insertOrRead
    ),
  ])
  func writesNoTestThatCannotTell(_ view: String, _ kind: Remedy.Kind) throws {
    let app = DjangoApp(["shop/models.py": HarmExample.models, "shop/views.py": view])
    var failure = app.failure(
      "shop/views.py", "# WRITE", table: "shop_customer", columns: ["email"])
    failure.event.transaction = "/signup"
    let framework = try #require(Framework.recognised(in: failure))
    let remedies = [
      Remedy(kind, table: "shop_customer", columns: ["email"]),
      Remedy(.translateViolation, table: "shop_customer", columns: ["email"]),
    ]
    #expect(framework.tests(for: remedies, of: failure, framework.facts(of: failure)) == [])
  }

  @Test(arguments: ["/api/customers/", "/api/customers/{pk}/"])
  func aViewSetWithoutFramesIsFoundByItsURL(_ transaction: String) throws {
    let app = DjangoApp([
      "shop/models.py": HarmExample.models,
      "shop/api.py": """
      from rest_framework import serializers, viewsets

      from .models import Customer


      class CustomerSerializer(serializers.ModelSerializer):
          email = serializers.EmailField()

          class Meta:
              model = Customer
              fields = ["email", "nickname"]


      class CustomerViewSet(viewsets.ModelViewSet):
          queryset = Customer.objects.all()
          serializer_class = CustomerSerializer

      """,
      "shop/urls.py": """
      from . import api

      router = DefaultRouter()
      router.register("customers", api.CustomerViewSet)
      urlpatterns = [path("api/", include(router.urls))]

      """,
    ])
    var failure = app.failure("shop/api.py", "class", table: "shop_customer", columns: ["email"])
    failure.event.transaction = transaction
    failure.frames = [Frame(module: "rest_framework.mixins", function: "create", lineNumber: 1)]
    failure.inApp = [false]
    failure.culpritIndex = nil
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    #expect(facts.validators.map(\.name) == ["CustomerSerializer"])
    #expect(facts.validators.first?.uniqueColumns == ["nickname"])
    #expect(facts.write?.path == "shop/api.py" && facts.sawWholeFunction)
    let remedy = Remedy(.validateOnPath, table: "shop_customer", columns: ["email"])
    let fix = try #require(framework.fixes(for: remedy, of: failure, facts).first)
    #expect(fix.diff.contains("def validate_email(self, value):"))
    #expect(fix.diff.contains("self.instance"))
  }
}
