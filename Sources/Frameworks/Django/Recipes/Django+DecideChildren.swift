import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Says in readable words that a row is still in use.
  static let decideChildren = DjangoRecipe(
    .decideChildren,
    fixes: { reading, _ in [RefusedDelete(reading)?.fix].compactMap(\.self) },
    tests: { reading, _ in [RefusedDelete(reading)?.test].compactMap(\.self) },
    examples: [
      .matches(
        "a view deletes a row that others point to", .child,
        holds: [
          "+        with transaction.atomic():", "+            berth.delete()",
          "+    except (IntegrityError, ProtectedError, RestrictedError):", "status=409",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse
          from django.shortcuts import get_object_or_404

          from .models import Berth


          def close(request, pk):
              berth = get_object_or_404(Berth, pk=pk)
          ↓    berth.delete()
              return JsonResponse({"closed": pk})

          """),
      .matches(
        "children that nobody looks after are protected", .leftChild,
        holds: [
          "-    berth = models.ForeignKey(Berth, on_delete=models.DO_NOTHING)",
          "+    berth = models.ForeignKey(Berth, on_delete=models.PROTECT)",
          "+    except ProtectedError:",
        ],
        """
        # file: harbour/models.py
        from django.db import models


        class Berth(models.Model):
            code = models.CharField(max_length=10, unique=True)


        class Boat(models.Model):
            berth = models.ForeignKey(Berth, on_delete=models.DO_NOTHING)

        # file: harbour/views.py
        from django.http import JsonResponse
        from django.shortcuts import get_object_or_404

        from .models import Berth


        def close(request, pk):
            berth = get_object_or_404(Berth, pk=pk)
        ↓    berth.delete()
            return JsonResponse({"closed": pk})

        """),
      .matches(
        "children that point to a row of a query set", .child,
        holds: ["+            berth.delete()"],
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Berth


          def close(request, code):
              berth = Berth.objects.get(code=code)
          ↓    berth.delete()
              return JsonResponse({"closed": code})

          """),
      .matches(
        "a hook of a REST view deletes", .child,
        holds: [
          "+                instance.delete()",
          "+            raise serializers.ValidationError(",
          "{\"detail\": [\"This berth is still in use.\"]}",
        ],
        Example.models + """
          # file: harbour/views.py
          from rest_framework import serializers, viewsets

          from .models import Berth


          class BerthSerializer(serializers.ModelSerializer):
              class Meta:
                  model = Berth
                  fields = ["code"]


          class BerthViewSet(viewsets.ModelViewSet):
              queryset = Berth.objects.all()
              serializer_class = BerthSerializer

              def perform_destroy(self, instance):
          ↓        instance.delete()

          """),
      .matches(
        "a statement of its own goes round the models", .child,
        holds: [
          "+        if Boat.objects.filter(berth=pk).exists() or Mooring.objects",
          "+            with transaction.atomic():",
          "+        except IntegrityError:", "status=409",
        ],
        Example.models + """
          # file: harbour/views.py
          from django.db import connection
          from django.http import JsonResponse


          def close(request, pk):
              with connection.cursor() as cursor:
          ↓        cursor.execute("DELETE FROM harbour_berth WHERE id = %s", [pk])
              return JsonResponse({"closed": pk})

          """),
      .rejects(
        "nothing is deleted", .child,
        Example.models + """
          # file: harbour/views.py
          from django.http import JsonResponse

          from .models import Boat


          def register(request, berth):
          ↓    boat = Boat.objects.create(number=request.POST["number"], berth_id=berth)
              return JsonResponse({"boat": boat.pk}, status=201)

          """),
      .rejects(
        "nobody is there to answer", .child,
        Example.models + """
          # file: harbour/services.py
          def close(berth):
          ↓    berth.delete()

          """),
    ])
}

extension ConstraintViolation {
  fileprivate static let child = ConstraintViolation(
    kind: .foreignKey, table: "harbour_boat", columns: ["berth_id"],
    referencedTable: "harbour_berth")
  fileprivate static let leftChild = child
}
