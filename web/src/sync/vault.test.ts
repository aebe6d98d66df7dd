// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Bytes } from './types';
import { Vault, type LockBox, type Locks } from './vault';

const FEW = 1_000; // iterations: the tests try the locks, not the patience
const secret: Bytes = new Uint8Array(32).fill(9);

function box(): LockBox & { locks: Locks | null } {
  const it = { locks: null as Locks | null, load: () => Promise.resolve(it.locks), save: (l: Locks) => { it.locks = structuredClone(l); return Promise.resolve(); }, wipe: () => { it.locks = null; return Promise.resolve(); } };
  return it;
}
async function fresh(): Promise<{ kept: ReturnType<typeof box>; vault: Vault }> {
  const kept = box();
  const vault = new Vault(kept, FEW);
  await vault.create({ pin: '4711' }, { secret });
  return { kept, vault };
}
const missTimes = async (vault: Vault, times: number): Promise<string[]> => {
  const said: string[] = [];
  for (let n = 0; n < times; n++) said.push(await vault.unlockByPin('0000'));
  return said;
};

describe('the vault', () => {
  it('opens by PIN and by secret, and what one sealed the other reads', async () => {
    const { kept, vault } = await fresh();
    const sealed = await vault.seal('documents/action/1', { text: 'Visita à SMS' });
    for (const open of [(v: Vault) => v.unlockByPin('4711'), (v: Vault) => v.unlockBySecret(secret)]) {
      const again = new Vault(kept, FEW);
      expect(again.open).toBe(false);
      expect(await open(again)).toBe('open');
      expect(await again.unseal('documents/action/1', sealed)).toEqual({ text: 'Visita à SMS' });
    }
  });
  it('shows nothing of what it sealed, and never the same bytes twice', async () => {
    const { vault } = await fresh();
    const [one, other] = [await vault.seal('a', 'Augustinópolis'), await vault.seal('a', 'Augustinópolis')];
    expect(one).not.toEqual(other);
    expect(new TextDecoder().decode(one)).not.toContain('August');
  });
  it('a wrong PIN or secret is an answer, and nothing opens', async () => {
    const { kept } = await fresh();
    const again = new Vault(kept, FEW);
    expect(await again.unlockByPin('4712')).toBe('wrong');
    expect(await again.unlockBySecret(new Uint8Array(32))).toBe('wrong');
    expect(again.open).toBe(false);
    await expect(again.seal('a', 1)).rejects.toMatchObject({ code: 'sync.locked' });
  });
  it('ten wrong PINs in a row destroy that lock; the secret still opens and sets a new PIN', async () => {
    const { kept } = await fresh();
    const vault = new Vault(kept, FEW);
    expect(await missTimes(vault, 10)).toEqual([...Array<string>(9).fill('wrong'), 'destroyed']);
    expect(kept.locks?.pin).toBeNull();
    expect(await vault.unlockByPin('4711')).toBe('destroyed');
    expect(await vault.unlockBySecret(secret)).toBe('open');
    expect(await vault.relock({ secret }, { pin: '2468' })).toBe('open');
    expect(await vault.unlockByPin('2468')).toBe('open');
  });
  it('a right PIN begins the count anew, and a killed browser has used its try', async () => {
    const { kept } = await fresh();
    const vault = new Vault(kept, FEW);
    await missTimes(vault, 9);
    expect(kept.locks?.misses).toBe(9);
    expect(await vault.unlockByPin('4711')).toBe('open');
    expect(kept.locks?.misses).toBe(0);
    const killed = vault.unlockByPin('0000');
    await Promise.resolve();
    await Promise.resolve();
    expect(kept.locks?.misses).toBe(1);
    await killed;
  });
  it('a changed PIN leaves the records and the other lock as they are', async () => {
    const { kept, vault } = await fresh();
    const sealed = await vault.seal('a', 'text');
    expect(await vault.changePin('9999', '1357')).toBe('wrong');
    expect(await vault.changePin('4711', '1357')).toBe('open');
    const again = new Vault(kept, FEW);
    expect(await again.unlockByPin('4711')).toBe('wrong');
    expect(await again.unlockByPin('1357')).toBe('open');
    expect(await again.unseal('a', sealed)).toBe('text');
    expect(await again.unlockBySecret(secret)).toBe('open');
  });
  it('changed bytes, or bytes of another record, do not open', async () => {
    const { vault } = await fresh();
    const sealed = await vault.seal('outbox/1', 'text');
    for (const at of [0, 12, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[at]! ^= 1;
      await expect(vault.unseal('outbox/1', changed)).rejects.toMatchObject({ code: 'sync.tampered' });
    }
    await expect(vault.unseal('outbox/2', sealed)).rejects.toMatchObject({ code: 'sync.tampered' });
  });
  it('forgets for good, and never makes a second key over a first', async () => {
    const { kept, vault } = await fresh();
    await expect(vault.create({ pin: '1' })).rejects.toMatchObject({ code: 'sync.vault-there' });
    await vault.forget();
    expect(kept.locks).toBeNull();
    expect(await new Vault(kept, FEW).unlockByPin('4711')).toBe('no-lock');
  });
});
