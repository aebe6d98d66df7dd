// SPDX-License-Identifier: Apache-2.0
// A photo, an audio or a document on its way: kept on the device the moment it is made, sent behind the record that speaks of it.
import { rememberPreview } from './previews';
import type { Evidence } from '@/base/api';
import { post } from '@/base/http';
import type { Bytes } from '@/sync/types';
import { fileOf, keepFile } from '@/sync/files';
import { useReplica } from '@/sync/replica';

const kindOf = (type: string): Evidence['kind'] => (type.startsWith('image/') ? 'foto' : /^audio\//.test(type) ? 'audio' : 'documento');
const bytesOf = async (file: Blob): Promise<Bytes> => new Uint8Array(await file.arrayBuffer());

/** Kept here first. Where the device keeps nothing (a private window, no secure origin) the file goes at once or not at all. */
export async function takeFile(file: File): Promise<Evidence> {
  const replica = useReplica();
  if (!await replica.isOpen()) {
    const form = new FormData();
    form.append('file', file, file.name);
    const sent = await post<Evidence>('/v1/attachments', form);
    rememberPreview(sent.hash, file);
    return sent;
  }
  const kind = kindOf(file.type);
  const hash = await keepFile(replica.desk!.store, await bytesOf(file), kind === 'foto', Date.now());
  await replica.look();
  rememberPreview(hash, file);
  return { hash, name: file.name, content_type: file.type, size: file.size, kind, consent: false };
}

/** After a reload the files that are still here are seen again. */
export async function recallFiles(evidence: readonly Evidence[]): Promise<void> {
  const replica = useReplica();
  if (!await replica.isOpen()) return;
  for (const { hash, content_type } of evidence) {
    const bytes = await fileOf(replica.desk!.store, hash).catch(() => null);
    if (bytes) rememberPreview(hash, new Blob([bytes], { type: content_type }));
  }
}
