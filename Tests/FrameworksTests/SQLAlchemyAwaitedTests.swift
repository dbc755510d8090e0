import DatabaseErrors
import Fixes
import SourceCode
import Testing

/// A service of FastAPI whose repositories come by names for dependencies, and whose tests are
/// awaited with a client that has a base of its own.
@Suite struct SQLAlchemyAwaitedTests {
  private typealias Place = SQLAlchemyApp.Place

  private static let models = """
    from sqlalchemy import UniqueConstraint
    from sqlmodel import Field, SQLModel


    class Show(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        slug: str = Field(unique=True)
        title: str


    class Episode(SQLModel, table=True):
        __table_args__ = (UniqueConstraint("show_id", "number"),)

        id: int | None = Field(default=None, primary_key=True)
        show_id: int = Field(foreign_key="show.id")
        number: int
        title: str


    class Gift(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        receipt: str = Field(unique=True)
        show_id: int = Field(foreign_key="show.id")
        cents: int
    """

  private static let repositories = """
    from sqlalchemy import func
    from sqlmodel import select
    from sqlmodel.ext.asyncio.session import AsyncSession

    from casts.models import Episode, Show


    class Repository:
        def __init__(self, session: AsyncSession):
            self.session = session

        async def find_one(self, **criteria):
            result = await self.session.exec(select(self.model).filter_by(**criteria))
            return result.one_or_none()

        async def add(self, row):
            self.session.add(row)
            await self.session.commit()
            return row


    class Shows(Repository):
        model = Show


    class Episodes(Repository):
        model = Episode

        async def next_number(self, show_id):
            last = await self.session.exec(
                select(func.max(Episode.number)).where(Episode.show_id == show_id)
            )
            return (last.one() or 0) + 1
    """

  private static let routes = """
    from typing import Annotated

    from fastapi import APIRouter, Depends, HTTPException
    from pydantic import BaseModel
    from sqlmodel.ext.asyncio.session import AsyncSession

    from casts.models import Episode, Gift, Show
    from casts.repositories import Episodes, Shows

    router = APIRouter(prefix="/api")
    ShowsDep = Annotated[Shows, Depends()]
    EpisodesDep = Annotated[Episodes, Depends()]


    class ShowIn(BaseModel):
        slug: str
        title: str


    class EpisodeIn(BaseModel):
        title: str


    @router.post("/shows")
    async def open_show(data: ShowIn, shows: ShowsDep):
        if await shows.find_one(slug=data.slug):
            raise HTTPException(status_code=409, detail="Taken")
        return await shows.add(Show(slug=data.slug, title=data.title))


    @router.post("/shows/{show_id}/episodes")
    async def publish(show_id: int, data: EpisodeIn, episodes: EpisodesDep):
        number = await episodes.next_number(show_id)
        episode = Episode(show_id=show_id, number=number, title=data.title)
        return await episodes.add(episode)


    @router.post("/hooks/gifts")
    async def receive(event: dict, session: AsyncSession):
        if event["type"] != "gift.paid":
            return {}
        gift = Gift(
            receipt=event["data"]["id"],
            show_id=event["data"]["show"]["show_id"],
            cents=event["data"]["cents"],
        )
        session.add(gift)
        await session.flush()
        show = await session.get(Show, gift.show_id)
        show.title = show.title + " (supported)"
        await session.commit()
        return gift
    """

  private static let conftest = """
    import pytest
    from httpx import ASGITransport, AsyncClient

    from casts.main import app
    from casts.database import Sessions


    @pytest.fixture
    async def session():
        async with Sessions() as session:
            yield session


    @pytest.fixture
    async def client():
        transport = ASGITransport(app=app)
        async with AsyncClient(transport=transport, base_url="http://test/api") as client:
            yield client
    """

  private func bug(
    _ places: [Place], _ table: String, _ columns: [String], _ remedies: [Remedy.Kind]
  ) -> (fixes: String, tests: String) {
    let texts = [
      ("casts/models.py", Self.models), ("casts/repositories.py", Self.repositories),
      ("casts/routes.py", Self.routes), ("tests/conftest.py", Self.conftest),
    ]
    let app = SQLAlchemyApp(files: texts.map { SourceFile(path: $0.0, text: $0.1 + "\n") })
    let bug = SQLAlchemyBug("casts", in: app, places, .unique, table, columns, remedies)
    return (
      bug.fixes(in: app).plan.map(\.diff).joined(separator: "\n"),
      bug.tests(in: app).map(\.code).joined(separator: "\n")
    )
  }

  private static let added = Place("casts/repositories.py", "add", "commit()")

  @Test func seesALookUpBehindANameForADependency() {
    let found = bug(
      [Place("casts/routes.py", "open_show", "shows.add("), Self.added], "show", ["slug"],
      [.insertOrRead, .translateViolation])
    #expect(found.fixes.contains("+        await shows.session.rollback()"))
    #expect(found.fixes.contains(#"+        raise HTTPException(status_code=409, detail="Taken")"#))
    // Somebody else's row arrives between the look and the write.
    #expect(found.tests.contains("arrive_first"))
  }

  @Test func leavesOutWhatTheClientPutsBefore() {
    let found = bug(
      [Place("casts/routes.py", "open_show", "shows.add("), Self.added], "show", ["slug"],
      [.insertOrRead, .translateViolation])
    #expect(found.tests.contains(#"await client.post("/shows", json=payload)"#))
    #expect(!found.tests.contains("/api/"))
  }

  @Test func countsAnewWhatIsReturned() {
    let found = bug(
      [Place("casts/routes.py", "publish", "episodes.add("), Self.added], "episode",
      ["show_id", "number"], [.insertOrRead, .translateViolation])
    #expect(found.fixes.contains("+            return await episodes.add(episode)"))
    #expect(found.fixes.contains("+        number = await episodes.next_number(show_id)"))
    #expect(!found.fixes.contains("break"))
    #expect(found.tests.contains("number=mine.number"))
  }

  @Test func doesARepeatedDeliveryOnce() {
    let found = bug(
      [Place("casts/routes.py", "receive", "flush()")], "gift", ["receipt"], [.insertOrRead])
    #expect(found.fixes.contains("+    except IntegrityError:"))
    #expect(found.fixes.contains("+        return gift"))
    #expect(found.tests.contains(#""type": "gift.paid""#))
  }
}
