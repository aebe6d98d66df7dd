// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import type { IconName } from '@/base/icons';
import { useSession } from '@/people/session';
import { verbs } from '@/people/verbs';

export interface Door { to: string; icon: IconName; key: string; count?: number; rule?: boolean }

/** The doors of this person, in groups: what one does, what one looks at, what one looks after. */
export function useDoors() {
  const session = useSession();
  return computed<Door[][]>(() => {
    const waiting = session.counters;
    const validates = session.can(verbs.validateAction);
    const reads = session.can(verbs.readAction);
    // closings are an institution's: who reads for the whole country has none of its own
    const closings = validates || session.can(verbs.writeAction) || (reads && session.homePlace > 0);
    return [
      [
        { to: '/', icon: 'home', key: 'app.nav.home' },
        ...(validates ? [{ to: '/validacao', icon: 'verify' as const, key: 'app.nav.validation', count: waiting.validation }] : []),
        ...(reads || session.can(verbs.readAgreed) ? [{ to: '/acoes', icon: 'list' as const, key: 'app.nav.actions' }] : []),
        { to: '/pendencias', icon: 'tray', key: 'app.nav.pending', count: waiting.pending },
        ...(closings ? [{ to: '/fechamento', icon: 'calendar' as const, key: 'app.nav.closing' }] : []),
      ],
      [
        { to: '/territorio', icon: 'town', key: 'app.nav.places' },
        { to: '/cobertura', icon: 'map', key: 'app.nav.coverage' },
        { to: '/panorama', icon: 'chart', key: 'app.nav.overview' },
        ...(session.can(verbs.readSums) ? [{ to: '/painel', icon: 'board' as const, key: 'app.nav.panel' }] : []),
        { to: '/projetos', icon: 'book', key: 'app.nav.projects' },
      ],
      [
        ...(session.can(verbs.readPeople) ? [{ to: '/pessoas', icon: 'people' as const, key: 'app.nav.people' }] : []),
        ...(session.can(verbs.managePeople) ? [{ to: '/pessoas/aparelhos', icon: 'sync' as const, key: 'app.nav.team-devices' }] : []),
        ...(session.can(verbs.runImport) ? [{ to: '/importar', icon: 'import' as const, key: 'app.nav.import' }] : []),
        { to: '/aparelho', icon: 'device', key: 'app.nav.device' },
        ...(session.can(verbs.administer) ? [{ to: '/administracao', icon: 'gear' as const, key: 'app.nav.admin' }] : []),
      ],
    ];
  });
}
