import SourceCode

/// The models that Django brings along and that applications build on, as far as their keys and
/// required fields go.
enum DjangoLibrary {
  /// The path by which applications import them.
  static let path = "django/contrib/auth/models.py"

  /// The class of that name; `nil` for one that is none of Django's models.
  static func definition(of name: String) -> PythonDefinition? {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    guard names.contains(last) else { return nil }
    return PythonFile(SourceFile(path: path, text: text)).definition(named: last)
  }

  /// The name of the class behind a table of Django's own.
  static func name(ofTable table: String) -> String? {
    ["auth_user": "User", "auth_group": "Group"][table]
  }

  private static let names: Set<String> = [
    "AbstractBaseUser", "PermissionsMixin", "AbstractUser", "User", "Group",
  ]

  private static let text = """
    from django.db import models


    class AbstractBaseUser(models.Model):
        password = models.CharField("password", max_length=128)
        last_login = models.DateTimeField("last login", null=True)

        class Meta:
            abstract = True


    class PermissionsMixin(models.Model):
        is_superuser = models.BooleanField("superuser status", default=False)

        class Meta:
            abstract = True


    class AbstractUser(AbstractBaseUser, PermissionsMixin):
        username = models.CharField("username", max_length=150, unique=True)
        first_name = models.CharField("first name", max_length=150, blank=True)
        last_name = models.CharField("last name", max_length=150, blank=True)
        email = models.EmailField("email address", blank=True)
        is_staff = models.BooleanField("staff status", default=False)
        is_active = models.BooleanField("active", default=True)
        date_joined = models.DateTimeField("date joined", default=timezone.now)

        class Meta:
            abstract = True


    class User(AbstractUser):
        class Meta:
            app_label = "auth"
            db_table = "auth_user"


    class Group(models.Model):
        name = models.CharField("name", max_length=150, unique=True)

        class Meta:
            app_label = "auth"
            db_table = "auth_group"

    """
}
