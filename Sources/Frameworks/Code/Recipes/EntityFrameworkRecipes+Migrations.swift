import DatabaseErrors
import Fixes

/// The key on the entity, in a migration, and in the snapshot of the model that the next migration
/// is compared with.
extension RecipeBook {
  static let entityFrameworkMigrations: [CodeRecipe] = [
    entityFrameworkMigration(
      needs: [.databases([.postgreSQL])],
      creates: """
        // The table stays open to writers.
        migrationBuilder.CreateIndex(
          name: "«index»", table: "«plain table»", columns: new[] { «texts» }, unique: true)
          .Annotation("Npgsql:CreatedConcurrently", true);
        """, examples: entityFrameworkMigrationExamples),
    entityFrameworkMigration(
      needs: [],
      creates: """
        migrationBuilder.CreateIndex(
          name: "«index»", table: "«plain table»", columns: new[] { «texts» }, unique: true);
        """, examples: []),
    .guidance(
      .addConstraint, "Declare a unique index over «columns», and add a migration",
      """
      modelBuilder.Entity<«model»>().HasIndex(row => new { «member list» }).IsUnique();
      // dotnet ef migrations add Unique«class of table»
      """,
      because: entityFrameworkKey),
  ]

  private static let entityFrameworkKey: CodeTemplate = """
    Only the database sees all writers at once. The migration fails while rows repeat the key: find \
    them first, and let people decide which of them stays. Writers have to handle the refusal.
    """

  private static func entityFrameworkMigration(
    needs: [RecipeNeed], creates: String, examples: [RecipeExample]
  ) -> CodeRecipe {
    let level = "    "
    let indented = creates.split(separator: "\n").map { level + $0 }.joined(separator: "\n")
    let form = MigrationForm(
      folder: "Migrations/", digits: 14...14, separator: "_", suffix: ".cs", mark: ": Migration",
      name: "Unique«class of table»",
      text: CodeTemplate(
        stringLiteral: """
          using Microsoft.EntityFrameworkCore.Infrastructure;
          using Microsoft.EntityFrameworkCore.Migrations;

          namespace «previous»;

          // Fails while rows repeat the key. This finds them:
          //   SELECT «texts», count(*) FROM "«plain table»"
          //   GROUP BY «texts» HAVING count(*) > 1
          [DbContext(typeof(«database context»))]
          [Migration("«version of key»_Unique«class of table»")]
          public class Unique«class of table» : Migration
          {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
          \(indented)
            }

            protected override void Down(MigrationBuilder migrationBuilder)
            {
              migrationBuilder.DropIndex(name: "«index»", table: "«plain table»");
            }
          }
          """), level: "    ", version: ("namespace ", "\n"))
    return CodeRecipe(
      .addConstraint, "Add a unique index over «columns» to `«plain table»`", needs: needs,
      steps: [
        .aboveModel(
          "[Index(«names», IsUnique = true)]",
          CodeImport("Index", from: "Microsoft.EntityFrameworkCore")),
        .migration(form), .modelSnapshot,
      ],
      imports: [], because: entityFrameworkKey, examples: examples)
  }

  private static let entityFrameworkMigrationExamples: [RecipeExample] = [
    .becomes(
      "Services/BoatService.cs", entityFrameworkWriter, entityFrameworkMigrated,
      at: "Migrations/20240131120001_UniqueBoats.cs",
      violates: .postgreSQLKey("Boats", ["Sail"]), files: entityFrameworkFiles),
    .becomes(
      "Services/BoatService.cs", entityFrameworkWriter,
      """
      namespace Harbour.Migrations
      {
          partial class HarbourContextModelSnapshot : ModelSnapshot
          {
              protected override void BuildModel(ModelBuilder modelBuilder)
              {
                  modelBuilder.Entity("Harbour.Boat", b =>
                      {
                          b.Property<string>("Sail").HasColumnType("text");
                          b.HasKey("Id");

                          b.HasIndex("Sail").IsUnique();

                          b.ToTable("Boats");
                      });
              }
          }
      }
      """,
      at: "Migrations/HarbourContextModelSnapshot.cs",
      violates: .postgreSQLKey("Boats", ["Sail"]), files: entityFrameworkFiles),
  ]

  private static let entityFrameworkWriter = """
    using Microsoft.EntityFrameworkCore;

    namespace Harbour.Services;

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
    """

  private static let entityFrameworkMigrated = """
    using Microsoft.EntityFrameworkCore.Infrastructure;
    using Microsoft.EntityFrameworkCore.Migrations;

    namespace Harbour.Migrations;

    // Fails while rows repeat the key. This finds them:
    //   SELECT "Sail", count(*) FROM "Boats"
    //   GROUP BY "Sail" HAVING count(*) > 1
    [DbContext(typeof(Harbour.HarbourContext))]
    [Migration("20240131120001_UniqueBoats")]
    public class UniqueBoats : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The table stays open to writers.
            migrationBuilder.CreateIndex(
                name: "IX_Boats_Sail", table: "Boats", columns: new[] { "Sail" }, unique: true)
                .Annotation("Npgsql:CreatedConcurrently", true);
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Boats_Sail", table: "Boats");
        }
    }
    """

  private static let entityFrameworkFiles = [
    (
      path: "Boat.cs",
      text: """
      using Microsoft.EntityFrameworkCore;

      namespace Harbour;

      public class Boat
      {
          public int Id { get; set; }
          public string Sail { get; set; }
      }

      public class HarbourContext : DbContext
      {
          public DbSet<Boat> Boats { get; set; }
      }
      """
    ),
    (
      path: "Migrations/20240131120000_Boats.cs",
      text: """
      namespace Harbour.Migrations
      {
          public partial class Boats : Migration { }
      }
      """
    ),
    (
      path: "Migrations/HarbourContextModelSnapshot.cs",
      text: """
      namespace Harbour.Migrations
      {
          partial class HarbourContextModelSnapshot : ModelSnapshot
          {
              protected override void BuildModel(ModelBuilder modelBuilder)
              {
                  modelBuilder.Entity("Harbour.Boat", b =>
                      {
                          b.Property<string>("Sail").HasColumnType("text");
                          b.HasKey("Id");

                          b.ToTable("Boats");
                      });
              }
          }
      }
      """
    ),
  ]
}
