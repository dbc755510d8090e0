import DatabaseErrors
import EventSchema
import Fixes
import SourceCode
import Testing

@testable import Frameworks

/// What is written for views of the REST framework, whose own frames alone are in a trace, and for
/// requests that bring several rows.
@Suite struct DjangoRestTests {
  private static let models = """
    from django.db import models


    class Pier(models.Model):
        code = models.CharField(max_length=6, unique=True)


    class Berth(models.Model):
        pier = models.ForeignKey(Pier, on_delete=models.DO_NOTHING)
        number = models.CharField(max_length=8, unique=True)
        owner = models.ForeignKey("Owner", on_delete=models.CASCADE)


    class Owner(models.Model):
        name = models.CharField(max_length=40)

    """

  private func app(_ views: String, urls: String) -> DjangoApp {
    DjangoApp([
      "piers/models.py": Self.models, "piers/views.py": views, "piers/urls.py": urls,
    ])
  }

  private func request(
    _ failure: Failure, _ method: String, _ transaction: String, type: String = "application/json"
  ) -> Failure {
    var failure = failure
    var request = Request()
    request.method = method
    request.headers = [Request.Header("Content-Type", type)]
    failure.event.request = request
    failure.event.transaction = transaction
    return failure
  }

  @Test func theFrameworksOwnDeletionSaysThatTheRowIsInUse() throws {
    let app = app(
      """
      from rest_framework import viewsets

      from .models import Pier


      class PierViewSet(viewsets.ModelViewSet):
          queryset = Pier.objects.order_by("code")

      """,
      urls: """
        from rest_framework.routers import DefaultRouter

        from .views import PierViewSet

        router = DefaultRouter()
        router.register("piers", PierViewSet)
        urlpatterns = router.urls

        """)
    var failure = app.failure("piers/views.py", "class", table: "piers_berth", columns: ["pier_id"])
    failure = request(failure, "DELETE", "/piers/{pk}/")
    failure.violation?.kind = .foreignKey
    failure.frames = [Frame(module: "rest_framework.mixins", function: "destroy", lineNumber: 1)]
    failure.inApp = [false]
    failure.culpritIndex = nil
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    let remedy = Remedy(.decideChildren, table: "piers_berth", columns: ["pier_id"])
    let fix = try #require(framework.fixes(for: remedy, of: failure, facts).first)
    for piece in [
      "+    def destroy(self, request, *args, **kwargs):",
      "+                return super().destroy(request, *args, **kwargs)",
      "+        except ProtectedError:", "on_delete=models.PROTECT", "status=409",
    ] {
      #expect(fix.diff.contains(piece), "\(piece) in\n\(fix.diff)")
    }
    let test = try #require(framework.tests(for: [remedy], of: failure, facts).first)
    #expect(test.code.contains("self.client.delete(f\"/piers/{self.pier.pk}/\""))
    #expect(test.code.contains("self.owner = Owner.objects.create("))
    #expect(test.code.contains("pier=self.pier"))
  }

