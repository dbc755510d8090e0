import DatabaseErrors
import Fixes
import Frameworks
import Testing

/// A small Django project that failed at the marked line, and lines of the test for its remedies.
struct DjangoStory: Sendable, CustomTestStringConvertible {
  var title: String
  var remedies: [Remedy.Kind]
  var violation: ConstraintViolation
  var library = "django.db.models.query create"
  var code: String
  var holds: [String]
  var lacks: [String] = []

  var testDescription: String { title }

  /// The code of the first test that is proposed.
  var test: String? {
    var failure = PythonProject(code).failure(
      kind: violation.kind, table: violation.table, columns: violation.columns, library: library)
    failure.violation = violation
    let remedies = remedies.map {
      Remedy($0, table: violation.table, columns: violation.columns)
    }
    return Framework.django.tests(for: remedies, of: failure, Framework.django.facts(of: failure))
      .first?.code
  }
}

@Suite struct DjangoStoriesTests {
  private static let models = """
    # file: school/models.py
    from django.db import models


    class Family(models.Model):
        surname = models.CharField(max_length=60)


    class Invoice(models.Model):
        number = models.IntegerField(unique=True)
        family = models.ForeignKey(Family, on_delete=models.PROTECT)
        month = models.CharField(max_length=7)

        class Meta:
            unique_together = [("family", "month")]


    class Item(models.Model):
        family = models.ForeignKey(Family, on_delete=models.CASCADE)
        position = models.PositiveSmallIntegerField()

        class Meta:
            unique_together = [("family", "position")]

    # file: school/urls.py
    from django.urls import path

    from . import views

    urlpatterns = [
        path("families/<int:pk>/bills", views.bill),
        path("families/<int:pk>/exchange", views.exchange),
    ]

    """

  static let all = [
    DjangoStory(
      title: "two next values differ in what another key holds",
      remedies: [.serializeAccess],
      violation: ConstraintViolation(
        kind: .unique, table: "school_invoice", columns: ["number"]),
      code: models + """
        # file: school/views.py
        from django.db.models import Max
        from django.http import HttpResponse
        from django.shortcuts import get_object_or_404

        from .models import Family, Invoice


        def next_number():
            return (Invoice.objects.aggregate(last=Max("number"))["last"] or 1000) + 1


        def bill(request, pk):
            family = get_object_or_404(Family, pk=pk)
        ↓    Invoice.objects.create(number=next_number(), family=family, month=request.POST["month"])
            return HttpResponse(status=201)

        """,
      holds: [
        "self.family = self.other_family",
        "requests.append((f\"/families/{self.family.pk}/bills\", dict(self.data)))",
        "response = client.post(path, data)",
        "threading.Thread(target=request, args=sent) for sent in requests",
      ]),
    DjangoStory(
      title: "rows that the request names change places",
      remedies: [.deferOrMoveInSteps],
      violation: ConstraintViolation(
        kind: .unique, table: "school_item", columns: ["family_id", "position"]),
      library: "django.db.models.base save django.db.models.base _do_update",
      code: models + """
        # file: school/services.py
        from .models import Item


        def exchange(family, first, second):
            one = Item.objects.get(family=family, pk=first)
            two = Item.objects.get(family=family, pk=second)
            one.position, two.position = two.position, one.position
        ↓    one.save(update_fields=["position"])
            two.save(update_fields=["position"])

        # file: school/views.py
        from django.http import HttpResponse
        from django.shortcuts import get_object_or_404

        from . import services
        from .models import Family


        def exchange(request, pk):
            family = get_object_or_404(Family, pk=pk)
        →    services.exchange(family, request.POST["first"], request.POST["second"])
            return HttpResponse(status=204)

        """,
      holds: [
        "self.data = {\"first\": self.item.pk, \"second\": self.other_item.pk}",
        "self.assertEqual((self.other_item.position, self.item.position), before)",
      ]),
  ]

