import DatabaseErrors
import Fixes
import Frameworks

/// What requests, forms, commands and tasks hand over, and what a row needs to be stored at all.
extension DjangoStoriesTests {
  static let handed = [
    DjangoStory(
      title: "a form that the view hands the parent",
      remedies: [.validateOnPath, .translateViolation],
      violation: ConstraintViolation(
        kind: .unique, table: "stage_act", columns: ["show_id", "position"]),
      code: stage + """
        # file: stage/forms.py
        from django import forms

        from .models import Act


        class ActForm(forms.Form):
            position = forms.IntegerField()

            def __init__(self, *args, show, **kwargs):
                super().__init__(*args, **kwargs)
                self.show = show

            def save(self):
        ↓        return Act.objects.create(show=self.show, **self.cleaned_data)

        # file: stage/views.py
        from django.http import HttpResponse, JsonResponse
        from django.shortcuts import get_object_or_404
        from django.views.generic import FormView

        from .forms import ActForm
        from .models import Show


        class Answered:
            def form_invalid(self, form):
                return JsonResponse(form.errors, status=422)


        class ActCreate(Answered, FormView):
            form_class = ActForm

            def get_form_kwargs(self):
                show = get_object_or_404(Show, slug=self.kwargs["slug"])
                return {**super().get_form_kwargs(), "show": show}

            def form_valid(self, form):
        →        form.save()
                return HttpResponse(status=201)

        """,
      holds: [
        "first_day=\"2031-05-14\"", "last_day=\"2031-05-15\"",
        "self.client.post(f\"/shows/{self.show.slug}/acts\", self.data)",
        "self.assertLess(response.status_code, 500)",
      ], lacks: ["response.context"]),
    DjangoStory(
      title: "a row is known by the word that the payload has",
      remedies: [.deduplicateBatch],
      violation: ConstraintViolation(
        kind: .unique, table: "stage_showtag", columns: ["show_id", "tag_id"]),
      library: "django.db.models.query bulk_create",
      code: stage + """
        # file: stage/views.py
        import json

        from django.http import HttpResponse
        from django.shortcuts import get_object_or_404

        from .models import Show, ShowTag, Tag


        def tag(request, slug):
            show = get_object_or_404(Show, slug=slug)
            links = []
            for rank, word in enumerate(json.loads(request.body)["words"]):
                tag, _ = Tag.objects.get_or_create(word=word.strip().lower())
                links.append(ShowTag(show=show, tag=tag, rank=rank))
        ↓    ShowTag.objects.bulk_create(links)
            return HttpResponse(status=201)

        """,
      holds: [
        "\"row1\",", "\"row2\",", "self.data[\"words\"] = rows",
        "self.assertLess(self.send(*self.rows, self.rows[0]).status_code, 400)",
      ]),
    DjangoStory(
      title: "two rows of one table that a call looks up by their words",
      remedies: [.mergeSibling],
      violation: ConstraintViolation(
        kind: .unique, table: "stage_showtag", columns: ["show_id", "tag_id"]),
      library: "django.db.models.query update",
      code: stage + """
        # file: stage/services.py
        from .models import ShowTag


        def merge(keep, drop):
        ↓    ShowTag.objects.filter(tag=drop).update(tag=keep)
            drop.delete()

        # file: stage/views.py
        from django.http import HttpResponse
        from django.shortcuts import get_object_or_404

        from .models import Tag
        from .services import merge


        def merge_tags(request, word):
            drop = get_object_or_404(Tag, word=word)
        →    merge(get_object_or_404(Tag, word=request.POST["into"]), drop)
            return HttpResponse(status=204)

        """,
      holds: [
        "self.data = {\"into\": self.tag.word}", "f\"/tags/{self.other_tag.word}/merge\"",
        "self.assertEqual(ShowTag.objects.filter(tag=self.tag).count(), 2)",
      ]),
    DjangoStory(
      title: "SQL of the application's own",
      remedies: [.translateViolation],
      violation: ConstraintViolation(
        kind: .unique, table: "stage_act", columns: ["show_id", "position"]),
      library: "django.db.backends.utils execute",
      code: stage + """
        # file: stage/views.py
        from django.db import connection
        from django.http import HttpResponse


        def act(request, show):
            with connection.cursor() as cursor:
        ↓        cursor.execute(
                    "INSERT INTO stage_act (show_id, position) VALUES (%s, %s)",
                    [show, int(request.POST["position"])],
                )
            return HttpResponse(status=201)

        """,
      holds: [
        "self.data = {\"position\": 7}", "client.post(f\"/acts/{self.show.pk}\", self.data)",
      ]),
    DjangoStory(
      title: "whoever a handler makes a row for is saved again",
      remedies: [.validateOnPath, .translateViolation],
      violation: ConstraintViolation(
        kind: .unique, table: "stage_poster", columns: ["show_id"]),
      code: stage + """
        # file: stage/signals.py
        from django.db.models.signals import post_save
        from django.dispatch import receiver

        from .models import Poster, Show


        @receiver(post_save, sender=Show)
        def make_poster(sender, instance, **kwargs):
        ↓    Poster.objects.create(show=instance)

        """,
      holds: [
        "self.show.save()", "self.assertEqual(Poster.objects.filter(show=self.show).count(), 1)",
      ]),
  ]

