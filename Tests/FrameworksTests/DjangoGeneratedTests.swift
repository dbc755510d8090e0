import DatabaseErrors
import EventSchema
import Fixes
import SourceCode
import Testing

@testable import Frameworks

/// A failure, and pieces of the test that is written for it.
struct GeneratedTest: Sendable, CustomTestStringConvertible {
  var title: String
  var violation: ConstraintViolation
  var remedies: [Remedy.Kind]
  /// Pieces of the first test; none where no test must be written.
  var holds: [String]
  var lacks: [String]
  var transaction: String
  var type: String
  var code: String
  /// Django's frames below the line that failed.
  var library: String

  init(
    _ title: String, _ violation: ConstraintViolation, _ remedies: [Remedy.Kind],
    holds: [String], lacks: [String] = [], at transaction: String,
    type: String = "application/json",
    library: String = "django.db.models.base _do_insert", _ code: String
  ) {
    self.title = title
    self.violation = violation
    self.remedies = remedies
    self.holds = holds
    self.lacks = lacks
    self.transaction = transaction
    self.type = type
    self.library = library
    self.code = DjangoRecipe.Example.models + code
  }

  var testDescription: String { title }

  var tests: [TestCase] {
    var failure = PythonProject(code).failure(
      kind: violation.kind, table: violation.table, columns: violation.columns, library: library)
    failure.violation = violation
    var request = Request()
    request.method = "POST"
    request.headers = [Request.Header("Content-Type", type)]
    failure.event.request = request
    failure.event.transaction = transaction
    let kept = remedies.map {
      Remedy($0, table: violation.table, columns: violation.columns)
    }
    return Framework.django.tests(for: kept, of: failure, SourceFacts())
  }
}

/// What generated tests send, make and ask for.
@Suite struct DjangoGeneratedTests {
  @Test(arguments: examples + ways)
  func isWrittenAsTheSourceAsks(_ example: GeneratedTest) throws {
    let test = example.tests.first
    #expect((test == nil) == example.holds.isEmpty, "\(test?.code ?? "no test")")
    guard let test else { return }
    for piece in example.holds {
      #expect(test.code.contains(piece), "\(piece) in\n\(test.code)")
    }
    for piece in example.lacks {
      #expect(!test.code.contains(piece), "\(piece) in\n\(test.code)")
    }
    #expect(PythonModule(parsing: test.code).unreadable.isEmpty)
  }

  static let visit = ConstraintViolation(
    kind: .unique, constraint: "one_visit_a_day", table: "harbour_visit",
    columns: ["boat_id", "day"])