  static let commands = [
    DjangoStory(
      title: "a file that a command reads holds a key twice",
      remedies: [.deduplicateBatch],
      violation: ConstraintViolation(
        kind: .unique, table: "school_pupil", columns: ["number"]),
      library: "django.db.models.query bulk_create",
      code: pupils + """
        # file: school/management/commands/enter_pupils.py
        import csv

        from django.core.management.base import BaseCommand

        from school.models import Pupil


        class Command(BaseCommand):
            def add_arguments(self, parser):
                parser.add_argument("list")
                parser.add_argument("--new-only", action="store_true")

            def handle(self, *args, list, new_only, **options):
                with open(list, newline="") as file:
                    rows = list(csv.DictReader(file, delimiter=";"))
                if new_only:
                    pupils = [Pupil(**row) for row in rows]
        ↓            Pupil.objects.bulk_create(pupils)

        """,
      holds: [
        "self.rows = [{\"number\": \"Sample1\"}, {\"number\": \"Another\"}]",
        "writer = csv.DictWriter(file, rows[0], delimiter=\";\")",
        "call_command(\"enter_pupils\", path, new_only=True)",
        "self.load(*self.rows, self.rows[0])",
      ]),
    DjangoStory(
      title: "a command writes a row for each row of another table",
      remedies: [.insertOrRead, .idempotencyKey],
      violation: ConstraintViolation(
        kind: .unique, table: "school_bill", columns: ["family_id", "month"]),
      code: pupils + """
        # file: school/management/commands/bill_families.py
        from django.core.management.base import BaseCommand

        from school.models import Bill, Family


        class Command(BaseCommand):
            def add_arguments(self, parser):
                parser.add_argument("month")

            def handle(self, *args, **options):
                for family in Family.objects.filter(pays=True, children__isnull=False).distinct():
        ↓            Bill.objects.create(family=family, month=options["month"])

        """,
      holds: [
        "self.family = Family.objects.create(number=7, pays=True)",
        "self.child = Child.objects.create(family=self.family)",
        "call_command(\"bill_families\", \"Sample1\")",
      ]),
    DjangoStory(
      title: "a row that is found by its name, if it is open",
      remedies: [.validateOnPath],
      violation: ConstraintViolation(
        kind: .unique, table: "school_bill", columns: ["family_id", "month"]),
      code: pupils + """
        # file: school/urls.py
        from django.urls import path

        from . import views

        urlpatterns = [path("families/<int:pk>/bills", views.bill)]

        # file: school/views.py
        from django.http import HttpResponse
        from django.shortcuts import get_object_or_404

        from .models import Bill, Family


        def bill(request, pk):
            family = get_object_or_404(Family, number=pk, pays=True)
        ↓    Bill.objects.create(family=family, month=request.POST["month"])
            return HttpResponse(status=201)

        """,
      holds: [
        "self.family = Family.objects.create(number=7, pays=True)",
        "self.client.post(f\"/families/{self.family.number}/bills\", self.data)",
      ]),
  ]

  private static let pupils = """
    # file: school/models.py
    from django.db import models


    class Pupil(models.Model):
        number = models.CharField(max_length=12, unique=True)


    class Family(models.Model):
        number = models.IntegerField(unique=True)
        pays = models.BooleanField(default=False)


    class Child(models.Model):
        family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="children")


    class Bill(models.Model):
        family = models.ForeignKey(Family, on_delete=models.PROTECT)
        month = models.CharField(max_length=7)

        class Meta:
            unique_together = [("family", "month")]


    """

  @Test(arguments: all + commands + handed + options)
  func writesTheTest(_ story: DjangoStory) throws {
    let code = try #require(story.test)
    for piece in story.holds { #expect(code.contains(piece), "\(piece) in\n\(code)") }
    for piece in story.lacks { #expect(!code.contains(piece), "\(piece) in\n\(code)") }
  }
}
