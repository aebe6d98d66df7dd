// SPDX-License-Identifier: Apache-2.0
// The texts of the device's documents, in memory only and only while it is unlocked.

/** Without accents and capitals, as people type. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
export const wordsOf = (text: string): string[] => [...new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])];

export class Search {
  private readonly holders = new Map<string, Set<string>>();
  private readonly words = new Map<string, string[]>();
  private sorted: string[] | null = null;

  add(id: string, text: string): void {
    this.remove(id);
    const words = wordsOf(text);
    this.words.set(id, words);
    for (const word of words) this.holdersOf(word).add(id);
  }

  remove(id: string): void {
    for (const word of this.words.get(id) ?? []) {
      const held = this.holders.get(word)!;
      held.delete(id);
      if (!held.size) { this.holders.delete(word); this.sorted = null; }
    }
    this.words.delete(id);
  }

  /** Who holds a word that begins with each of the query's; nothing asked, nothing found. */
  find(query: string): string[] {
    const sets = wordsOf(query).map((prefix) => this.beginning(prefix)).sort((a, b) => a.size - b.size);
    return [...sets[0] ?? []].filter((id) => sets.every((set) => set.has(id)));
  }

  clear(): void { this.holders.clear(); this.words.clear(); this.sorted = null; }

  private holdersOf(word: string): Set<string> {
    let held = this.holders.get(word);
    if (!held) { this.holders.set(word, held = new Set()); this.sorted = null; }
    return held;
  }

  private beginning(prefix: string): Set<string> {
    const words = this.sorted ??= [...this.holders.keys()].sort();
    const found = new Set<string>();
    for (let at = firstAt(words, prefix); words[at]?.startsWith(prefix); at++) for (const id of this.holders.get(words[at]!)!) found.add(id);
    return found;
  }
}

function firstAt(words: string[], prefix: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]! < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
