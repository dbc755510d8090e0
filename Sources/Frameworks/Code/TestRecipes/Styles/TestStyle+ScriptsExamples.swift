/// Files by which each style of Ruby, PHP and Elixir is known, and near-misses.
extension TestStyle {
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
