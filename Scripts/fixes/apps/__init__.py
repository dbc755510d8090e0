"""Every app under fixtures/apps, with its bugs."""

from apps import (
    allotments,
    boat_yard,
    club,
    conference,
    harbor_office,
    library_desk,
    parcels,
    pier_office,
    repair_cafe,
    sail_school,
)

ALL = [
    library_desk.APP, conference.APP, parcels.APP, club.APP, pier_office.APP, sail_school.APP,
    harbor_office.APP, allotments.APP, repair_cafe.APP, boat_yard.APP,
]  # fmt: skip
