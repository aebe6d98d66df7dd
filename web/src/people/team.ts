// SPDX-License-Identifier: Apache-2.0
import { computed, type ComputedRef } from 'vue';
import { useSession } from './session';
import type { PersonRef, RegisterDefaults } from '@/base/api';
import { get } from '@/base/http';
import { useLoading } from '@/base/loading';

/** Who works with this person, themselves first. Whoever registers nothing has no team here. */
export function useTeam(): ComputedRef<PersonRef[]> {
  const session = useSession();
  const team = useLoading(() => get<RegisterDefaults>('/v1/actions/defaults').then((d) => d.team).catch(() => [] as PersonRef[]));
  return computed(() => {
    const me = session.session?.person;
    return [...(me ? [me] : []), ...(team.data.value ?? []).filter((p) => p.id !== me?.id)];
  });
}
