// SPDX-License-Identifier: Apache-2.0
import type { AssignmentView, Id, IssuedToken, NewAssignment, NewPerson, NewToken, OrganisationRow, PersonRow, PersonView, SessionRow, TokenRow } from '@/base/api';
import { del, get, post, put } from '@/base/http';

export const listPeople = (query: { q?: string; state?: string; role?: string }): Promise<PersonRow[]> => get('/v1/people', query);
export const readPerson = (id: Id): Promise<PersonView> => get(`/v1/people/${id}`);
export const addPerson = (person: NewPerson): Promise<PersonView> => post('/v1/people', person);
export const changeContact = (id: Id, email: string | null, phone: string | null): Promise<unknown> => put(`/v1/people/${id}/contact`, { email, phone });
export const invite = (id: Id): Promise<{ url: string; expires_at: string }> => post(`/v1/people/${id}/invitation`, {});
export const assign = (assignment: NewAssignment): Promise<unknown> => post('/v1/assignments', assignment);
export const end = (a: AssignmentView, on: string, reason: string): Promise<unknown> => post(`/v1/assignments/${a.id}/end`, { on, reason });
export const leave = (a: AssignmentView, from: string, to: string, cover: Id): Promise<unknown> => post(`/v1/assignments/${a.id}/leave`, { from, to, cover });
export const handOver = (a: AssignmentView, to: Id, on: string): Promise<unknown> => post(`/v1/assignments/${a.id}/hand-over`, { to, on });
export const organisations = (): Promise<OrganisationRow[]> => get('/v1/organisations');

export const listSessions = (): Promise<SessionRow[]> => get('/v1/sessions');
export const endSession = (id: Id): Promise<unknown> => del(`/v1/sessions/${id}`);
export const listTokens = (): Promise<TokenRow[]> => get('/v1/tokens');
export const issueToken = (token: NewToken): Promise<IssuedToken> => post('/v1/tokens', token);
export const revokeToken = (id: Id): Promise<unknown> => del(`/v1/tokens/${id}`);
export const changePassword = (current: string, password: string): Promise<unknown> => put('/v1/password', { current, password });

/** Functions that the pages offer; the names are those of packages/common/roles.toml. */
export const roles = [
  ['apoiador', 'Apoiador(a)'], ['coordenador', 'Coordenador(a) de apoio'], ['facilitador', 'Facilitador(a)'], ['secretario-executivo', 'Secretário(a)-executivo(a) do COSEMS'],
  ['diretoria', 'Diretoria do COSEMS'], ['assessoria', 'Assessoria técnica ou jurídica do COSEMS'], ['representante-regional', 'Representante regional'], ['gestor-municipal', 'Gestor(a) municipal'],
  ['conasems-nacional', 'CONASEMS: coordenação nacional da Rede'], ['bp-equipe', 'BP: equipe do projeto'], ['ms-seinp', 'Ministério da Saúde e SEINP'], ['ses-equipe', 'Equipe da Secretaria Estadual de Saúde'],
  ['ses-coordenacao', 'Coordenação do projeto na Secretaria Estadual'], ['conass-consultor', 'Consultor(a) do CONASS'], ['conass-nacional', 'CONASS: coordenação do PASES'], ['administrador', 'Administração do sistema'],
] as const;
export const roleName = (code: string): string => roles.find(([c]) => c === code)?.[1] ?? code;