  @Test(arguments: [
    (
      "        rows = request.data\n        Berth.objects.bulk_create([Berth(number=row[\"number\"], "
        + "pier_id=row[\"pier\"], owner_id=row[\"owner\"]) for row in rows])  # WRITE",
      "self.client.post(\"/berths/\", rows, content_type=\"application/json\")"
    ),
    (
      "        made = []\n        for row in request.data[\"berths\"]:\n            made.append(Berth("
        + "number=row[\"number\"].strip(), pier_id=row[\"pier\"], owner_id=row[\"owner\"]))\n"
        + "        Berth.objects.bulk_create(made)  # WRITE",
      "self.data[\"berths\"] = rows"
    ),
    (
      "        rows = csv.DictReader(io.StringIO(request.FILES[\"list\"].read().decode()))\n        "
        + "Berth.objects.bulk_create([Berth(number=row[\"number\"], pier_id=row[\"pier\"], "
        + "owner_id=row[\"owner\"]) for row in rows])  # WRITE",
      "self.data[\"list\"] = SimpleUploadedFile(\"rows.csv\", text.encode())"
    ),
  ])
  func aBatchIsSentAsTheViewReadsIt(_ body: String, _ sent: String) throws {
    let app = app(
      """
      import csv
      import io

      from rest_framework.response import Response
      from rest_framework.views import APIView

      from .models import Berth


      class BerthImport(APIView):
          def post(self, request):
      \(body)
              return Response({}, status=201)

      """,
      urls: """
        from django.urls import path

        from . import views

        urlpatterns = [path("berths/", views.BerthImport.as_view())]

        """)
    let failure = request(
      app.failure("piers/views.py", "# WRITE", table: "piers_berth", columns: ["number"]), "POST",
      "/berths/")
    let framework = try #require(Framework.recognised(in: failure))
    let remedies = [Remedy.Kind.validateOnPath, .translateViolation].map {
      Remedy($0, table: "piers_berth", columns: ["number"])
    }
    let tests = framework.tests(for: remedies, of: failure, framework.facts(of: failure))
    let test = try #require(tests.first)
    #expect(test.code.contains(sent), "\(test.code)")
    #expect(
      test.code.contains(
        "{\"number\": \"row1\", \"pier\": self.pier.pk, \"owner\": self.owner.pk}"),
      "\(test.code)")
    #expect(PythonModule(parsing: test.code).unreadable.isEmpty)
  }

  @Test func aWebhookIsSentWithWhatItAsksFor() throws {
    let app = app(
      """
      import json

      from django.http import HttpResponse

      from .models import Pier


      def webhook(request):
          event = json.loads(request.body)
          if event["type"] != "pier.built":
              return HttpResponse(status=204)
          Pier.objects.create(code=event["data"]["code"])  # WRITE
          return HttpResponse(status=200)

      """,
      urls: """
        from django.urls import path

        from . import views

        urlpatterns = [path("hook/", views.webhook)]

        """)
    let failure = request(
      app.failure("piers/views.py", "# WRITE", table: "piers_pier", columns: ["code"]), "POST",
      "/hook/")
    let framework = try #require(Framework.recognised(in: failure))
    let remedy = Remedy(.insertOrRead, table: "piers_pier", columns: ["code"])
    let repeated = Remedy(.idempotencyKey, table: "piers_pier", columns: ["code"])
    let tests = framework.tests(for: [remedy, repeated], of: failure, framework.facts(of: failure))
    let test = try #require(tests.first)
    #expect(
      test.code.contains(
        "self.data = {\"type\": \"pier.built\", \"data\": {\"code\": \"Sample\"}}"),
      "\(test.code)")
  }

  @Test(arguments: [
    "REST_FRAMEWORK = {\"DEFAULT_PERMISSION_CLASSES\": [\"rest.IsAuthenticated\"]}", "",
  ])
  func whoeverIsLoggedInIsKnownToTheView(_ settings: String) throws {
    let app = DjangoApp([
      "piers/models.py": Self.models, "piers/settings.py": settings + "\n",
      "piers/views.py": """
      from rest_framework.response import Response
      from rest_framework.views import APIView

      from .models import Pier


      class PierView(APIView):
          def post(self, request):
              pier = Pier.objects.create(code=request.data["code"])  # WRITE
              return Response({"id": pier.pk}, status=201)

      """,
      "piers/urls.py": """
      from django.urls import path

      from . import views

      urlpatterns = [path("piers/", views.PierView.as_view())]

      """,
    ])
    let failure = request(
      app.failure("piers/views.py", "# WRITE", table: "piers_pier", columns: ["code"]), "POST",
      "/piers/")
    let framework = try #require(Framework.recognised(in: failure))
    let remedy = Remedy(.translateViolation, table: "piers_pier", columns: ["code"])
    let tests = framework.tests(for: [remedy], of: failure, framework.facts(of: failure))
    let codes = tests.map(\.code)
    let pieces = [
      "from rest_framework.test import APIClient", "client.force_authenticate(self.user)",
      "format=\"json\"",
    ]
    for code in codes {
      #expect(pieces.allSatisfy(code.contains) != settings.isEmpty, "\(code)")
      #expect(code.contains("force_login") == false)
    }
    #expect(!codes.isEmpty)
  }
}
