// SPDX-License-Identifier: Apache-2.0
// The device's documents, opened: in memory only, and only what changed is opened again.
import type { Replica } from './engine';
import { Search } from './search';
import { shelved } from './shelf';
import type { Id, SyncDocument } from './types';
import { view } from './view';

interface Opened { held: Map<Id, SyncDocument>; newest: number; search: Search | null }

export class Library {
  private readonly kinds = new Map<string, Opened>();
  private era = -1;
  private textOf: (document: SyncDocument) => string = () => '';
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly replica: Replica) {}

  clear(): void { this.kinds.clear(); this.era = -1; }

  async shelf<T>(path: string): Promise<T | null> {
    const found = await shelved(this.replica.parts.store, path);
    return found ? found.answer as T : null;
  }

  /** As its author sees it: with what still waits here. */
  async one(kind: string, id: Id): Promise<SyncDocument | null> {
    const { document, local } = await view(this.replica, kind, id);
    return local ?? document;
  }

  async all(kind: string): Promise<SyncDocument[]> {
    const opened = await this.alone(() => this.opened(kind));
    const found = new Map(opened.held);
    for (const id of await this.unsent()) {
      const shown = await this.one(kind, id);
      if (shown) found.set(id, shown);
    }
    return [...found.values()];
  }

  /** Ids of the kind whose text holds all words, as they begin. */
  async find(kind: string, query: string, textOf: (document: SyncDocument) => string): Promise<Set<Id>> {
    this.textOf = textOf;
    const opened = await this.alone(() => this.opened(kind));
    if (!opened.search) {
      opened.search = new Search();
      for (const document of opened.held.values()) opened.search.add(document.id, textOf(document));
    }
    const found = new Set(opened.search.find(query));
    const fresh = new Search(); // what waits here is searched as it stands here
    for (const id of await this.unsent()) {
      const shown = await this.one(kind, id);
      if (shown) fresh.add(id, textOf(shown));
      found.delete(id);
    }
    return new Set([...found, ...fresh.find(query)]);
  }

  /** Records of which something done here is in no document yet. */
  async unsent(): Promise<Id[]> {
    const { tables } = this.replica.parts.store;
    const { cursor } = await tables.standing();
    const unheard = await tables.sent.where('number').above(cursor?.number ?? 0).toArray();
    return [...new Set([...await tables.outbox.toArray(), ...unheard].map((row) => row.record))];
  }

  private alone<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.turns.then(act);
    this.turns = mine.catch(() => undefined);
    return mine;
  }

  private async opened(kind: string): Promise<Opened> {
    const { store } = this.replica.parts;
    const { documents } = store.tables;
    const { era } = await store.tables.standing();
    if (era !== this.era) { this.clear(); this.era = era; }
    const opened = this.kinds.get(kind) ?? { held: new Map<Id, SyncDocument>(), newest: 0, search: null };
    this.kinds.set(kind, opened);
    const ids = new Set((await documents.where('kind').equals(kind).primaryKeys()).map(([, id]) => id));
    for (const id of opened.held.keys()) if (!ids.has(id)) { opened.held.delete(id); opened.search?.remove(id); }
    const fresh = [...ids].filter((id) => !opened.held.has(id)).map((id): [string, Id] => [kind, id]);
    const changed = opened.held.size ? await documents.where('number').above(opened.newest).filter((row) => row.kind === kind && opened.held.has(row.id)).toArray() : [];
    for (const row of [...await documents.bulkGet(fresh), ...changed]) {
      const document = row ? await store.unsealed(row).catch(() => null) : null; // changed bytes are as good as none
      if (!document) continue;
      opened.held.set(document.id, document);
      opened.newest = Math.max(opened.newest, document.number);
      opened.search?.add(document.id, this.textOf(document));
    }
    return opened;
  }
}
