"""An allotment society's office in JavaScript, without a framework."""

from logged_app import LoggedApp, logged

APP = LoggedApp(
    name="allotments",
    built_with="Node.js, pg",
    command=("node", "Scripts/fixes/apps/allotments.mjs"),
    test_command="node --test",
    packages=(("node_modules", ".build/clients-node/node_modules"),),
    bugs=(
        logged("join_twice", "missing_check"),
        logged("claim_at_once", "race"),
        logged("key_without_tag", "null_not_provided missing_check"),
        logged("key_at_once", "race"),
    ),
)
