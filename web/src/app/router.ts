// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory, START_LOCATION, type RouteMeta, type RouteRecordNameGeneric, type RouteRecordRaw } from 'vue-router';
import { pageMissing } from './chunks';
import { stateHere } from '@/base/http';
import { roomBeside } from '@/base/room';
import { useSession } from '@/people/session';

// meta.drawer: where there is room what it opens lies over it, and the page beneath stays as it is
// meta.open: readable without an account; meta.bare: the whole screen is the task; meta.one: one record per path, so a new one is a new page
const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('@/reports/home.vue') },
  { path: '/entrar', name: 'sign-in', component: () => import('@/people/sign-in.vue'), meta: { open: true } },
  { path: '/convite/:token', name: 'invitation', component: () => import('@/people/invitation.vue'), meta: { open: true } },
  { path: '/registrar', name: 'register', component: () => import('@/actions/register.vue'), meta: { bare: true } },
  { path: '/guardado/:id', name: 'saved', component: () => import('@/actions/saved.vue'), meta: { one: true } },
  { path: '/acoes', name: 'actions', component: () => import('@/actions/action-list.vue') },
  { path: '/acoes/:id', name: 'action', component: () => import('@/actions/action-page.vue'), meta: { one: true } },
  { path: '/acoes/:id/editar', name: 'action-edit', component: () => import('@/actions/action-edit.vue'), meta: { one: true } },
  { path: '/validacao', name: 'validation', component: () => import('@/actions/validation.vue') },
  { path: '/pendencias', name: 'pending', component: () => import('@/followups/pending.vue') },
  { path: '/encaminhamentos', name: 'followups', component: () => import('@/followups/followup-list.vue') },
  { path: '/encaminhamentos/:id', name: 'followup', component: () => import('@/followups/followup-page.vue'), meta: { one: true } },
  { path: '/territorio', name: 'territory', component: () => import('@/places/territory.vue') },
  { path: '/territorio/:id(\\d+)', name: 'place', component: () => import('@/places/place-page.vue'), meta: { one: true } },
  { path: '/cobertura', name: 'coverage', component: () => import('@/reports/coverage.vue') },
  { path: '/panorama', name: 'overview', component: () => import('@/reports/overview.vue') },
  { path: '/painel/:code?', name: 'panel', component: () => import('@/indicators/panel.vue'), meta: { drawer: true } },
  { path: '/fechamento', name: 'closing', component: () => import('@/closing/closing-page.vue') },
  { path: '/pessoas', name: 'people', component: () => import('@/people/people-list.vue') },
  { path: '/pessoas/aparelhos', name: 'team-devices', component: () => import('@/sync/team-page.vue') },
  { path: '/pessoas/:id', name: 'person', component: () => import('@/people/person-page.vue'), meta: { one: true } },
  { path: '/conta', name: 'account', component: () => import('@/people/account.vue') },
  { path: '/projetos', name: 'projects', component: () => import('@/programmes/project-list.vue'), meta: { open: true } },
  { path: '/projetos/:code', name: 'project', component: () => import('@/programmes/project-page.vue'), meta: { open: true, one: true } },
  { path: '/importar', name: 'import', component: () => import('@/actions/import-page.vue') },
  { path: '/administracao', name: 'admin', component: () => import('./admin.vue') },
  { path: '/mais', name: 'more', component: () => import('./more.vue') },
  { path: '/aparelho', name: 'device', component: () => import('@/actions/device.vue') },
  { path: '/conflitos/:id', name: 'conflict', component: () => import('@/sync/conflict-page.vue'), meta: { one: true } },
  { path: '/aparelho-perdido', name: 'parted', component: () => import('@/sync/parted.vue'), meta: { open: true } },
  { path: '/:rest(.*)*', name: 'lost', component: () => import('./lost.vue'), meta: { open: true } },
];

interface Named { name?: RouteRecordNameGeneric | null; meta: RouteMeta }
/** One page with a drawer over it or without: neither the eye nor the keyboard is moved. */
export const staysBeneath = (to: Named, from: Named): boolean =>
  to.meta.drawer === true && to.name === from.name && roomBeside().matches;

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => staysBeneath(to, from) ? false : saved ?? (to.hash ? { el: to.hash, top: 72 } : to.path === from.path ? false : { top: 0 }),
});

router.beforeEach(async (to, from) => {
  const session = useSession();
  if (session.over && to.path !== from.path) await session.askAgain();
  await session.recall();
  const behindPin = session.unreached?.offline && stateHere() === 'locked'; // nobody can say who is here, but a PIN can
  if (to.meta.open || session.session || (!session.asked && !behindPin)) return true;
  return { path: '/entrar', query: to.fullPath === '/' ? {} : { volta: to.fullPath } };
});

// on the very first page there is nothing to go back to, and asking again would go in circles
router.onError((cause, to, from) => {
  if (from !== START_LOCATION && /dynamically imported module|module script/i.test(String(cause))) void pageMissing(to);
  else console.error(cause);
});
