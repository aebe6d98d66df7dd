// SPDX-License-Identifier: Apache-2.0
// The states by the IBGE's code: the first two digits of every code of a region, macro-region or municipality.
const states: Record<number, [sigla: string, name: string]> = {
  11: ['RO', 'Rondônia'], 12: ['AC', 'Acre'], 13: ['AM', 'Amazonas'], 14: ['RR', 'Roraima'], 15: ['PA', 'Pará'], 16: ['AP', 'Amapá'], 17: ['TO', 'Tocantins'],
  21: ['MA', 'Maranhão'], 22: ['PI', 'Piauí'], 23: ['CE', 'Ceará'], 24: ['RN', 'Rio Grande do Norte'], 25: ['PB', 'Paraíba'], 26: ['PE', 'Pernambuco'],
  27: ['AL', 'Alagoas'], 28: ['SE', 'Sergipe'], 29: ['BA', 'Bahia'], 31: ['MG', 'Minas Gerais'], 32: ['ES', 'Espírito Santo'], 33: ['RJ', 'Rio de Janeiro'],
  35: ['SP', 'São Paulo'], 41: ['PR', 'Paraná'], 42: ['SC', 'Santa Catarina'], 43: ['RS', 'Rio Grande do Sul'], 50: ['MS', 'Mato Grosso do Sul'],
  51: ['MT', 'Mato Grosso'], 52: ['GO', 'Goiás'], 53: ['DF', 'Distrito Federal'],
};

export const stateOf = (place: number): number => (place < 11 ? 0 : Number(String(place).slice(0, 2)));
/** "TO" for 1702554, "" for the country and what lies in no state. */
export const siglaOf = (place: number): string => states[stateOf(place)]?.[0] ?? '';
/** "Tocantins" for "TO". */
export const nameOfState = (sigla: string): string => Object.values(states).find(([s]) => s === sigla)?.[1] ?? sigla;