  static let examples = [
    GeneratedTest(
      "two requests at once differ in what another key holds",
      ConstraintViolation(kind: .unique, table: "yard_boat", columns: ["number"]),
      [.translateViolation],
      holds: ["requests.append((", "self.data[\"radio\"] = \"Another\""],
      at: "/boats/",
      """
      # file: yard/models.py
      from django.db import models


      class Boat(models.Model):
          number = models.CharField(max_length=12, unique=True)
          radio = models.CharField(max_length=12, unique=True)

      # file: yard/views.py
      from rest_framework import serializers
      from rest_framework.response import Response
      from rest_framework.views import APIView

      from .models import Boat


      class BoatSerializer(serializers.Serializer):
          number = serializers.CharField()
          radio = serializers.CharField()


      class BoatView(APIView):
          def post(self, request):
              serializer = BoatSerializer(data=request.data)
              serializer.is_valid(raise_exception=True)
      ↓        boat = Boat.objects.create(**serializer.validated_data)
              return Response({"boat": boat.pk}, status=201)

      """),
    GeneratedTest(
      "what a service was made for", .boatNumber, [.translateViolation],
      holds: ["self.data = {\"number\": ", "client.post(f\"/berths/{self.berth.code}/boats/\""],
      at: "/berths/{code}/boats/",
      """
      # file: harbour/views.py
      import json

      from django.http import JsonResponse
      from django.shortcuts import get_object_or_404
      from django.views import View

      from .models import Berth
      from .services import Registration


      class BoatView(View):
          def body(self):
              return json.loads(self.request.body or "{}")

          def post(self, request, code):
              berth = get_object_or_404(Berth, code=code)
      →        boat = Registration(berth).enter(self.body()["number"])
              return JsonResponse({"boat": boat.pk}, status=201)

      # file: harbour/services.py
      from .models import Boat


      class Registration:
          def __init__(self, berth):
              self.berth = berth

          def enter(self, number):
      ↓        return Boat.objects.create(number=number, name="", berth=self.berth)

      """),
    GeneratedTest(
      "a row that is looked up without regard to case", visit, [.validateOnPath],
      holds: ["\"boat\": self.boat.number"], at: "/visits/",
      """
      # file: harbour/views.py
      from django.http import JsonResponse
      from django.shortcuts import get_object_or_404

      from .models import Boat, Visit


      def enter(request):
          boat = get_object_or_404(Boat, number__iexact=request.POST["boat"])
      ↓    visit = Visit.objects.create(boat=boat, day=request.POST["day"])
          return JsonResponse({"visit": visit.pk}, status=201)

      """),
    GeneratedTest(
      "rows of a batch that point to nothing",
      ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
      [.translateViolation],
      holds: [
        "(TransactionTestCase)", "self.rows[1][\"boat\"] = 0",
        "self.assertEqual(Visit.objects.count(), 0)",
      ], at: "/visits/",
      """
      # file: harbour/views.py
      import json

      from django.http import JsonResponse

      from . import services


      def enter(request):
          data = json.loads(request.body)
      →    return JsonResponse({"made": services.enter(data["visits"])}, status=201)

      # file: harbour/services.py
      from .models import Visit


      def enter(rows):
          for row in rows:
      ↓        Visit.objects.create(boat_id=row["boat"], day=row["day"])
          return len(rows)

      """),
    GeneratedTest(
      "one row alone points to nothing: its own test says so",
      ConstraintViolation(kind: .foreignKey, table: "harbour_visit", columns: ["boat_id"]),
      [.translateViolation], holds: [], at: "/visits/",
      """
      # file: harbour/views.py
      import json

      from django.http import JsonResponse

      from .models import Visit


      def enter(request):
          data = json.loads(request.body)
      ↓    Visit.objects.create(boat_id=data["boat"], day=data["day"])
          return JsonResponse({}, status=201)

      """),
    GeneratedTest(
      "more than there is, taken from a row that the caller read",
      ConstraintViolation(
        kind: .check, constraint: "some_metres", table: "harbour_berth", columns: ["free_metres"]),
      [.translateViolation],
      holds: ["self.row.free_metres = 5", "self.send(6)", "self.data[\"metres\"] = amount"],
      at: "/berths/{code}/take/", library: "django.db.models.base _do_update",
      """
      # file: harbour/views.py
      import json

      from django.http import JsonResponse
      from django.shortcuts import get_object_or_404

      from . import services
      from .models import Berth


      def take(request, code):
          berth = get_object_or_404(Berth, code=code)
      →    services.take(berth, int(json.loads(request.body)["metres"]))
          return JsonResponse({})

      # file: harbour/services.py
      from django.db.models import F


      def take(berth, metres):
          berth.free_metres = F("free_metres") - metres
      ↓    berth.save(update_fields=["free_metres"])

      """),
    GeneratedTest(
      "children that move to an owner who has such a one", visit, [.translateViolation],
      holds: [
        "Visit.objects.create(boat=self.boat, day=", "self.assertLess(response.status_code, 500)",
      ], at: "/boats/{number}/hand-over/", library: "django.db.models.base _do_update",
      """
      # file: harbour/views.py
      from django.http import JsonResponse
      from django.shortcuts import get_object_or_404

      from .models import Boat


      def hand_over(request, number):
          old = get_object_or_404(Boat, number=number)
          new = get_object_or_404(Boat, pk=request.POST["to"])
          for visit in old.visit_set.all():
              visit.boat = new
      ↓        visit.save()
          return JsonResponse({})

      """),
    GeneratedTest(
      "a form that is made of more than its data", .boatNumber, [.validateOnPath],
      holds: ["test_the_second_one_is_refused"], lacks: ["BoatForm(self.data)"], at: "/boats/",
      type: "application/x-www-form-urlencoded",
      """
      # file: harbour/forms.py
      from django import forms


      class BoatForm(forms.Form):
          number = forms.CharField(max_length=12)
          name = forms.CharField(max_length=40)

          def __init__(self, *args, **kwargs):
              self.user = kwargs.pop("user")
              super().__init__(*args, **kwargs)

      # file: harbour/views.py
      from django.shortcuts import redirect, render

      from .forms import BoatForm
      from .models import Berth, Boat


      def register(request):
          form = BoatForm(request.POST, user=request.user)
          if form.is_valid():
      ↓        Boat.objects.create(berth=Berth.objects.get(code="A1"), **form.cleaned_data)
              return redirect("boats")
          return render(request, "boat.html", {"form": form})

      """),
    GeneratedTest(
      "a form that its data are enough for", .boatNumber, [.validateOnPath],
      holds: ["BoatForm(self.data)"], at: "/boats/",
      type: "application/x-www-form-urlencoded",
      """
      # file: harbour/forms.py
      from django import forms


      class BoatForm(forms.Form):
          number = forms.CharField(max_length=12)
          name = forms.CharField(max_length=40)

          def __init__(self, *args, **kwargs):
              self.user = kwargs.pop("user", None)
              super().__init__(*args, **kwargs)

      # file: harbour/views.py
      from django.shortcuts import redirect, render

      from .forms import BoatForm
      from .models import Berth, Boat


      def register(request):
          form = BoatForm(request.POST, user=request.user)
          if form.is_valid():
      ↓        Boat.objects.create(berth=Berth.objects.get(code="A1"), **form.cleaned_data)
              return redirect("boats")
          return render(request, "boat.html", {"form": form})

      """),
    GeneratedTest(
      "rows of a list that are written in a comprehension", visit, [.deduplicateBatch],
      holds: [
        "{\"day\": \"2031-05-11\", \"note\": ", "self.boat = Boat.objects.create(",
        "self.send(*self.rows, self.rows[0])", "name=\"afloat\"",
      ], at: "/boats/{pk}/visits/",
      """
      # file: harbour/views.py
      from rest_framework import serializers, viewsets
      from rest_framework.decorators import action
      from rest_framework.response import Response

      from .models import Boat, Visit


      class RowSerializer(serializers.Serializer):
          day = serializers.DateField()
          note = serializers.CharField()


      class VisitsSerializer(serializers.Serializer):
          visits = RowSerializer(many=True)


      class BoatViewSet(viewsets.ModelViewSet):
          queryset = Boat.objects.filter(name="afloat")

          @action(detail=True, methods=["post"])
          def visits(self, request, pk=None):
              boat = self.get_object()
              serializer = VisitsSerializer(data=request.data)
              serializer.is_valid(raise_exception=True)
      ↓        made = [Visit.objects.create(boat=boat, **row) for row in serializer.validated_data["visits"]]
              return Response({"made": len(made)}, status=201)

      """),
  ]

  @Test func aComprehensionIsNoCallerOfItsFunction() {
    let functions = ["post", "create", "<listcomp>"]
    var failure = PythonProject("").failure(
      kind: .unique, table: nil, columns: [], library: "")
    failure.frames = functions.map { name in
      Frame(filename: name == "post" ? "views.py" : "rows.py", function: name, lineNumber: 1)
    }
    failure.inApp = [true, true, true]
    failure.culpritIndex = 2
    #expect(failure.callers == [0])
    failure.frames[2].function = "build"
    #expect(failure.callers == [1, 0])
  }
}
