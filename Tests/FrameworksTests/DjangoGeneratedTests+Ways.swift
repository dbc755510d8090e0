import DatabaseErrors
import Fixes

@testable import Frameworks

/// How a request gets to the write: past a secret, through classes inside of others, by the admin.
extension DjangoGeneratedTests {
  static let ways: [GeneratedTest] = [
    GeneratedTest(
      "a header that is compared with a secret of the settings", .boatNumber, [.validateOnPath],
      holds: [
        "from django.conf import settings",
        "headers={\"X-Harbour-Token\": settings.HARBOUR_TOKEN}",
      ], at: "/boats/",
      """
      # file: harbour/views.py
      import json

      from django.conf import settings
      from django.http import HttpResponse

      from .models import Berth, Boat


      def register(request):
          if request.headers.get("X-Harbour-Token") != settings.HARBOUR_TOKEN:
              return HttpResponse(status=403)
          data = json.loads(request.body)
          berth = Berth.objects.get(code=data["berth"])
      ↓    Boat.objects.create(number=data["number"], name=data["name"], berth=berth)
          return HttpResponse(status=204)

      """),
    GeneratedTest(
      "a header that a permission asks for", .boatNumber, [.validateOnPath],
      holds: ["headers={\"X-Harbour-Token\": f\"Key {settings.HARBOUR_TOKEN}\"}"], at: "/boats/",
      """
      # file: harbour/permissions.py
      from django.conf import settings
      from rest_framework.permissions import BasePermission


      class KnowsToken(BasePermission):
          def has_permission(self, request, view):
              return request.headers.get("X-Harbour-Token") == f"Key {settings.HARBOUR_TOKEN}"

      # file: harbour/views.py
      from rest_framework.decorators import api_view, permission_classes
      from rest_framework.response import Response

      from .models import Boat
      from .permissions import KnowsToken


      @api_view(["POST"])
      @permission_classes([KnowsToken])
      def register(request):
          number = request.data["number"]
      ↓    Boat.objects.create(number=number, name="", berth_id=request.data["berth_id"])
          return Response(status=204)

      """),
    GeneratedTest(
      "a header that is compared with what the request itself holds", .boatNumber,
      [.validateOnPath], holds: ["def send(self)"], lacks: ["headers="], at: "/boats/",
      """
      # file: harbour/views.py
      import json

      from django.http import HttpResponse

      from .models import Boat


      def register(request):
          data = json.loads(request.body)
          if request.headers.get("X-Harbour") != data["harbour"]:
              return HttpResponse(status=403)
      ↓    Boat.objects.create(number=data["number"], name="", berth_id=data["berth_id"])
          return HttpResponse(status=204)

      """),
    GeneratedTest(
      "a serializer inside of the view, a list of rows, a row that is made if need be", visit,
      [.translateViolation],
      holds: ["\"guests\": []", "\"day\": \"2031-05-14\"", "test_two_at_once_store_one_row"],
      at: "/visits/",
      """
      # file: harbour/services.py
      from .models import Boat, Visit


      def visit_add(*, number, day, guests):
          boat, _ = Boat.objects.get_or_create(number=number, defaults={"berth_id": 1})
      ↓    return Visit.objects.create(boat=boat, day=day)

      # file: harbour/apis.py
      from rest_framework import serializers
      from rest_framework.response import Response
      from rest_framework.views import APIView

      from .models import Boat
      from .services import visit_add


      class VisitApi(APIView):
          class InputSerializer(serializers.Serializer):
              number = serializers.CharField(max_length=12)
              day = serializers.DateField()
              guests = serializers.PrimaryKeyRelatedField(queryset=Boat.objects.all(), many=True)

          def post(self, request):
              serializer = self.InputSerializer(data=request.data)
              serializer.is_valid(raise_exception=True)
      →        visit_add(**serializer.validated_data)
              return Response(status=201)

      """),
    GeneratedTest(
      "an action of the admin is run for two rows", visit, [.translateViolation],
      holds: [
        "\"_selected_action\": [self.boat.pk, self.other_boat.pk]",
        "raise IntegrityError(\"one_visit_a_day\")", "self.assertEqual(len(refused), 1)",
      ], at: "/admin/harbour/boat/",
      """
      # file: harbour/admin.py
      from django.contrib import admin

      from .models import Boat


      @admin.register(Boat)
      class BoatAdmin(admin.ModelAdmin):
          actions = ["merge"]

          def merge(self, request, queryset):
              into, *others = queryset
              for other in others:
      ↓            other.visit_set.update(boat=into)

      """),
  ]
}
