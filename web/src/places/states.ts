// SPDX-License-Identifier: Apache-2.0
// The states by the IBGE's code: the first two digits of every code of a region, macro-region or municipality.
const siglas: Record<number, string> = {
  11: 'RO', 12: 'AC', 13: 'AM', 14: 'RR', 15: 'PA', 16: 'AP', 17: 'TO', 21: 'MA', 22: 'PI', 23: 'CE', 24: 'RN', 25: 'PB', 26: 'PE', 27: 'AL', 28: 'SE', 29: 'BA',
  31: 'MG', 32: 'ES', 33: 'RJ', 35: 'SP', 41: 'PR', 42: 'SC', 43: 'RS', 50: 'MS', 51: 'MT', 52: 'GO', 53: 'DF',
};

export const stateOf = (place: number): number => (place < 11 ? 0 : Number(String(place).slice(0, 2)));
/** "TO" for 1702554, "" for the country and what lies in no state. */
export const siglaOf = (place: number): string => siglas[stateOf(place)] ?? '';
