"""A repair café's office in PHP, without a framework."""

from logged_app import LoggedApp, logged

APP = LoggedApp(
    name="repair_cafe",
    built_with="PHP, PDO",
    command=("php", "-d", "log_errors=1", "-d", "error_log=", "Scripts/fixes/apps/repair_cafe.php"),
    test_command="phpunit",
    bugs=(
        logged("enlist_twice", "missing_check"),
        logged("enlist_without_phone", "null_not_provided missing_check"),
        logged("book_at_once", "race"),
        logged("shelve_at_once", "race"),
    ),
)
