import Frameworks
import Testing

@Suite struct CallNamesTests {
  @Test(
    arguments: [
      ("    boat = Boat.create!(sail_no: number)", .create),
      ("await prisma.boat.createMany({ data: rows })", .bulkInsert),
      ("$boat->save();", .save), ("db.Create(&boat).Error", .create),
      ("Repo.insert_all(Boat, rows)", .bulkInsert), ("Boat.find_or_create_by(no: 1)", .upsert),
      ("await context.SaveChangesAsync(token);", .save), ("boat.destroy!", .delete),
      (#"try db.run("INSERT INTO boats (sail_no) VALUES (?)", number)"#, .create),
      (#"tx.Exec("UPDATE boats SET name = $1", name)"#, .update),
      (#"cursor.execute("DELETE FROM piers WHERE id = %s")"#, .delete),
      // A variable, prose and several calls tell nothing.
      ("create = True", nil), ("raise CannotSave(number)", nil),
      ("Boat.find(1).update(Owner.create(name))", nil), ("", nil), ("{", nil),
    ] as [(String, SourceFacts.Operation?)])
  func tellsTheOperation(line: String, operation: SourceFacts.Operation?) {
    #expect(operationCalled(in: line) == operation)
  }
}
