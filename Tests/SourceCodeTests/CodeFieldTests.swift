import SourceCode
import Testing

@Suite struct CodeFieldTests {
  private static func outline(_ source: String, _ language: String) throws -> [String] {
    let language = try #require(CodeLanguage.all.first { $0.name == language })
    let file = CodeFile(parsing: source, language: language)
    return file.types.flatMap { type in
      file.fields(of: type).map { field in
        let annotations = field.annotations.map { "@\($0.name) " }.joined()
        let tag = field.tag.map { " `\($0)`" } ?? ""
        return
          "\(annotations)\(field.name): \(field.type ?? "-")\(field.isOptional ? "?" : "")\(tag)"
      }
    }
  }

  @Test func readsMembersOfJava() throws {
    let source = """
      class Boat {
        @Id private Long id;
        @Column(unique = true) private String name = "x";
        private final Optional<String> owner;
        private List<Sail> sails = new ArrayList<>();
        public void setName(String name) { this.name = name; }
      }
      """
    #expect(
      try Self.outline(source, "java")
        == ["@Id id: Long", "@Column name: String", "owner: Optional?", "sails: List"])
  }

  @Test func readsMembersOfKotlin() throws {
    let source = """
      class Boat(
        @Column(name = "pier") val pier: Int,
        @Id val id: Long? = null,
      ) {
        var name: String? = null
        val size: Int = 3
      }
      """
    #expect(
      try Self.outline(source, "kotlin")
        == ["@Column pier: Int", "@Id id: Long", "name: String?", "size: Int"])
  }

  @Test func readsMembersOfCSharp() throws {
    let source = """
      public class Boat
      {
          public int Id { get; set; }
          [Required, MaxLength(20)]
          public string Name { get; set; } = "";
          public string? Owner { get; set; }
          public DbSet<Sail> Sails { get; set; }
      }
      """
    #expect(
      try Self.outline(source, "csharp")
        == ["Id: int", "@Required @MaxLength Name: string", "Owner: string?", "Sails: DbSet"])
  }

  @Test func readsMembersOfGo() throws {
    let source = """
      type Boat struct {
      \tgorm.Model
      \tName string `gorm:"uniqueIndex"`
      \tOwner *string
      \tBuilt time.Time
      }
      """
    #expect(
      try Self.outline(source, "go")
        == ["Model: -", "Name: string `gorm:\"uniqueIndex\"`", "Owner: string?", "Built: Time"])
  }

  @Test func readsMembersOfSwift() throws {
    let source = """
      final class Boat: Model {
        static let schema = "boats"
        @ID(key: .id) var id: UUID?
        @Field(key: "name") var name: String
        let size = 3
      }
      """
    #expect(
      try Self.outline(source, "swift")
        == ["schema: -", "@ID id: UUID?", "@Field name: String", "size: -"])
  }

  @Test func readsMembersOfRust() throws {
    let source = """
      pub struct Model {
          #[sea_orm(primary_key)]
          pub id: i32,
          pub owner: Option<String>,
      }
      """
    #expect(try Self.outline(source, "rust") == ["@sea_orm id: i32", "owner: Option?"])
  }
}
