import DatabaseErrors
import Frameworks
import Testing

extension PythonFactsExample: CustomTestStringConvertible {
  var testDescription: String { title }
}

@Suite struct DjangoPathTests {
  static let models = """
    # file: boats/models.py
    import uuid
    from django.db import models
    from django.dispatch import receiver
    from django.db.models.signals import post_save


    class Pier(models.Model):
        name = models.CharField(max_length=20)


    class Owner(models.Model):
        name = models.CharField(max_length=20)


    class Boat(models.Model):
        number = models.CharField(max_length=12, unique=True)
        token = models.UUIDField(default=uuid.uuid4, unique=True)
        pier = models.ForeignKey(Pier, on_delete=models.CASCADE)
        place = models.IntegerField(null=True)
        berths = models.IntegerField(default=0)
        crew = models.ManyToManyField(Owner)


    class Papers(models.Model):
        owner = models.OneToOneField(Owner, on_delete=models.CASCADE, related_name="papers")


    @receiver(post_save, sender=Owner)
    def make_papers(sender, instance, created, **kwargs):
        if created:
            Papers.objects.create(owner=instance)

    """

  static let create = "django.db.models.query create"
  static let save = "django.db.models.base save"

  static let examples = [
    PythonFactsExample(
      "a repository's look-up in the caller's condition",
      """
      # file: boats/services.py
      from boats.repositories import BoatRepository

      class Entering:
          def __init__(self, boats=None):
              self.boats = boats or BoatRepository()

          def enter(self, number):
              if self.boats.by_number(number) is not None:
                  raise ValueError(number)
      →        return self.boats.add(number)

      # file: boats/repositories.py
      from boats.models import Boat

      class BoatRepository:
          def by_number(self, number):
              return Boat.objects.filter(number=number).first()

          def add(self, number):
              boat = Boat(number=number, pier_id=1)
      ↓        boat.save()
              return boat

      # file: boats/views.py
      from boats.services import Entering

      def enter_view(request):
          return Entering().enter(request.POST["number"])
      """,
      shows: ["looks for number guards"], hides: [], library: save),
    PythonFactsExample(
      "a remote call between the look and the write",
      """
      # file: boats/views.py
      import requests
      from boats.models import Boat

      def enter(request):
          number = request.POST["number"]
          if Boat.objects.filter(number=number).exists():
              return None
          answer = requests.get("https://registry.example/boats/" + number)
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: [
        "slowStepBeforeWrite", "number from client", "pier_id from constant",
        "token from generator",
      ],
      hides: ["writesMany", "copiesRow", "inTransaction", "foldsBeforeWrite"], library: create),
    PythonFactsExample(
      "the remote call comes before the look",
      """
      # file: boats/views.py
      import requests
      from boats.models import Boat

      def enter(request):
          number = request.POST["number"]
          answer = requests.get("https://registry.example/boats/" + number)
          if Boat.objects.filter(number=number).exists():
              return None
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["number from client"], hides: ["slowStepBeforeWrite"], library: create),
    PythonFactsExample(
      "rows of a pier that is made before them",
      """
      # file: boats/services.py
      from boats.models import Boat, Pier

      def build(name, numbers):
          pier = Pier.objects.create(name=name)
          for number in numbers:
      ↓        Boat.objects.create(number=number, pier=pier, place=pier.pk)
      """,
      shows: ["writesMany", "pier_id from madeBefore", "place from madeBefore"], library: create),
    PythonFactsExample(
      "a pier of its own for each row",
      """
      # file: boats/services.py
      from boats.models import Boat, Pier

      def build(numbers):
          for number in numbers:
              pier = Pier.objects.create(name=number)
      ↓        Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["writesMany"], hides: ["pier_id from madeBefore"], library: create),
    PythonFactsExample(
      "a pier that is made where none is found",
      """
      # file: boats/services.py
      from boats.models import Boat, Pier

      def build(name, number):
          pier = Pier.objects.filter(name=name).first()
          if pier is None:
              pier = Pier.objects.create(name=name)
      ↓    Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["operation create"], hides: ["pier_id from madeBefore"], library: create),
    PythonFactsExample(
      "a look-up among the rows that a method of the project's own chooses",
      """
      # file: boats/services.py
      from boats.models import Boat

      def build(number, pier):
          if Boat.objects.afloat().filter(number=number).exists():
              raise ValueError(number)
      ↓    Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["looks for number guards", "narrowed by afloat()"], library: create),
    PythonFactsExample(
      "a pier that is looked up",
      """
      # file: boats/services.py
      from boats.models import Boat, Pier

      def build(name, numbers):
          pier, made = Pier.objects.get_or_create(name=name)
          for number in numbers:
      ↓        Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["writesMany"], hides: ["pier_id from madeBefore"], library: create),
    PythonFactsExample(
      "the largest plus one, in a transaction",
      """
      # file: boats/services.py
      from django.db import transaction
      from django.db.models import Max
      from boats.models import Boat

      @transaction.atomic
      def enter(pier):
          last = Boat.objects.aggregate(Max("number"))["number__max"] or 0
      ↓    return Boat.objects.create(number=last + 1, pier=pier)
      """,
      shows: ["number from computedFromRows", "inTransaction"], hides: ["setsKeyExplicitly"],
      library: create),
    PythonFactsExample(
      "a count plus one, in a helper",
      """
      # file: boats/services.py
      from boats.models import Boat

      def next_number():
          return f"B-{Boat.objects.count() + 1}"

      def enter(pier):
          number = next_number()
          boat = Boat(number=number, pier=pier)
      ↓    boat.save()
      """,
      shows: ["number from computedFromRows"], hides: ["inTransaction"], library: save),
    PythonFactsExample(
      "a loop that looks for a free name",
      """
      # file: boats/services.py
      from django.utils.text import slugify
      from boats.models import Boat

      def enter(title, pier):
          base = slugify(title)
          number = base
          attempt = 1
          while Boat.objects.filter(number=number).exists():
              number = f"{base}-{attempt}"
              attempt += 1
      ↓    return Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["number from computedFromRows", "looks for number guards"],
      hides: ["number from generator"], library: create),
    PythonFactsExample(
      "a random token",
      """
      # file: boats/services.py
      import random
      from boats.models import Boat

      def enter(pier):
          number = str(random.randint(0, 9999))
      ↓    return Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["number from generator"], hides: ["number from client", "number from constant"],
      library: create),
    PythonFactsExample(
      "initials of a name",
      """
      # file: boats/services.py
      from boats.models import Boat

      def enter(pier, title):
          boat = Boat(pier=pier)
          boat.number = "".join(word[0] for word in title.split()).upper()
      ↓    boat.save()
      """,
      shows: ["number from generator"], library: save),
    PythonFactsExample(
      "pieces of two names",
      """
      # file: boats/services.py
      from boats.models import Boat

      def enter(pier, request):
          last, first = request.POST["last"], request.POST["first"]
      ↓    return Boat.objects.create(number=last[:3].lower() + first[0], pier=pier)
      """,
      shows: ["number from generator"], library: create),
    PythonFactsExample(
      "cells of a row",
      """
      # file: boats/services.py
      from boats.models import Boat

      def enter(pier, request):
          row = request.POST["row"].split(";")
      ↓    return Boat.objects.create(number=f"{row[0]}{row[1]}", pier=pier)
      """,
      shows: ["number from client"], hides: ["number from generator"], library: create),
    PythonFactsExample(
      "the argument of a caller",
      """
      # file: boats/services.py
      from boats.models import Boat

      def enter(pier, number):
      ↓    return Boat.objects.create(number=number, pier=pier)

      # file: boats/views.py
      from boats.services import enter

      def post(request, pier_id):
          for row in request.POST.getlist("numbers"):
      →        enter(pier_id, number=row)
      """,
      shows: ["number from client", "pier_id from client", "writesMany"], library: create),
    PythonFactsExample(
      "a task's arguments, handed over inside a transaction",
      """
      # file: boats/tasks.py
      from celery import shared_task
      from boats.models import Boat

      @shared_task
      def enter(number, pier_id):
      ↓    Boat.objects.create(number=number, pier_id=pier_id)

      # file: boats/views.py
      from django.db import transaction
      from boats.tasks import enter

      def post(request):
          with transaction.atomic():
              pier = make_pier()
              enter.delay("7", pier.pk)
      """,
      shows: ["number from external", "in worker", "enqueuesBeforeCommit"],
      kind: .foreignKey, columns: ["pier_id"], library: create),
    PythonFactsExample(
      "a task handed over on commit",
      """
      # file: boats/tasks.py
      from celery import shared_task
      from boats.models import Boat

      @shared_task
      def enter(number, pier_id):
      ↓    Boat.objects.create(number=number, pier_id=pier_id)

      # file: boats/views.py
      from django.db import transaction
      from boats.tasks import enter

      def post(request):
          with transaction.atomic():
              pier = make_pier()
              transaction.on_commit(lambda: enter.delay("7", pier.pk))
      """,
      shows: ["in worker"], hides: ["enqueuesBeforeCommit"], kind: .foreignKey,
      columns: ["pier_id"], library: create),
    PythonFactsExample(
      "read, changed, saved",
      """
      # file: boats/views.py
      from boats.models import Boat

      def take(request, pk):
          boat = Boat.objects.get(pk=pk)
          boat.berths -= 1
      ↓    boat.save()
      """,
      shows: ["readsThenSaves"], hides: ["writesMany"], kind: .check, columns: ["berths"],
      library: save),
    PythonFactsExample(
      "changed by the database",
      """
      # file: boats/views.py
      from django.db.models import F
      from boats.models import Boat

      def take(request, pk):
          boat = Boat.objects.get(pk=pk)
          boat.berths = F("berths") - 1
      ↓    boat.save()
      """, hides: ["readsThenSaves"], kind: .check, columns: ["berths"], library: save),
    PythonFactsExample(
      "read under a lock",
      """
      # file: boats/views.py
      from boats.models import Boat

      def take(request, pk):
          boat = Boat.objects.select_for_update().get(pk=pk)
          boat.berths = boat.berths - 1
      ↓    boat.save()
      """, hides: ["readsThenSaves"], kind: .check, columns: ["berths"], library: save),
    PythonFactsExample(
      "a copied row",
      """
      # file: boats/views.py
      from boats.models import Boat

      def copy(request, pk):
          boat = Boat.objects.get(pk=pk)
          boat.pk = None
      ↓    boat.save()
      """,
      shows: ["copiesRow"], library: save),
    PythonFactsExample(
      "a copied row that its key found",
      """
      # file: boats/views.py
      from django.shortcuts import get_object_or_404

      from boats.models import Boat

      def copy(request, number):
          boat = get_object_or_404(Boat, number=number)
          boat.pk = None
      ↓    boat.save()
      """,
      shows: ["copiesRow", "readsOriginalByKey"], library: save),
    PythonFactsExample(
      "the row that is changed was made by the same path",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request):
          boat, _ = Boat.objects.get_or_create(number=request.POST["number"])
          boat.place = 1
      ↓    boat.save()
      """,
      hides: ["also writes boats_boat"], library: save),
    PythonFactsExample(
      "values of another row",
      """
      # file: boats/views.py
      from boats.models import Boat

      def copy(request, pk):
          old = Boat.objects.get(pk=pk)
      ↓    Boat.objects.create(number=old.number, pier=old.pier)
      """,
      shows: ["number from copied"], hides: ["copiesRow"], library: create),
    PythonFactsExample(
      "folded before the look alone",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request):
          number = request.POST["number"]
          if Boat.objects.filter(number=number.strip().upper()).exists():
              return None
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["foldsBeforeLook"], hides: ["foldsBeforeWrite"], library: create),
    PythonFactsExample(
      "folded before both",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request):
          number = request.POST["number"].strip().upper()
          if Boat.objects.filter(number=number).exists():
              return None
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["foldsBeforeLook", "foldsBeforeWrite", "number from client"], library: create),
    PythonFactsExample(
      "a signal writes the row as well",
      """
      # file: boats/views.py
      from boats.models import Owner, Papers

      def enter(request):
          owner = Owner.objects.create(name=request.POST["name"])
      ↓    Papers.objects.create(owner=owner)
      """,
      shows: ["also writes boats_papers in callback"], table: "boats_papers", columns: ["owner_id"],
      library: create),
    PythonFactsExample(
      "the owner was there before, so no signal ran",
      """
      # file: boats/views.py
      from boats.models import Owner, Papers

      def enter(request, pk):
          owner = Owner.objects.get(pk=pk)
      ↓    Papers.objects.create(owner=owner)
      """,
      shows: ["reads parent boats_owner"], hides: ["also writes boats_papers in callback"],
      table: "boats_papers", columns: ["owner_id"], library: create),
    PythonFactsExample(
      "the other write is in a branch of its own",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request, number):
          if request.user.is_staff:
              Boat.objects.create(number=number, pier_id=2)
              return None
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      hides: ["also writes boats_boat"], library: create),
    PythonFactsExample(
      "written twice in a row",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request, number):
          Boat.objects.create(number=number, pier_id=2)
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["also writes boats_boat"], library: create),
    PythonFactsExample(
      "an element of a list may be what was written before",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request, first, numbers):
          Boat.objects.create(number=first, pier_id=2)
          for number in numbers:
      ↓        Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["also writes boats_boat"], library: create),
    PythonFactsExample(
      "what a loop counts is another value",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request, first):
          Boat.objects.create(number=first, pier_id=2)
          for number in range(1, 4):
      ↓        Boat.objects.create(number=number, pier_id=1)
      """,
      hides: ["also writes boats_boat"], library: create),
    PythonFactsExample(
      "rows loaded before the loop",
      """
      # file: boats/management/commands/import_boats.py
      import csv
      from django.core.management.base import BaseCommand
      from boats.models import Boat

      class Command(BaseCommand):
          def handle(self, *args, **options):
              known = set(Boat.objects.values_list("number", flat=True))
              for row in csv.DictReader(open(options["path"])):
                  if row["number"] not in known:
      ↓                Boat.objects.create(number=row["number"], pier_id=1)
      """,
      shows: ["looksInStaleRows", "writesMany", "in command", "number from external"],
      library: create),
    PythonFactsExample(
      "a replica is asked",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request, number):
          if Boat.objects.using("replica").filter(number=number).exists():
              return None
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["looksInStaleRows", "looks for number guards"], library: create),
    PythonFactsExample(
      "the default database is asked by name",
      """
      # file: boats/views.py
      from boats.models import Boat

      def enter(request, number):
          if Boat.objects.using("default").filter(number=number).exists():
              return None
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      hides: ["looksInStaleRows"], library: create),
    PythonFactsExample(
      "places moved one by one",
      """
      # file: boats/views.py
      from boats.models import Boat

      def sort(request, numbers):
          boats = {boat.number: boat for boat in Boat.objects.all()}
          for index, boat in enumerate(boats.values()):
              boat.place = index
      ↓        boat.save()
      """,
      shows: ["movesKeysOneByOne", "writesMany"], columns: ["place"], library: save),
    PythonFactsExample(
      "two places change hands",
      """
      # file: boats/views.py
      from boats.models import Boat

      def swap(request, one, other):
          first = Boat.objects.get(pk=one)
          second = Boat.objects.get(pk=other)
          first.place, second.place = second.place, first.place
      ↓    first.save()
      """,
      shows: ["movesKeysOneByOne"], columns: ["place"], library: save),
    PythonFactsExample(
      "made where none is found",
      """
      # file: boats/views.py
      from boats.models import Boat

      def place(request, number, place):
          try:
              boat = Boat.objects.get(place=place)
          except Boat.DoesNotExist:
              boat = Boat(place=place, number=number)
          boat.pier_id = 1
      ↓    boat.save()
      """,
      shows: ["createsWhenAbsent"], library: save),
    PythonFactsExample(
      "made anew by a test of what was found",
      """
      # file: boats/views.py
      from boats.models import Boat

      def place(request, number, place):
          boat = Boat.objects.filter(place=place).first()
          if boat is None:
              boat = Boat(place=place, number=number)
      ↓    boat.save()
      """,
      shows: ["createsWhenAbsent"], library: save),
    PythonFactsExample(
      "made whatever is found",
      """
      # file: boats/views.py
      from boats.models import Boat

      def place(request, number, place):
          boat = Boat.objects.filter(place=place).first()
          boat = Boat(place=place, number=number)
      ↓    boat.save()
      """,
      hides: ["createsWhenAbsent"], library: save),
    PythonFactsExample(
      "caught inside of a transaction",
      """
      # file: boats/views.py
      from django.db import IntegrityError, transaction
      from boats.models import Boat

      def enter(request, number):
          with transaction.atomic():
              try:
      ↓            Boat.objects.create(number=number, pier_id=1)
              except IntegrityError:
                  pass
      """,
      shows: ["catchesWithoutSavepoint", "expectsViolation", "inTransaction", "handler"],
      library: create),
    PythonFactsExample(
      "caught around a savepoint",
      """
      # file: boats/views.py
      from django.db import IntegrityError, transaction
      from boats.models import Boat

      def enter(request, number):
          with transaction.atomic():
              try:
                  with transaction.atomic():
      ↓                Boat.objects.create(number=number, pier_id=1)
              except IntegrityError:
                  pass
      """,
      shows: ["expectsViolation", "inTransaction", "handler with savepoint"],
      hides: ["catchesWithoutSavepoint"], library: create),
    PythonFactsExample(
      "a lock before the look",
      """
      # file: boats/views.py
      from django.db import transaction
      from boats.models import Boat, Pier

      def enter(request, number, pier_id):
          with transaction.atomic():
              pier = Pier.objects.select_for_update().get(pk=pier_id)
              if Boat.objects.filter(number=number).exists():
                  return None
      ↓        Boat.objects.create(number=number, pier=pier)
      """,
      shows: ["locksBeforeLook", "reads parent boats_pier locked"], library: create),
    PythonFactsExample(
      "an explicit key and a hidden None",
      """
      # file: boats/views.py
      from boats.models import Boat

      def pier_of(row):
          if row["pier"]:
              return row["pier"]
          return None

      def enter(row):
      ↓    Boat.objects.create(id=7, number=row["number"], pier_id=pier_of(row))
      """,
      shows: ["setsKeyExplicitly", "pier_id from null"], kind: .notNull, columns: ["pier_id"],
      library: create),
    PythonFactsExample(
      "a look-up over many-to-many",
      """
      # file: boats/views.py
      from boats.models import Boat

      def show(request, name):
      ↓    return Boat.objects.filter(crew__name=name).get(number=request.GET["number"])
      """,
      shows: ["multipliesRows", "reads by number"], kind: .multipleObjectsReturned,
      library: "django.db.models.query get"),
    PythonFactsExample(
      "a look-up over the parent",
      """
      # file: boats/views.py
      from boats.models import Boat

      def show(request, name):
      ↓    return Boat.objects.get(pier__name=name)
      """,
      hides: ["multipliesRows"], kind: .multipleObjectsReturned,
      library: "django.db.models.query get"),
    PythonFactsExample(
      "a deletion first, and a webhook",
      """
      # file: boats/views.py
      from boats.models import Boat, Pier

      def registry_webhook(request):
          Pier.objects.filter(name="old").delete()
      ↓    Boat.objects.create(number=request.POST["number"], pier_id=1)
      """,
      shows: ["deletes boats_pier", "in webhook"], library: create),
  ]

  /// Pieces of files as events and batches carry them: without imports, without heads.
  static let excerpts = [
    PythonFactsExample(
      "the model and half of the function, without imports",
      """
      # excerpt: boats/models.py:11
      class Boat(models.Model):
          number = models.CharField(max_length=12, unique=True)
          pier = models.ForeignKey("Pier", on_delete=models.PROTECT)
      # excerpt: boats/views.py:40
          number = request.POST["number"].strip()
          if Boat.objects.filter(number=number).exists():
              return redirect("taken")
      ↓    Boat.objects.create(number=number, pier_id=1)
          return redirect("done")
      """,
      shows: [
        "relation boats_boat", "unique number", "foreignKey pier_id on delete restrict deferred",
        "looks for number guards", "number from client", "foldsBeforeWrite", "writes at 43",
      ], hides: ["whole function", "whole source"], library: create),
    PythonFactsExample(
      "the whole function and a form that leaves out a column of the key",
      """
      # excerpt: boats/models.py:11
      class Boat(models.Model):
          number = models.CharField(max_length=12)
          pier = models.ForeignKey("Pier", on_delete=models.CASCADE)

          class Meta:
              unique_together = [("pier", "number")]
      # excerpt: boats/forms.py:5
      class BoatForm(forms.ModelForm):
          class Meta:
              model = Boat
              exclude = ["pier"]
      # excerpt: boats/views.py:20
      def enter(request, pier):
          form = BoatForm(request.POST)
          if form.is_valid():
              boat = form.save(commit=False)
              boat.pier = pier
      ↓        boat.save()
      """,
      shows: [
        "whole function", "unique pier_id,number", "validated by BoatForm", "number from client",
        "writes pier_id",
      ], hides: ["whole source", "BoatForm asks for pier_id,number", "BoatForm asks for number"],
      columns: ["pier_id", "number"], library: save),
    PythonFactsExample(
      "a serializer whose validators are taken away",
      """
      # excerpt: boats/models.py:11
      class Boat(models.Model):
          number = models.CharField(max_length=12, unique=True)
      # excerpt: boats/api.py:5
      class BoatSerializer(serializers.ModelSerializer):
          class Meta:
              model = Boat
              fields = ["number"]
              extra_kwargs = {"number": {"validators": []}}

      class BoatView(APIView):
          def post(self, request):
              serializer = BoatSerializer(data=request.data)
              serializer.is_valid(raise_exception=True)
      ↓        serializer.save()
      """,
      shows: ["validated by BoatSerializer", "bypassesValidation", "number from client"],
      hides: ["BoatSerializer asks for number"], library: save),
    PythonFactsExample(
      "a serializer with its own validators",
      """
      # excerpt: boats/models.py:11
      class Boat(models.Model):
          number = models.CharField(max_length=12, unique=True)
      # excerpt: boats/api.py:5
      class BoatSerializer(serializers.ModelSerializer):
          class Meta:
              model = Boat
              fields = ["number"]

      class BoatView(APIView):
          def post(self, request):
              serializer = BoatSerializer(data=request.data)
              serializer.is_valid(raise_exception=True)
      ↓        serializer.save()
      """,
      shows: ["BoatSerializer asks for number"], hides: ["bypassesValidation"], library: save),
    PythonFactsExample(
      "a helper in another piece of the same file",
      """
      # excerpt: boats/views.py:10
      def refuse_taken(number):
          if Boat.objects.filter(number=number).exists():
              raise Taken(number)
      # excerpt: boats/views.py:80
      def enter(request, number):
          refuse_taken(number)
      ↓    Boat.objects.create(number=number, pier_id=1)
      """,
      shows: ["looks for number guards", "whole function"], hides: ["whole source"],
      library: create),
  ]

  @Test(arguments: excerpts)
  func readsPieces(_ example: PythonFactsExample) {
    let complaints = example.complaints(after: "")
    #expect(complaints.isEmpty, Comment(rawValue: complaints.joined(separator: "\n")))
  }

  @Test(arguments: examples)
  func seesThePath(_ example: PythonFactsExample) {
    let complaints = example.complaints(after: Self.models)
    #expect(complaints.isEmpty, Comment(rawValue: complaints.joined(separator: "\n")))
  }
}
