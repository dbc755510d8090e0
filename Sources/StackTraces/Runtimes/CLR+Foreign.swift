extension ForeignCode {
  /// The class library, ASP.NET, Entity Framework, and the packages between an application and its
  /// database or those that call the application. Symbols of packages bring the paths of the
  /// machines that built them, so that namespaces settle it.
  static let clr = ForeignCode(
    folders: ["/_/", "/_work/", "/.nuget/packages/", "/dotnet/shared/"],
    modules: [
      "System", "Mono", "Interop", "Internal", "FSharp", "Microsoft.EntityFrameworkCore",
      "Microsoft.AspNetCore", "Microsoft.AspNet", "Microsoft.Data", "Microsoft.Extensions",
      "Microsoft.VisualStudio", "Microsoft.VisualBasic", "Microsoft.CSharp", "Microsoft.Win32",
      "Microsoft.Azure", "Microsoft.Owin", "Microsoft.SqlServer", "Microsoft.Practices",
      "Microsoft.FSharp", "Microsoft.TestPlatform", "Microsoft.Identity", "Microsoft.OData",
      "Microsoft.Web", "Microsoft.JSInterop", "Microsoft.DotNet", "Microsoft.DurableTask",
      "Microsoft.ApplicationInsights", "Microsoft.Hosting", "Microsoft.IdentityModel",
      "Npgsql", "MySqlConnector", "MySql", "Pomelo", "Dapper", "NHibernate", "FluentNHibernate",
      "LinqToDB", "ServiceStack", "PetaPoco", "NPoco", "SqlSugar", "FreeSql", "Marten",
      "EFCore.BulkExtensions", "Z.EntityFramework", "Z.BulkOperations", "DbUp",
      "FluentMigrator", "Evolve", "Oracle", "OracleInternal", "FirebirdSql", "MongoDB", "IBM",
      "Sap", "Devart", "Google", "Grpc", "MediatR", "Hangfire", "Polly", "Quartz", "MassTransit",
      "NServiceBus", "Rebus", "Wolverine", "JasperFx", "Orleans", "Akka", "RabbitMQ", "Confluent",
      "Autofac", "Castle", "Ninject", "StructureMap", "Lamar", "DryIoc", "SimpleInjector",
      "Scrutor",
      "AutoMapper", "FluentValidation", "Newtonsoft", "Serilog", "NLog", "log4net", "Sentry",
      "OpenTelemetry", "Elastic", "StackExchange", "Swashbuckle", "NSwag", "HotChocolate",
      "GraphQL",
      "FastEndpoints", "Giraffe", "IdentityServer4", "Duende", "OpenIddict", "Volo.Abp", "Xunit",
      "NUnit", "Azure", "Amazon", "SQLitePCL", "SQLite", "Moq", "Respawn", "Testcontainers",
    ],
    generatedNames: ["lambda_method", "DynamicClass", "Castle.Proxies"], trustsModules: true)
}
