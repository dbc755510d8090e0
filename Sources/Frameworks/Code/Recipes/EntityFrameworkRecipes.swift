import DatabaseErrors
import Fixes

extension RecipeBook {
  /// Entity Framework Core, in controllers and endpoints of ASP.NET.
  static let entityFramework = RecipeBook(
    lists: ["texts": ListForm("\"«column»\""), "names": ListForm("nameof(«field»)")],
    rowValue: "«row».«field»", index: "IX_«plain table»_«joined»",
    refusals: [
      RefusalForm(
        "return Conflict(new { error = \"«sentence»\" });",
        needs: [.head("ActionResult"), .any([.file("ControllerBase"), .file(": Controller")])]),
      RefusalForm(
        "return Results.Conflict(new { error = \"«sentence»\" });",
        needs: [.file("MapPost"), .file("Results.")]),
    ],
    binding: ["csharp": .hoistedWithType],
    recipes: entityFrameworkRecipes + entityFrameworkMigrations)

  private static let entityFrameworkTaken: CodeTemplate = """
    Only the database can tell who was first. Its refusal of this key becomes the answer that the \
    value is taken; every other error goes on as before. The context lets the refused row go, which \
    it would try to write again with whatever is saved next.
    """

  private static let entityFrameworkRecipes: [CodeRecipe] = [
    CodeRecipe(
      .translateViolation, "Answer a taken «words», in `«function»`",
      needs: [.kinds([.unique]), .noHandler, .request],
      steps: [
        .wrap(
          opening: """
            try
            {
            """,
          closing: """
            }
            catch (DbUpdateException exception) when (exception.InnerException?.Message.Contains("«constraint»") == true)
            {
              foreach (var entry in exception.Entries) entry.State = EntityState.Detached;
              «refusal»
            }
            """)
      ],
      imports: [CodeImport("DbUpdateException", from: "Microsoft.EntityFrameworkCore")],
      because: entityFrameworkTaken,
      examples: [
        .becomes(
          "Controllers/BoatsController.cs",
          """
          using Microsoft.AspNetCore.Mvc;
          using Microsoft.EntityFrameworkCore;

          namespace Harbour.Controllers;

          public class BoatsController : ControllerBase
          {
              private readonly HarbourContext _context;

              public async Task<IActionResult> Create(BoatInput input)
              {
                  if (await _context.Boats.AnyAsync(b => b.Sail == input.Sail))
                  {
                      return Conflict("taken");
                  }
                  var boat = new Boat { Sail = input.Sail };
                  _context.Boats.Add(boat);
          ↓        await _context.SaveChangesAsync();
                  return Ok(boat.Id);
              }
          }
          """,
          """
          using Microsoft.AspNetCore.Mvc;
          using Microsoft.EntityFrameworkCore;

          namespace Harbour.Controllers;

          public class BoatsController : ControllerBase
          {
              private readonly HarbourContext _context;

              public async Task<IActionResult> Create(BoatInput input)
              {
                  if (await _context.Boats.AnyAsync(b => b.Sail == input.Sail))
                  {
                      return Conflict("taken");
                  }
                  var boat = new Boat { Sail = input.Sail };
                  _context.Boats.Add(boat);
                  try
                  {
                      await _context.SaveChangesAsync();
                  }
                  catch (DbUpdateException exception) when (exception.InnerException?.Message.Contains("IX_Boats_Sail") == true)
                  {
                      foreach (var entry in exception.Entries) entry.State = EntityState.Detached;
                      return Conflict("taken");
                  }
                  return Ok(boat.Id);
              }
          }
          """, violates: .key("Boats", ["Sail"], named: "IX_Boats_Sail")),
        .stays(
          "Services/BoatService.cs",
          """
          using Microsoft.EntityFrameworkCore;

          public class BoatService
          {
              public async Task<Boat> Enlist(string sail)
              {
                  var boat = new Boat { Sail = sail };
                  _context.Boats.Add(boat);
          ↓        await _context.SaveChangesAsync();
                  return boat;
              }
          }
          """, violates: .key("Boats", ["Sail"], named: "IX_Boats_Sail")),
      ]),
    .guidance(
      .translateViolation, "Answer a taken «words» where the changes are saved",
      needs: [.kinds([.unique]), .noHandler],
      """
      catch (DbUpdateException exception) when (exception.InnerException?.Message.Contains("«index»") == true)
      {
        // «sentence»
      }
      """,
      because: entityFrameworkTaken),
    .guidance(
      .validateOnPath, "Look for a taken «words» before the write",
      needs: [.kinds([.unique]), .columns(1...1)],
      """
      if (await context.«plain table».AnyAsync(row => row.«field» == value))
      {
        // «sentence»
      }
      """,
      because: """
        Whoever repeats a value reads why it is refused. Two requests at once can still both pass the \
        look-up: the violation has to be handled as well.
        """),
    .guidance(
      .requireValue, "Demand «words» in the request", needs: [.kinds([.notNull])],
      "[Required] public string «field» { get; set; }",
      because: """
        Whoever leaves the value out reads so. A value that stands for all rows is better a default of \
        the column.
        """),
    .guidance(
      .limitInput, "Limit «words» in the request to what the column takes",
      needs: [.kinds([.length, .outOfRange])],
      "[MaxLength(LimitOfTheColumn)] public string «field» { get; set; }",
      because: """
        The request has to know the column's limit, so that whoever exceeds it reads so. A wider \
        column only moves the limit.
        """),
  ]
}
