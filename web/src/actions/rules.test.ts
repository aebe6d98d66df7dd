// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import cases from '../../../tests/cases/actions.json';
import { derived, derivedTitle, missing, scan } from './rules';

const rules: Record<string, (input: never) => unknown> = { title: derivedTitle, derived, missing, scan };

describe('the rules shared with the server', () => {
  for (const { rule, name, in: input, out } of cases) {
    it(`${rule}: ${name}`, () => {
      expect(rules[rule]!(input as never)).toEqual(out);
    });
  }
});
