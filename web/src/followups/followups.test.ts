// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isAsked, openStates, toggled } from './followups';

describe('the states of a list of follow-ups', () => {
  it('are asked for one by one or together', () => {
    expect([isAsked(undefined, 'aberto'), isAsked(openStates, 'aberto'), isAsked(openStates, 'concluido')]).toEqual([false, true, false]);
    expect(toggled(undefined, 'aberto')).toBe('aberto');
    expect(toggled('em-andamento', 'aberto')).toBe(openStates);
    expect([toggled(openStates, 'aberto'), toggled('aberto', 'aberto')]).toEqual(['em-andamento', '']);
  });
});
