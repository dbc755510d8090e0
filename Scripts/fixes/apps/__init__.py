"""Every app under fixtures/apps, with its bugs."""

from apps import club, conference, library_desk, parcels

ALL = [library_desk.APP, conference.APP, parcels.APP, club.APP]
