import DatabaseErrors
import Frameworks
import Testing

/// Look-ups in base classes, mixins, dependencies and sets of values.
@Suite struct DjangoLayersTests {
  private static let create = DjangoPathTests.create
  private static let bulk = "django.db.models.query bulk_create"

  static let examples: [PythonFactsExample] = [
    PythonFactsExample(
      "a mixin asks by the keywords that it is given",
      """
      # file: boats/mixins.py
      class MustBeNew:
          model = None

          def must_be_new(self, **values):
              if self.model.objects.filter(**values).exists():
                  raise ValueError(values)

      # file: boats/cases.py
      from boats.mixins import MustBeNew
      from boats.models import Boat

      class EnterBoat(MustBeNew):
          model = Boat

          def run(self, number):
              self.must_be_new(number=number)
      ↓        Boat.objects.create(number=number)
      """,
      shows: ["looks for number guards"], library: create),
    PythonFactsExample(
      "a mixin asks by another keyword",
      """
      # file: boats/mixins.py
      class MustBeNew:
          model = None

          def must_be_new(self, **values):
              if self.model.objects.filter(**values).exists():
                  raise ValueError(values)

      # file: boats/cases.py
      from boats.mixins import MustBeNew
      from boats.models import Boat

      class EnterBoat(MustBeNew):
          model = Boat

          def run(self, number, place):
              self.must_be_new(place=place)
      ↓        Boat.objects.create(number=number, place=place)
      """,
      shows: ["looks for place guards"], hides: ["looks for number guards"], library: create),
    PythonFactsExample(
      "a set of values is asked for the new one",
      """
      # file: boats/views.py
      from boats.models import Boat

      def known():
          return set(Boat.objects.values_list("number", flat=True))

      def enter(number):
          if number in known():
              raise ValueError(number)
      ↓    Boat.objects.create(number=number)
      """,
      shows: ["looks for number guards"], hides: ["looksInStaleRows"], library: create),
    PythonFactsExample(
      "rows that are stored are left out of a list",
      """
      # file: boats/services.py
      from boats.models import Boat

      def load(numbers):
          known = set(Boat.objects.values_list("number", flat=True))
      ↓    Boat.objects.bulk_create([Boat(number=n) for n in numbers if n not in known])
      """,
      shows: ["leavesOutKnownRows", "writesMany"], library: bulk),
    PythonFactsExample(
      "rows are left out by what is no key",
      """
      # file: boats/services.py
      from boats.models import Boat

      def load(numbers):
          known = set(Boat.objects.values_list("place", flat=True))
      ↓    Boat.objects.bulk_create([Boat(number=n) for n in numbers if n not in known])
      """,
      hides: ["leavesOutKnownRows"], library: bulk),
    PythonFactsExample(
      "a form folds when it has checked",
      """
      # file: boats/forms.py
      from django import forms
      from boats.models import Boat

      class BoatForm(forms.Form):
          number = forms.CharField(max_length=12)

          def clean_number(self):
              number = self.cleaned_data["number"]
              if Boat.objects.filter(number=number).exists():
                  raise forms.ValidationError("taken")
              return number

          def clean(self):
              cleaned = super().clean()
              cleaned["number"] = cleaned["number"].upper()
              return cleaned

      # file: boats/views.py
      from boats.forms import BoatForm
      from boats.models import Boat

      def enter(request):
          form = BoatForm(request.POST)
          if form.is_valid():
      ↓        Boat.objects.create(**form.cleaned_data)
      """,
      shows: ["looks for number guards", "foldsBeforeWrite"], hides: ["foldsBeforeLook"],
      library: create),
  ]

  @Test(arguments: examples)
  func seesThePath(_ example: PythonFactsExample) {
    let complaints = example.complaints(after: DjangoPathTests.models)
    #expect(complaints.isEmpty, Comment(rawValue: complaints.joined(separator: "\n")))
  }
}
