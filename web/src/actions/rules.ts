// SPDX-License-Identifier: Apache-2.0
// The rules of a quick record. The server has the same ones; tests/cases/actions.json holds both to the same verdict.
// Pure: no clock, no store, no screen. Names of fields are those of the cases.

export interface TitleInput { type: string; intent: string | null; places: { name: string; level: string }[]; organisations: string[]; theme: string }

/** "Visita · Augustinópolis · PAS": type, with whom, theme; an intent ("todos da região X") stands for its expansion. */
export function derivedTitle(input: TitleInput): string {
  return [input.type, withWhom(input), input.theme].filter((part) => part !== '').join(' · ');
}

function withWhom({ intent, places, organisations }: TitleInput): string {
  if (intent) return intent;
  if (places.length === 1) return places[0]!.name;
  if (places.length > 1) return `${places.length} ${places.every((p) => p.level === 'municipio') ? 'municípios' : 'lugares'}`;
  if (organisations.length > 1) return `${organisations.length} instituições`;
  return organisations[0] ?? '';
}

export interface Derived { modality: string | null; minutes: number | null; space: string | null }

/** What the type fills in, wherever the author said nothing else. */
export function derived(input: { type: Derived; given: Derived }): Derived {
  return {
    modality: input.given.modality ?? input.type.modality,
    minutes: input.given.minutes ?? input.type.minutes,
    space: input.given.space ?? input.type.space,
  };
}

export interface QuickInput {
  type: string; needs_place: boolean; places: number; organisations: number; started_at: string; now: string; theme: string; text: string; audio: boolean;
}
export const LEAST_TEXT = 10;
export const MOST_TEXT = 4000;

/** What is still missing for a valid record, in the order of the screen. Empty: it may be registered. */
export function missing(input: QuickInput): string[] {
  const lacks: string[] = [];
  const letters = [...input.text.trim()].length;
  if (!input.type) lacks.push('type');
  if (input.needs_place && input.places + input.organisations === 0) lacks.push('with');
  if (!input.started_at) lacks.push('when');
  else if (Date.parse(input.started_at) > Date.parse(input.now) + 86_400_000) lacks.push('when.future');
  if (!input.theme) lacks.push('theme');
  if (letters > MOST_TEXT) lacks.push('text.long');
  else if (letters < LEAST_TEXT && !input.audio) lacks.push(letters === 0 ? 'text' : 'text.short');
  return lacks;
}

export interface Finding { kind: 'cpf' | 'cns' | 'telefone'; text: string }

const NUMBERS = /(?<![\d.\/-])\(?\+?\d[\d .()-]*\d(?![\d\/-])/g;

/** Numbers in a text that look like a person's: CPF and CNS by their check digits, telephones by their form. */
export function scan(input: { text: string }): Finding[] {
  const found: Finding[] = [];
  for (const [run] of input.text.matchAll(NUMBERS)) {
    const text = run.trim();
    const kind = kindOf(text);
    if (kind) found.push({ kind, text });
  }
  return found;
}

function kindOf(text: string): Finding['kind'] | null {
  const digits = text.replace(/\D/g, '');
  if (/^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/.test(text) && isCpf(digits)) return 'cpf';
  if (/^\d{3} ?\d{4} ?\d{4} ?\d{4}$/.test(text) && isCns(digits)) return 'cns';
  return isTelephone(text) ? 'telefone' : null;
}

/** Receita Federal: two check digits, weights 10…2 and 11…2, modulo 11. Eleven equal digits are nobody's. */
function isCpf(digits: string): boolean {
  if (/^(\d)\1{10}$/.test(digits)) return false;
  const check = (length: number): number => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += Number(digits[i]) * (length + 1 - i);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

/** Cartão Nacional de Saúde: 15 digits beginning with 1, 2, 7, 8 or 9, weights 15…1, sum divisible by 11. */
function isCns(digits: string): boolean {
  if (!/^[12789]/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 15; i++) sum += Number(digits[i]) * (15 - i);
  return sum % 11 === 0;
}

/** With area code: ten or eleven digits. Without: only with its hyphen, and not two years ("2024-2027"). */
function isTelephone(text: string): boolean {
  const national = text.replace(/^\+?55[ .-]?(?=\(?[1-9][1-9])/, '');
  if (/^\(?[1-9][1-9]\)?[ .-]?9[ .]?\d{4}[ .-]?\d{4}$/.test(national)) return true;
  if (/^(\([1-9][1-9]\) ?|[1-9][1-9][ .-])[2-5]\d{3}[ .-]?\d{4}$/.test(national)) return true;
  if (/^9[ .]?\d{4}-\d{4}$/.test(national)) return true;
  return /^[2-5]\d{3}-\d{4}$/.test(national) && !/^(19|20)\d\d-(19|20)\d\d$/.test(national);
}
