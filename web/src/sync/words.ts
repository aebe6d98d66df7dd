// SPDX-License-Identifier: Apache-2.0
// What an operation is called on the screen, and where its record is shown.
import { useI18n } from 'vue-i18n';
import type { Shown } from './view';

/** What a verb is called. */
export function useVerbWords(): (verb: string) => string {
  const { t, te } = useI18n();
  return (verb) => { const key = `sync.verb.${verb.replaceAll('.', '-')}`; return te(key) ? t(key) : t('sync.verb.other'); };
}
/** The record's own words; of what nobody can read here any more, nothing. */
export function titleOf({ local }: Shown): string {
  const body = local?.body as { title?: string; text?: string } | null | undefined;
  return body?.title ?? body?.text ?? '';
}
/** How it began, to tell one visit to a town from the next. */
export function beginningOf({ local }: Shown): string {
  const text = (local?.body as { content?: { text?: string } } | null | undefined)?.content?.text?.trim() ?? '';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
export function pathOf({ operation: { verb, record } }: Shown): string {
  if (verb.startsWith('followup.')) return `/encaminhamentos/${record}`;
  if (verb.startsWith('conflict.')) return `/conflitos/${record}`;
  return verb === 'action.register' ? `/guardado/${record}` : `/acoes/${record}`;
}
