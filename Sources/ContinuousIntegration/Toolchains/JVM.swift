import DatabaseErrors

extension Toolchain {
  static let maven = Toolchain(
    name: "Maven",
    job: { files, dbms in
      guard let folder = files.folder(of: "pom.xml"),
        let pom = files.text(ProjectFiles.path("pom.xml", in: folder))
      else { return nil }
      let names = ["java.version", "maven.compiler.release", "maven.compiler.source", "release"]
      let version = names.lazy.compactMap { name in
        pom.firstRange(of: "<\(name)>").flatMap {
          versionNumber(in: pom[$0.upperBound...].prefix(8))
        }
      }.first
      let hasWrapper = files.has(ProjectFiles.path("mvnw", in: folder))
      return jvmJob(
        files, folder, version, image: "maven:3-eclipse-temurin-",
        test: (hasWrapper ? "sh mvnw" : "mvn") + " --batch-mode test", dbms)
    },
    examples: [
      Example(
        files: [
          "pom.xml": "<project><properties><java.version>17</java.version></properties></project>",
          "mvnw": "#!/bin/sh",
        ],
        dbms: .postgreSQL, test: "sh mvnw --batch-mode test", image: "maven:3-eclipse-temurin-17",
        holds: ["SPRING_DATASOURCE_URL", "jdbc:postgresql://database:5432/test"]),
      Example(
        files: ["shop/pom.xml": "<project/>"], dbms: .mariaDB, test: "mvn --batch-mode test",
        image: "maven:3-eclipse-temurin-21", holds: ["jdbc:mariadb://database:3306/test"]),
      Example(files: ["build.xml": "<project/>"]),
      Example(files: ["a/pom.xml": "", "b/pom.xml": ""]),
    ])

  static let gradle = Toolchain(
    name: "Gradle",
    job: { files, dbms in
      let script =
        files.folder(of: "build.gradle").map { ($0, "build.gradle") }
        ?? files.folder(of: "build.gradle.kts").map { ($0, "build.gradle.kts") }
      guard let (folder, name) = script,
        let build = files.text(ProjectFiles.path(name, in: folder)),
        files.has(ProjectFiles.path("gradlew", in: folder))
      else { return nil }
      let marks = ["JavaLanguageVersion.of(", "jvmToolchain(", "sourceCompatibility"]
      let version = marks.lazy.compactMap { mark in
        build.firstRange(of: mark).flatMap {
          versionNumber(in: build[$0.upperBound...].prefix { $0 != "\n" })
        }
      }.first
      return jvmJob(
        files, folder, version, image: "eclipse-temurin:", test: "sh gradlew test", dbms)
    },
    examples: [
      Example(
        files: [
          "build.gradle.kts": "kotlin {\n  jvmToolchain(21)\n}\n", "gradlew": "#!/bin/sh",
        ],
        dbms: .postgreSQL, test: "sh gradlew test", image: "eclipse-temurin:21",
        holds: ["SPRING_DATASOURCE_USERNAME"]),
      Example(
        files: ["build.gradle": "sourceCompatibility = '17'\n", "gradlew": ""], dbms: .mySQL,
        test: "sh gradlew test", image: "eclipse-temurin:17",
        holds: ["jdbc:mysql://database:3306/test"]),
      Example(files: ["build.gradle": "plugins { id 'java' }"]),
      Example(files: ["gradlew": "#!/bin/sh"]),
    ])

  /// Spring lets the environment beat its files; `1.8` is how the eighth version was named.
  private static func jvmJob(
    _ files: ProjectFiles, _ folder: String, _ declared: String?, image: String, test: String,
    _ dbms: DBMS?
  ) -> Job {
    let numbers = declared.map { $0.split(separator: ".").map(String.init) } ?? []
    let version = numbers.first == "1" ? numbers.dropFirst().first : numbers.first
    var job = Job(
      folder: folder, image: image + (version ?? "21"),
      setUp: [
        Job.Action(
          "actions/setup-java@v4",
          [
            Job.Variable("distribution", "temurin"), Job.Variable("java-version", version ?? "21"),
          ])
      ],
      install: [], test: test)
    job.database.scheme =
      dbms == .postgreSQL ? "jdbc:postgresql" : dbms == .mariaDB ? "jdbc:mariadb" : "jdbc:mysql"
    job.database.always = [
      DatabaseVariable("SPRING_DATASOURCE_URL", .url),
      DatabaseVariable("SPRING_DATASOURCE_USERNAME", .user),
      DatabaseVariable("SPRING_DATASOURCE_PASSWORD", .password),
    ]
    return job
  }
}
