import DatabaseErrors

extension Toolchain {
  /// Variables such as `ConnectionStrings__Default` beat `appsettings.json`.
  static let dotNet = Toolchain(
    name: ".NET",
    job: { files, dbms in
      let projects = files.paths.filter { $0.hasSuffix(".csproj") || $0.hasSuffix(".fsproj") }
      guard !projects.isEmpty else { return nil }
      // A solution holds the tests' project, too.
      let isSolution: (Substring) -> Bool = { $0.hasSuffix(".sln") }
      let isProject: (Substring) -> Bool = { $0.hasSuffix(".csproj") || $0.hasSuffix(".fsproj") }
      guard let folder = files.folder(where: isSolution) ?? files.folder(where: isProject) else {
        return nil
      }
      let texts = projects.compactMap { files.text($0) }
      let versions = texts.compactMap { text in
        text.firstRange(of: "<TargetFramework>net").flatMap {
          versionNumber(in: text[$0.upperBound...].prefix(5))
        }
      }
      let version = versions.compactMap { $0.split(separator: ".").first.flatMap { Int($0) } }.max()
      let number = "\(version ?? 8).0"
      var job = Job(
        folder: folder, image: "mcr.microsoft.com/dotnet/sdk:\(number)",
        setUp: [
          Job.Action("actions/setup-dotnet@v4", [Job.Variable("dotnet-version", number + ".x")])
        ],
        install: ["dotnet restore"], test: "dotnet test")
      job.database.always = connectionStrings(files).map {
        DatabaseVariable("ConnectionStrings__\($0)", .connectionString)
      }
      return job
    },
    examples: [
      Example(
        files: [
          "Berths.sln": "", "src/Berths.csproj": "<TargetFramework>net8.0</TargetFramework>",
          "tests/Berths.Tests.csproj": "<TargetFramework>net9.0</TargetFramework>",
          "src/appsettings.json": "{\n  \"ConnectionStrings\": {\n    \"Desk\": \"Host=x\"\n  }\n}",
        ],
        dbms: .postgreSQL, test: "dotnet test", image: "mcr.microsoft.com/dotnet/sdk:9.0",
        holds: [
          "ConnectionStrings__Desk",
          "Host=database;Port=5432;Database=test;Username=postgres;Password=test",
        ]),
      Example(
        files: ["Berths.csproj": "<TargetFramework>net8.0</TargetFramework>"], dbms: .mySQL,
        test: "dotnet test", image: "mcr.microsoft.com/dotnet/sdk:8.0",
        holds: ["dotnet restore"]),
      Example(files: ["Berths.sln": ""]),
      Example(files: ["project.json": "{}"]),
    ])

  /// The names in the first `ConnectionStrings` of the settings.
  private static func connectionStrings(_ files: ProjectFiles) -> [String] {
    for path in files.paths where path.hasSuffix("appsettings.json") {
      guard let text = files.text(path), let start = text.firstRange(of: "\"ConnectionStrings\"")
      else { continue }
      let object = text[start.upperBound...].drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
      return object.split(separator: "\n").compactMap { line in
        let entry = line.drop { $0 == " " || $0 == "\t" }
        guard entry.hasPrefix("\"") else { return nil }
        let name = entry.dropFirst().prefix { $0 != "\"" }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? String(name) : nil
      }
    }
    return []
  }
}
