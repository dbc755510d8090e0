"""Every app under fixtures/apps, with its bugs."""

from apps import (
    club,
    conference,
    harbor_office,
    harbour_office,
    library_desk,
    parcels,
    sail_school,
)

ALL = [
    library_desk.APP, conference.APP, parcels.APP, club.APP, harbour_office.APP, sail_school.APP,
    harbor_office.APP,
]  # fmt: skip
