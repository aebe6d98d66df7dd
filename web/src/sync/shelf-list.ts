// SPDX-License-Identifier: Apache-2.0
// What each room wants at hand where there is no signal, besides its records: addresses to GET. A new room adds its line.
import type { PlacePage, Session } from '@/base/api';
import { verbs } from '@/people/verbs';

/** `answer` gives what an earlier line has brought. */
export interface Wanted { session: Session; answer<T>(address: string): T | undefined }
interface Line { room: string; often: boolean; addresses(wanted: Wanted): string[] }

const holds = (verb: string, address: string) => ({ session }: Wanted): string[] => (session.verbs.includes(verb) ? [address] : []);
const town = (id: number): string => `/v1/places/${id}`;

// often: again as soon as there are news; the others every half hour
export const shelfList: Line[] = [
  { room: 'people', often: true, addresses: () => ['/v1/session', '/v1/counters', '/v1/organisations'] },
  { room: 'programmes', often: false, addresses: () => ['/v1/vocabularies', '/v1/projects'] },
  { room: 'actions', often: true, addresses: holds(verbs.writeAction, '/v1/actions/defaults') },
  { room: 'actions', often: true, addresses: holds(verbs.validateAction, '/v1/validation') },
  { room: 'followups', often: true, addresses: () => ['/v1/pending'] },
  { room: 'reports', often: true, addresses: () => ['/v1/home'] },
  { room: 'places', often: false, addresses: ({ session }) => [`/v1/places/${session.state?.id ?? 0}`, ...session.territory.flatMap((id) => [town(id), `${town(id)}/support`])] },
  {
    room: 'places', often: false, addresses: ({ session, answer }) => {
      const above = session.territory.map((id) => answer<PlacePage>(town(id))?.region?.id).filter((id) => id !== undefined);
      return [...new Set(above)].map(town);
    },
  },
];
