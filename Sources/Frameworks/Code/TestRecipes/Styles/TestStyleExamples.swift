/// Files by which each style is known, and near-misses.
extension TestStyle {
  typealias Examples = (matches: [String], misses: [String])

  static let nodeAssertExamples: Examples = (
    matches: [
      """
      const assert = require('node:assert');
      test('adds', () => { assert.equal(1 + 1, 2); });
      """,
      """
      import assert from 'assert/strict';
      import { it } from 'node:test';
      it('adds', async () => {
        assert.ok(await add());
      });
      """,
    ],
    misses: [
      """
      const assert = require('node:assert');
      assert.ok(process.env.PORT);
      """,
      """
      test('adds', () => { expect(1 + 1).toBe(2); });
      """,
    ]
  )

  static let jestExamples: Examples = (
    matches: [
      """
      test('adds', () => { expect(1 + 1).toBe(2); });
      """,
      """
      describe('sums', () => {
        it('adds', async () => { expect(await add()).toBe(2); });
      });
      """,
    ],
    misses: [
      """
      import { expect } from 'chai';
      it('adds', () => { expect(2).to.equal(2); });
      """,
      """
      export const expect = (value) => expect(value);
      """,
    ]
  )

  static let vitestExamples: Examples = (
    matches: [
      """
      import { expect, test } from 'vitest';
      test('adds', () => { expect(1 + 1).toBe(2); });
      """,
      """
      import { it, expect } from "vitest"
      it("adds", () => { expect(2).toBe(2) })
      """,
    ],
    misses: [
      """
      test('adds', () => { expect(1 + 1).toBe(2); });
      """,
      """
      import { vi } from 'vitest';
      vi.useFakeTimers();
      """,
    ]
  )

  static let chaiExamples: Examples = (
    matches: [
      """
      import { expect } from 'chai';
      it('adds', () => { expect(2).to.equal(2); });
      """,
      """
      const { expect } = require("chai")
      describe('sums', () => { it('adds', () => { expect(2).to.equal(2) }) })
      """,
    ],
    misses: [
      """
      it('adds', () => { expect(2).toBe(2); });
      """,
      """
      const chai = require('chai');
      chai.use(plugin);
      """,
    ]
  )

  static let rspecExamples: Examples = (
    matches: [
      """
      RSpec.describe Boat do
        it "floats" do
          expect(Boat.new).to be_afloat
        end
      end
      """,
      """
      describe Boat do
        specify("sinks") { expect { Boat.new.sink }.not_to raise_error }
      end
      """,
    ],
    misses: [
      """
      class BoatTest < Minitest::Test
        def test_floats
          assert Boat.new.afloat?
        end
      end
      """,
      """
      RSpec.configure { |config| config.order = :random }
      """,
    ]
  )

  static let minitestExamples: Examples = (
    matches: [
      """
      class BoatTest < Minitest::Test
        def test_floats
          assert Boat.new.afloat?
        end
      end
      """,
      """
      class BoatTest < ActiveSupport::TestCase
        def test_sinks
          assert_equal 1, 1
        end
      end
      """,
    ],
    misses: [
      """
      class BoatTest < ActiveSupport::TestCase
        test "floats" do
          assert true
        end
      end
      """,
      """
      def test_helper
        assert true
      end
      """,
    ]
  )

  static let titledMinitestExamples: Examples = (
    matches: [
      """
      class BoatTest < ActiveSupport::TestCase
        test "floats" do
          assert true
        end
      end
      """,
      """
      describe Boat do
        it "floats" do
          assert_equal 1, 1
        end
      end
      """,
    ],
    misses: [
      """
      class BoatTest < Minitest::Test
        def test_floats
          assert true
        end
      end
      """,
      """
      describe Boat do
        it "floats" do
          expect(1).to eq(1)
        end
      end
      """,
    ]
  )

  static let phpunitExamples: Examples = (
    matches: [
      """
      <?php
      class BoatTest extends TestCase
      {
          public function testFloats(): void
          {
          }
      }
      """,
      """
      <?php
      class BoatTest extends TestCase
      {
          #[Test]
          public function floats(): void
          {
          }
      }
      """,
    ],
    misses: [
      """
      <?php
      abstract class TestCase extends Base
      {
          protected function setUp(): void
          {
          }
      }
      """,
      """
      <?php
      it('floats', function () {
          expect(true)->toBeTrue();
      });
      """,
    ]
  )

  static let pestExamples: Examples = (
    matches: [
      """
      <?php
      it('floats', function () {
          expect(true)->toBeTrue();
      });
      """,
      """
      <?php
      test("floats", function () {
          expect(1)->toBe(1);
      });
      """,
    ],
    misses: [
      """
      <?php
      uses(TestCase::class)->in('Feature');
      """,
      """
      <?php
      class BoatTest extends TestCase
      {
          public function testFloats(): void
          {
          }
      }
      """,
    ]
  )

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
      import kotlin.test.Test
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

  static let exUnitExamples: Examples = (
    matches: [
      """
      defmodule BoatTest do
        use ExUnit.Case
        test "floats" do
          assert true
        end
      end
      """,
      """
      defmodule BoatTest do
        use App.DataCase, async: true
        test "sinks", %{boat: boat} do
          assert boat
        end
      end
      """,
    ],
    misses: [
      """
      ExUnit.start()
      """,
      """
      defmodule App.DataCase do
        use ExUnit.CaseTemplate
        setup do
          :ok
        end
      end
      """,
    ]
  )
}
