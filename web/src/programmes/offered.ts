// SPDX-License-Identifier: Apache-2.0
// Which words are offered: those of a programme belong to its projects alone, and the server refuses them to the others.
import { computed } from 'vue';
import { useProjects } from './projects';
import { useVocabularies, type ListName } from './vocabularies';
import type { HeldRole, ProjectRow, Term } from '@/base/api';
import { useSession } from '@/people/session';

const REDE = 'rede-conasems-cosems'; // the project of a role of the Rede that names none
const elsewhere = /^(ses|conass)-/; // roles of the support to the state secretariats: their projects take the words of PASES besides

/** The packages whose words a project takes (the server's programmes::offered); null: all. A project is a record's, or else each role's. */
export function packagesOf(project: string | null, roles: readonly Pick<HeldRole, 'role' | 'project'>[], catalogue: readonly Pick<ProjectRow, 'code' | 'packages'>[]): ReadonlySet<string> | null {
  const of = (code: string): readonly string[] | null => catalogue.find((p) => p.code === code)?.packages ?? (code === REDE ? ['common', REDE] : null);
  const held = (r: Pick<HeldRole, 'role' | 'project'>): readonly string[] | null => (r.role === 'administrador' || (!r.project && elsewhere.test(r.role)) ? null : of(r.project ?? REDE));
  const all = project ? [of(project)] : roles.map(held);
  return all.length === 0 || all.includes(null) ? null : new Set(all.flatMap((packages) => packages ?? []));
}

/** The lists as they are offered to this record, or to this person. What is chosen already stays in its list, whatever it is. */
export function useOffered(project: () => string | null = () => null) {
  const words = useVocabularies();
  const session = useSession();
  const projects = useProjects();
  void projects.load();
  const packages = computed(() => packagesOf(project(), session.session?.roles ?? [], projects.rows));
  const fits = (x: Term): boolean => packages.value?.has(x.package) ?? true;
  const current = (name: ListName, chosen = ''): Term[] => words.list(name).filter((x) => (fits(x) && !x.retired) || x.code === chosen);
  /** For filters: what was retired is looked for too. */
  const list = (name: ListName, chosen = ''): Term[] => words.list(name).filter((x) => fits(x) || x.code === chosen);
  return { current, list };
}
