/// Files by which each style of the JVM, Go and .NET is known, and near-misses.
extension TestStyle {
  static let jupiterExamples: Examples = (
    matches: [
      """
      import org.junit.jupiter.api.Test;
      class BoatTest {
          @Test
          void floats() {
          }
      }
      """,
      """
      import org.junit.jupiter.api.*;
      public class BoatTest {
          @Test void sinks() { boat.sink(); }
      }
      """,
    ],
    misses: [
      """
      import org.junit.Test;
      public class BoatTest {
          @Test
          public void floats() {
          }
      }
      """,
      """
      import org.junit.jupiter.api.BeforeEach;
      abstract class Base {
          @BeforeEach
          void prepare() {
          }
      }
      """,
    ]
  )

  static let junit4Examples: Examples = (
    matches: [
      """
      import org.junit.Test;
      public class BoatTest {
          @Test
          public void floats() {
          }
      }
      """,
      """
      import org.junit.*;
      public class BoatTest {
          @Test public void floats() { }
      }
      """,
    ],
    misses: [
      """
      import org.junit.jupiter.api.Test;
      class BoatTest {
          @Test
          void floats() {
          }
      }
      """,
      """
      import org.junit.Before;
      public class Base {
          @Before
          public void prepare() {
          }
      }
      """,
    ]
  )

  static let jupiterKotlinExamples: Examples = (
    matches: [
      """
      import org.junit.jupiter.api.Test
      class BoatTest {
          @Test
          fun floats() {
          }
      }
      """,
      """
      import org.junit.jupiter.api.*
      class BoatTest {
          @Test fun sinks() { boat.sink() }
      }
      """,
    ],
    misses: [
      """
      import io.kotest.core.spec.style.StringSpec
      class BoatTest : StringSpec()
      """,
      """
      import org.junit.jupiter.api.BeforeEach
      class Base {
          @BeforeEach
          fun prepare() {
          }
      }
      """,
    ]
  )

  static let kotlinTestExamples: Examples = (
    matches: [
      """
      import kotlin.test.Test
      class BoatTest {
          @Test
          fun floats() {
          }
      }
      """,
      """
      import kotlin.test.*
      class BoatTest {
          @Test fun sinks() { boat.sink() }
      }
      """,
    ],
    misses: [
      """
      import org.junit.jupiter.api.Test
      import kotlin.test.assertEquals
      class BoatTest {
          @Test
          fun floats() {
          }
      }
      """,
      """
      import kotlin.test.assertEquals
      fun check() {
          assertEquals(1, 1)
      }
      """,
    ]
  )

  static let testifyExamples: Examples = (
    matches: [
      """
      package a
      import (
      	"testing"
      	"github.com/stretchr/testify/require"
      )
      func TestFloats(t *testing.T) {
      	require.True(t, afloat())
      }
      """,
      """
      package a
      import "github.com/stretchr/testify/require"
      func TestSinks(t *testing.T) { require.NoError(t, sink()) }
      """,
    ],
    misses: [
      """
      package a
      import "testing"
      func TestFloats(t *testing.T) {
      }
      """,
      """
      package a
      import "github.com/stretchr/testify/require"
      func check(t *testing.T) { require.True(t, true) }
      """,
    ]
  )

  static let goTestExamples: Examples = (
    matches: [
      """
      package a
      import "testing"
      func TestFloats(t *testing.T) {
      }
      """,
      """
      package a_test
      import "testing"
      func TestSinks(t *testing.T) { t.Run("a", sink) }
      """,
    ],
    misses: [
      """
      package a
      import "testing"
      func open(t *testing.T) *DB { return nil }
      """,
      """
      package a
      import "testing"
      func BenchmarkFloats(b *testing.B) {
      }
      """,
    ]
  )

  static let xUnitExamples: Examples = (
    matches: [
      """
      using Xunit;
      public class BoatTests
      {
          [Fact]
          public void Floats()
          {
          }
      }
      """,
      """
      using Xunit;
      public class BoatTests
      {
          [Fact]
          public async Task Sinks() { await boat.Sink(); }
      }
      """,
    ],
    misses: [
      """
      using NUnit.Framework;
      public class BoatTests
      {
          [Test]
          public void Floats()
          {
          }
      }
      """,
      """
      using Xunit;
      public class Database
      {
          public void Open()
          {
          }
      }
      """,
    ]
  )

  static let nUnitExamples: Examples = (
    matches: [
      """
      using NUnit.Framework;
      public class BoatTests
      {
          [Test]
          public void Floats()
          {
          }
      }
      """,
      """
      using NUnit.Framework;
      public class BoatTests
      {
          [Test]
          public async Task Sinks() { await boat.Sink(); }
      }
      """,
    ],
    misses: [
      """
      using Xunit;
      public class BoatTests
      {
          [Fact]
          public void Floats()
          {
          }
      }
      """,
      """
      using NUnit.Framework;
      public class Base
      {
          [SetUp]
          public void Prepare()
          {
          }
      }
      """,
    ]
  )
}
