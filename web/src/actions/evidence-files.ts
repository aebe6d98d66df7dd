// SPDX-License-Identifier: Apache-2.0
// A photo or an audio on its way: kept on the device the moment it is made, sent when there is signal, let go once the server has it.
import { shallowReactive } from 'vue';
import { keptFiles } from './kept-files';
import { rememberPreview } from './previews';
import type { Evidence } from '@/base/api';
import { post } from '@/base/http';

/** Hashes whose bytes are on this device alone, as far as this visit knows. */
export const onlyHere = shallowReactive(new Set<string>());

const kindOf = (type: string): Evidence['kind'] => (type.startsWith('image/') ? 'foto' : /^audio\//.test(type) ? 'audio' : 'documento');
const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');

async function upload(file: Blob, name: string): Promise<Evidence> {
  const form = new FormData();
  form.append('file', file, name);
  return post<Evidence>('/v1/attachments', form);
}

/** Kept here first. Where the device keeps nothing (a private window, no secure origin) the file goes at once or not at all. */
export async function takeFile(file: File): Promise<Evidence> {
  const hash = await file.arrayBuffer().then((bytes) => crypto.subtle.digest('SHA-256', bytes)).then(hex, () => null);
  const kept = hash !== null && await keptFiles.keep(hash, file).then(() => true, () => false);
  if (!kept) {
    const sent = await upload(file, file.name);
    rememberPreview(sent.hash, file);
    return sent;
  }
  rememberPreview(hash, file);
  onlyHere.add(hash);
  return { hash, name: file.name, content_type: file.type, size: file.size, kind: kindOf(file.type), consent: false };
}

/** Sends those of them that are only here; what the server says of a file stands from then on, but for the consent. */
export async function sendFiles(evidence: readonly Evidence[]): Promise<Evidence[]> {
  const said: Evidence[] = [];
  for (const e of evidence) {
    const blob = await keptFiles.get(e.hash).catch(() => undefined);
    said.push(blob ? { ...(await upload(blob, e.name)), consent: e.consent } : e);
    if (blob) await letGo(e.hash);
  }
  return said;
}

export async function letGo(hash: string): Promise<void> {
  onlyHere.delete(hash);
  await keptFiles.remove(hash).catch(() => undefined);
}

/** After a reload the pictures are seen again from what was kept. */
export async function recallFiles(evidence: readonly Evidence[]): Promise<void> {
  for (const { hash } of evidence) {
    const blob = await keptFiles.get(hash).catch(() => undefined);
    if (!blob) continue;
    onlyHere.add(hash);
    rememberPreview(hash, blob);
  }
}
