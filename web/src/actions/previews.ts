// SPDX-License-Identifier: Apache-2.0
// The server gives an attachment only to who may read its record; before there is one, the author sees the file from memory.
import { shallowReactive } from 'vue';

const urls = shallowReactive(new Map<string, string>());

export function rememberPreview(hash: string, file: Blob): void {
  if (!urls.has(hash)) urls.set(hash, URL.createObjectURL(file));
}
export const previewOf = (hash: string): string | undefined => urls.get(hash);
