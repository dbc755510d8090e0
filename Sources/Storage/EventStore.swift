internal import EventSchema
