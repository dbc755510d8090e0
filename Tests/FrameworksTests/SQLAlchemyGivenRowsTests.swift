import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// Rows that functions of the project look up, make and store.
@Suite struct SQLAlchemyGivenRowsTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = SourceFile(
    path: "yard/models.py",
    text: """
      from sqlalchemy import ForeignKey, String, UniqueConstraint
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


      class Base(DeclarativeBase):
          pass


      class Plan(Base):
          __tablename__ = "plans"

          id: Mapped[int] = mapped_column(primary_key=True)
          code: Mapped[str] = mapped_column(String(30), unique=True)
      """)

  private static func repository(adding store: String) -> SourceFile {
    SourceFile(
      path: "yard/repository.py",
      text: """
        from sqlalchemy import select

        from yard.models import Plan


        class Plans:
            model = Plan

            def __init__(self, session):
                self.session = session

            def get(self, id):
                return self.session.get(self.model, id)

            def require(self, id):
                row = self.get(id)
                if row is None:
                    raise LookupError(id)
                return row

            def add(self, row):
                self.session.add(row)
                self.session.\(store)()
                return row

            def get_or_create(self, code):
                plan = self.session.scalar(select(Plan).where(Plan.code == code))
                if plan is None:
                    plan = self.add(Plan(code=code))
                return plan

            def copy(self, plan_id):
                plan = self.require(plan_id)
                copied = Plan(code=plan.code)
                self.session.add(copied)
                self.session.commit()

            def renew(self, code):
                plan = self.get_or_create(code)
                renewed = Plan(code=plan.code)
                self.session.add(renewed)
                self.session.commit()
        """)
  }

  private func bug(
    _ places: [(String, String)], _ remedies: [Remedy.Kind], storingBy store: String = "flush"
  ) -> (SQLAlchemyBug, SQLAlchemyApp) {
    let app = SQLAlchemyApp(files: [Self.models, Self.repository(adding: store)])
    let bug = SQLAlchemyBug(
      "rows", in: app, places.map { Place("yard/repository.py", $0.0, $0.1) }, .unique, "plans",
      ["code"], remedies)
    return (bug, app)
  }

  @Test func knowsARowThatARepositoryReads() {
    let (bug, app) = bug([("copy", "commit()")], [.resetCopiedValue])
    #expect(bug.fixes(in: app).plan.map(\.diff).joined().contains("uuid4().hex"))
  }

  @Test func takesNoRowForCopiedThatMayBeNew() {
    let (bug, app) = bug([("renew", "commit()")], [.resetCopiedValue])
    #expect(bug.fixes(in: app).plan.isEmpty)
  }

  private static let made = [
    ("get_or_create", "self.add(Plan"), ("add", "self.session."),
  ]

  @Test func readsTheWinnersRowAroundARepositorysAddition() {
    let (bug, app) = bug(Self.made, [.insertOrRead])
    let diff = bug.fixes(in: app).plan.map(\.diff).joined()
    #expect(diff.contains("+                with self.session.begin_nested():"))
    #expect(diff.contains("+                    plan = self.add(Plan(code=code))"))
  }

  @Test func leavesAnAdditionAloneThatCommits() {
    let (bug, app) = bug(Self.made, [.insertOrRead], storingBy: "commit")
    #expect(!bug.fixes(in: app).plan.map(\.diff).joined().contains("begin_nested"))
  }
}
