import DatabaseErrors
import Fixes

extension SQLAlchemyBug {
  private typealias Place = SQLAlchemyApp.Place

  /// The bugs of the applications with Flask and FastAPI.
  static let all = pierOffice + sailSchool

  private static let pierOffice: [SQLAlchemyBug] = [
    SQLAlchemyBug(
      "form-without-look", in: .pierOffice,
      [Place("office/owners.py", "register", "commit()")], .unique, "owners", ["email"],
      [.validateOnPath, .translateViolation]),
    SQLAlchemyBug(
      "change-to-anothers", in: .pierOffice,
      [Place("office/owners.py", "change_contact", "commit()")], .unique, "owners", ["email"],
      [.validateOnPath, .translateViolation]),
    SQLAlchemyBug(
      "other-letters", in: .pierOffice,
      [Place("office/owners.py", "subscribe", "commit()")], .unique, "subscribers", ["email"],
      [.normalize, .translateViolation]),
    SQLAlchemyBug(
      "look-then-insert", in: .pierOffice,
      [Place("office/fleet.py", "add_boat", "commit()")], .unique, "boats", ["registration"],
      [.translateViolation, .insertOrRead, .serializeAccess]),
    SQLAlchemyBug(
      "session-used-on", in: .pierOffice,
      [Place("office/fleet.py", "import_boats", "flush()")], .unique, "boats", ["registration"],
      exception: "PendingRollbackError", [.savepoint]),
    SQLAlchemyBug(
      "member-left-out", in: .pierOffice,
      [Place("office/fleet.py", "rename", "commit()")], .notNull, "boats", ["name"],
      [.requireValue]),
    SQLAlchemyBug(
      "look-by-more", in: .pierOffice,
      [
        Place("office/fleet.py", "register_equipment", "equipment_for("),
        Place("office/fleet.py", "equipment_for", "flush()"),
      ], .unique, "equipment", ["code"], [.correctConflictTarget, .translateViolation]),
    SQLAlchemyBug(
      "short-codes", in: .pierOffice,
      [Place("office/fleet.py", "issue_pass", "commit()")], .unique, "gate_passes", ["code"],
      [.retryWithNewKey]),
    SQLAlchemyBug(
      "form-of-unknown", in: .pierOffice,
      [Place("office/berths.py", "book", "commit()")], .foreignKey, "bookings", [],
      [.validateParent, .translateViolation]),
    SQLAlchemyBug(
      "parent-in-use", in: .pierOffice,
      [Place("office/berths.py", "delete_pier", "commit()")], .notNull, "berths", ["pier_id"],
      [.decideChildren, .translateViolation]),
    SQLAlchemyBug(
      "look-then-take", in: .pierOffice,
      [Place("office/berths.py", "draw_fuel", "commit()")], .check, "fuel_tanks", [],
      constraint: "fuel_tanks_litres_not_negative", [.conditionalUpdate, .translateViolation]),
    SQLAlchemyBug(
      "message-again", in: .pierOffice,
      [Place("office/payments.py", "payment_received", "commit()")], .unique, "payments",
      ["event_id"], [.insertOrRead, .idempotencyKey]),
    SQLAlchemyBug(
      "key-missing", in: .pierOffice,
      [Place("office/owners.py", "set_preference", "one_or_none()")], .multipleObjectsReturned,
      "preferences", ["owner_id", "topic"], exception: "MultipleResultsFound", [.addConstraint]),
  ]

  private static let sailSchool: [SQLAlchemyBug] = [
    SQLAlchemyBug(
      "model-without-look", in: .sailSchool,
      [Place("school/routers/students.py", "create_student", "commit()")], .unique, "students",
      ["email"], [.validateOnPath, .translateViolation]),
    SQLAlchemyBug(
      "put-to-anothers", in: .sailSchool,
      [Place("school/routers/students.py", "update_student", "commit()")], .unique, "students",
      ["email"], [.validateOnPath, .translateViolation]),
    SQLAlchemyBug(
      "service-looks", in: .sailSchool,
      [
        Place("school/routers/courses.py", "enrol", "services.enrol("),
        Place("school/services.py", "enrol", "commit()"),
      ], .unique, "enrolments", ["course_id", "student_id"],
      [.translateViolation, .insertOrRead, .serializeAccess]),
    SQLAlchemyBug(
      "get-or-create", in: .sailSchool,
      [
        Place("school/routers/staff.py", "name_skill", "get_or_create_skill("),
        Place("school/services.py", "get_or_create_skill", "commit()"),
      ], .unique, "skills", ["name"], [.translateViolation, .insertOrRead, .serializeAccess]),
    SQLAlchemyBug(
      "too-many-seats", in: .sailSchool,
      [Place("school/routers/courses.py", "take_seats", "commit()")], .check, "courses", [],
      constraint: "courses_seats_not_negative", [.conditionalUpdate, .translateViolation]),
    SQLAlchemyBug(
      "unknown-parent", in: .sailSchool,
      [Place("school/routers/staff.py", "plan_lesson", "commit()")], .foreignKey, "lessons", [],
      [.validateParent, .translateViolation]),
    SQLAlchemyBug(
      "children-left", in: .sailSchool,
      [Place("school/routers/staff.py", "dismiss", "commit()")], .notNull, "lessons",
      ["instructor_id"], [.decideChildren, .translateViolation]),
    SQLAlchemyBug(
      "optional-member", in: .sailSchool,
      [Place("school/routers/staff.py", "hire", "commit()")], .notNull, "instructors", ["name"],
      [.requireValue]),
    SQLAlchemyBug(
      "long-text", in: .sailSchool,
      [Place("school/routers/courses.py", "create_course", "commit()")], .length, "courses",
      ["title"], [.limitInput]),
    SQLAlchemyBug(
      "retired-row", in: .sailSchool,
      [Place("school/routers/fleet.py", "add_boat", "commit()")], .unique, "boats",
      ["sail_number"], [.partialUniqueKey, .translateViolation]),
    SQLAlchemyBug(
      "awaited", in: .sailSchool,
      [Place("school/routers/newsletter.py", "subscribe", "commit()")], .unique, "subscribers",
      ["email"], [.validateOnPath, .translateViolation]),
    SQLAlchemyBug(
      "key-missing-without-revisions", in: .sailSchool,
      [Place("school/routers/courses.py", "wait", "scalar_one_or_none()")],
      .multipleObjectsReturned, "waiting_list", ["course_id", "email"],
      exception: "MultipleResultsFound", [.addConstraint]),
  ]
}
