// SPDX-License-Identifier: Apache-2.0
// For tests: a device's storage in memory.
export function freshDevice(): void {
  const kept = new Map<string, string>();
  globalThis.localStorage = {
    getItem: (k) => kept.get(k) ?? null,
    setItem: (k, v) => { kept.set(k, String(v)); },
    removeItem: (k) => { kept.delete(k); },
    clear: () => { kept.clear(); },
    key: (n) => [...kept.keys()][n] ?? null,
    get length() { return kept.size; },
  };
}
