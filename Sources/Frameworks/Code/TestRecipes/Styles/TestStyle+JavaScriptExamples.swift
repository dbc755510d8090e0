/// Files by which each style of JavaScript and TypeScript is known, and near-misses.
extension TestStyle {
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
}
