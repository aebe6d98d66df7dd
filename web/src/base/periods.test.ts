// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import cases from '../../../tests/cases/periods.json';
import { moved, parsePeriod, partsOf, periodOn, relative, sameOfLastYear, type Period, type Span } from './periods';

interface Asked { id: string; span: Span; day: string; form: string; today: string; closed: string[] }
const parsed = (id: string): Period => parsePeriod(id)!;

function told(id: string): unknown {
  const period = parsePeriod(id);
  if (!period) return null;
  expect(period.id).toBe(id);
  return { span: period.span, from: period.from, to: period.to, previous: moved(period, -1).id, next: moved(period, 1).id, last_year: sameOfLastYear(period)?.id ?? null, label: period.name };
}
function meant({ form, today, closed }: Asked): unknown {
  const stretch = relative(form, today, closed.map(parsed));
  return stretch ? { from: stretch.from, to: stretch.to, period: stretch.period?.id ?? null, label: stretch.name } : null;
}
const rules: Record<string, (input: never) => unknown> = {
  period: told,
  parts: ({ id, span }: Asked) => partsOf(parsed(id), span).map((one) => one.id),
  containing: ({ span, day }: Asked) => periodOn(span, day).id,
  relative: meant,
};

describe('the periods shared with the server', () => {
  for (const { rule, name, in: input, out } of cases) {
    it(`${rule}: ${name}`, () => {
      expect(rules[rule]!(input as never)).toEqual(out);
    });
  }
});
