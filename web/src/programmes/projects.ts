// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ProjectRow } from '@/base/api';
import { get } from '@/base/http';

/** The catalogue's names, for records that carry a project's code. */
export const useProjects = defineStore('projects', () => {
  const rows = shallowRef<ProjectRow[]>([]);
  let asked: Promise<void> | null = null;
  function load(): Promise<void> {
    asked ??= get<ProjectRow[]>('/v1/projects').then((found) => { rows.value = found; }).catch(() => { asked = null; });
    return asked;
  }
  const nameOf = (code: string | null): string => rows.value.find((p) => p.code === code)?.name ?? code ?? '';
  return { rows, load, nameOf };
});