  static let options = [
    DjangoStory(
      title: "a file of one value in each line",
      remedies: [.deduplicateBatch],
      violation: ConstraintViolation(kind: .unique, table: "stage_tag", columns: ["word"]),
      library: "django.db.models.query bulk_create",
      code: stage + """
        # file: stage/management/commands/enter_tags.py
        from pathlib import Path

        from django.core.management.base import BaseCommand

        from stage.models import Tag


        class Command(BaseCommand):
            def add_arguments(self, parser):
                parser.add_argument("file", type=Path)

            def handle(self, *args, **options):
                words = options["file"].read_text().splitlines()
                tags = [Tag(word=word.strip()) for word in words]
        ↓        Tag.objects.bulk_create(tags)

        """,
      holds: [
        "self.rows = [\"Sample1\", \"Another\"]",
        "file.writelines(f\"{row}\\n\" for row in rows)", "self.load(*self.rows, self.rows[0])",
      ]),
    DjangoStory(
      title: "a command that is run again with another option",
      remedies: [.correctConflictTarget],
      violation: ConstraintViolation(
        kind: .unique, table: "stage_act", columns: ["show_id", "position"]),
      library: "django.db.models.query get_or_create",
      code: stage + """
        # file: stage/management/commands/open_acts.py
        from django.core.management.base import BaseCommand

        from stage.models import Act, Show


        class Command(BaseCommand):
            def add_arguments(self, parser):
                parser.add_argument("slug")
                parser.add_argument("--minutes", type=int, default=20)

            def handle(self, *args, slug, minutes, **options):
                show = Show.objects.get(slug=slug)
                for position in range(3):
        ↓            Act.objects.get_or_create(show=show, position=position, minutes=minutes)

        """,
      holds: [
        "call_command(\"open_acts\", self.show.slug)",
        "call_command(\"open_acts\", self.show.slug, minutes=8)",
        "self.assertEqual(Act.objects.count(), before)",
      ]),
  ]

  private static let stage = """
    # file: stage/models.py
    from django.db import models
    from django.db.models import F, Q


    class Show(models.Model):
        slug = models.SlugField(unique=True)
        first_day = models.DateField()
        last_day = models.DateField()

        class Meta:
            constraints = [
                models.CheckConstraint(
                    condition=Q(last_day__gt=F("first_day")), name="show_has_days"
                )
            ]


    class Act(models.Model):
        show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="acts")
        position = models.PositiveSmallIntegerField()
        minutes = models.PositiveSmallIntegerField(default=20)

        class Meta:
            unique_together = [("show", "position")]


    class Poster(models.Model):
        show = models.OneToOneField(Show, on_delete=models.CASCADE)


    class Tag(models.Model):
        word = models.CharField(max_length=30, unique=True)


    class ShowTag(models.Model):
        show = models.ForeignKey(Show, on_delete=models.CASCADE)
        tag = models.ForeignKey(Tag, on_delete=models.CASCADE)
        rank = models.PositiveSmallIntegerField(default=0)

        class Meta:
            unique_together = [("show", "tag")]

    # file: stage/urls.py
    from django.urls import path

    from . import views

    urlpatterns = [
        path("shows/<slug:slug>/acts", views.ActCreate.as_view()),
        path("shows/<slug:slug>/tags", views.tag),
        path("tags/<str:word>/merge", views.merge_tags),
        path("acts/<int:show>", views.act),
    ]

    """
}
