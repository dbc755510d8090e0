"""A boat yard's office in Ruby on Rails, with Debian's packages."""

from logged_app import LoggedApp, logged

APP = LoggedApp(
    name="boat_yard",
    built_with="Rails, PostgreSQL",
    command=("ruby", "Scripts/fixes/apps/boat_yard.rb"),
    test_command="rspec",
    bugs=(
        logged("owner_twice", "missing_check"),
        logged("boat_at_once", "race"),
        logged("place_at_once", "race"),
        logged("payment_twice", "retry_or_redelivery"),
    ),
)
