// SPDX-License-Identifier: Apache-2.0
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app.vue';
import { router } from './router';
import { keepOnDevice, writing } from './versions';
import '@/base/css/all.css';
import { hangIcons } from '@/base/icons';
import { whenSignedOut, whenStale } from '@/base/http';
import { i18n, speak } from '@/base/i18n';
import { useSession } from '@/people/session';
import { useReplica } from '@/sync/replica';

hangIcons();
const app = createApp(App).use(createPinia()).use(i18n);
useReplica().begin(); // before the first page asks for anything
app.use(router);
whenSignedOut(() => {
  const session = useSession();
  const wasIn = session.session !== null;
  // not from under the hands: what is being written can still be kept here, and the session ends with the page (router.ts)
  if (wasIn && useReplica().state === 'open' && writing(router)) { session.over = true; return; }
  session.take(null);
  if (wasIn) void router.replace({ path: '/entrar', query: { volta: router.currentRoute.value.fullPath } });
});
whenStale(() => void useSession().askAgain());
const spoken = localStorage.getItem('teia.locale') === 'en' ? speak('en') : Promise.resolve();
void spoken.catch(() => undefined).then(() => app.mount('#app')); // without those words, in Portuguese
keepOnDevice(router);
