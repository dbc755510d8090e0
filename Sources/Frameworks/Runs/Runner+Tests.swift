extension Runner {
  /// Test runners.
  static let tests = [
    Runner(
      name: "a Python test runner", context: .test,
      places: [
        "unittest/case", "unittest/suite", "unittest/runner", "_pytest", "pytest",
        "pluggy/_callers",
        "nose2", "django/test", "rest_framework/test", "flask/testing", "behave/runner",
        "hypothesis/core", "factory/base", "starlette/testclient",
      ], marks: [.command("pytest", nil), .command("manage.py", "test")],
      examples: ["_pytest/runner.py pytest_runtest_call", "django/test/client.py request"],
      nearMisses: ["unittest_tools/report.py add", "harbour/django_test/views.py add"]),
    Runner(
      name: "a Ruby test runner", context: .test,
      places: [
        "rspec/core", "minitest/test", "minitest/spec", "test/unit/testcase", "cucumber/core",
        "factory_bot", "active_support/testing", "active_support/test_case", "rspec/rails",
        "rack/test",
      ],
      examples: ["rspec-core-3.12/lib/rspec/core/example.rb run", "minitest/test.rb run"],
      nearMisses: ["app/models/test/unit.rb run", "rack/handler.rb call"]),
    Runner(
      name: "a JavaScript test runner", context: .test,
      places: [
        "jest-circus", "jest-jasmine2", "jest-runner", "jest-runtime", "@vitest/runner", "vitest",
        "mocha/lib", "jasmine-core", "ava/lib", "tap/lib", "uvu/dist", "supertest/lib",
        "node:internal/test_runner", "internal/test_runner", "@playwright/test", "cypress/lib",
      ],
      examples: [
        "node_modules/jest-circus/build/run.js _callCircusTest",
        "node_modules/mocha/lib/runnable.js callFn",
      ],
      nearMisses: ["src/jest-circuses/boats.js add", "src/mocha/library.js brew"]),
    Runner(
      name: "a PHP test runner", context: .test,
      places: [
        "PHPUnit/Framework", "PHPUnit/TextUI", "Pest/Concerns", "Codeception/Test",
        "Illuminate/Foundation/Testing", "Behat/Testwork", "phpunit/phpunit",
      ],
      examples: [#"PHPUnit\Framework\TestCase runTest"#, #"Illuminate\Foundation\Testing\X post"#],
      nearMisses: [#"App\Framework\PHPUnits add"#, #"Illuminate\Foundation\Application boot"#]),
    Runner(
      name: "a JVM test runner", context: .test,
      places: [
        "org/junit", "junit/framework", "org/testng", "io/kotest", "org/scalatest", "org/specs2",
        "org/spockframework", "org/springframework/test", "munit",
        "org/apache/maven/surefire", "org/gradle/api/internal/tasks/testing",
      ],
      examples: [
        "org.junit.jupiter.engine.execution.MethodInvocation proceed",
        "org.springframework.test.web.servlet.MockMvc perform",
      ],
      nearMisses: ["org.springframework.web.servlet.FrameworkServlet doPost", "org.junitas.Boat x"]),
    Runner(
      name: "a .NET test runner", context: .test,
      places: [
        "Xunit/Sdk", "Xunit/v3", "NUnit/Framework", "Microsoft/VisualStudio/TestPlatform",
        "Microsoft/VisualStudio/TestTools", "Microsoft/AspNetCore/Mvc/Testing", "TUnit/Core",
      ],
      examples: ["Xunit.Sdk.TestInvoker InvokeTestMethod", "NUnit.Framework.Internal.X Execute"],
      nearMisses: ["Microsoft.AspNetCore.Mvc.ControllerBase Ok", "NUnits.Framework.Boat Add"]),
    Runner(
      name: "a test runner", context: .test,
      places: ["testing/testing/go", "testing", "stretchr/testify"],
      functions: ["tRunner"], position: .outside,
      examples: ["testing tRunner", "/usr/local/go/src/testing/testing.go tRunner"],
      nearMisses: ["harbour/testing/boats.go Add", "testing Benchmark"]),
    Runner(
      name: "a test runner", context: .test,
      places: [
        "ExUnit/Runner", "ex_unit/runner", "ExUnit/Case", "XCTest", "Testing", "test/run_test",
        "Test/More", "Test2/API", "eunit_test", "ct_framework",
      ], position: .outside,
      examples: ["ExUnit.Runner exec_test/2", "XCTest XCTestCase.invokeTest()"],
      nearMisses: ["Harbour.Runner exec/2", "HarbourTesting invoke()"]),
  ]
}
