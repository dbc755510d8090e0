import Diagnosis
import SourceCode
import Testing

/// SQLite does not say which reference it refuses: one parent that was read says nothing of
/// another.
struct ParentReadTests {
  private static let models = """
    from sqlalchemy import ForeignKey
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


    class Base(DeclarativeBase):
        pass


    class Concert(Base):
        __tablename__ = "concert"
        id: Mapped[int] = mapped_column(primary_key=True)


    class Singer(Base):
        __tablename__ = "singer"
        id: Mapped[int] = mapped_column(primary_key=True)


    class Part(Base):
        __tablename__ = "part"
        id: Mapped[int] = mapped_column(primary_key=True)
        concert_id: Mapped[int] = mapped_column(ForeignKey("concert.id"))
        singer_id: Mapped[int] = mapped_column(ForeignKey("singer.id"))

    """

  private static func cause(singer: String, looks: [String] = []) -> String? {
    let view =
      [
        "from flask import Blueprint, abort, request", "",
        "from choir.models import Concert, Part, Singer, session", "",
        "bp = Blueprint(\"parts\", __name__)", "", "",
        "@bp.post(\"/concerts/<int:concert_id>/parts\")", "def cast(concert_id):",
        "    concert = session.get(Concert, concert_id)", "    if concert is None:",
        "        abort(404)",
      ] + looks + [
        "    part = Part(concert_id=concert.id, singer_id=\(singer))",
        "    session.add(part)", "    session.commit()", "    return {}, 201", "",
      ]
    let text = """
      Traceback (most recent call last):
        File "/srv/choir/views.py", line \(15 + looks.count), in cast
          session.commit()
      sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) FOREIGN KEY constraint failed
      [SQL: INSERT INTO part (concert_id, singer_id) VALUES (?, ?)]
      """
    let tree = SourceTree(
      files: [
        SourceFile(path: "choir/models.py", text: models),
        SourceFile(path: "choir/views.py", text: view.joined(separator: "\n")),
      ], isComplete: true)
    return diagnose(Input(pasted: text), in: tree).conclusion?.cause
  }

  @Test func anotherParentMayBeMissing() {
    #expect(Self.cause(singer: "request.json[\"singer_id\"]") != "parent_deleted_meanwhile")
  }

  @Test func bothParentsWereRead() {
    let looks = [
      "    singer = session.get(Singer, request.json[\"singer_id\"])", "    if singer is None:",
      "        abort(404)",
    ]
    #expect(
      Self.cause(singer: "request.json[\"singer_id\"]", looks: looks)
        == "parent_deleted_meanwhile")
  }
}
