// SPDX-License-Identifier: Apache-2.0
import sprite from './icons.svg?raw';

/** Line drawings of our own on a 24 px grid, put once into the page; `<icon name>` points into it. */
export type IconName =
  | 'web'
  | 'home'
  | 'plus'
  | 'close'
  | 'menu'
  | 'list'
  | 'tray'
  | 'verify'
  | 'check'
  | 'map'
  | 'town'
  | 'chart'
  | 'doc'
  | 'device'
  | 'people'
  | 'person'
  | 'gear'
  | 'import'
  | 'download'
  | 'book'
  | 'phone'
  | 'circle'
  | 'board'
  | 'screen'
  | 'hands'
  | 'welcome'
  | 'siren'
  | 'star'
  | 'copy'
  | 'edit'
  | 'camera'
  | 'mic'
  | 'stop'
  | 'clip'
  | 'turn'
  | 'undo'
  | 'sync'
  | 'receipt'
  | 'lock'
  | 'shield'
  | 'alert'
  | 'info'
  | 'clock'
  | 'calendar'
  | 'search'
  | 'next'
  | 'back'
  | 'down'
  | 'dots'
  | 'offline'
  | 'key'
  | 'exit'
  | 'eye'
  | 'flag'
  | 'pin'
  | 'up'
  | 'trash'
  | 'chat';

export function hangIcons(): void {
  document.body.insertAdjacentHTML('afterbegin', sprite);
}

/** The drawing for a type of action, by its code. */
const OF_TYPE: Record<string, IconName> = {
  VIS: 'town', ATE: 'phone', REU_CIR: 'circle', REU_CTCIR: 'people', REU_CIB: 'circle', ASM: 'people', REU_DIR: 'people', REU_EQ: 'people',
  OFI: 'board', CAP: 'book', WEB: 'screen', ROD: 'chat', MEN: 'chat', ART: 'hands', CMS: 'hands', GT: 'people', DOC: 'doc', MON: 'chart',
  ACO: 'welcome', EVT: 'star', EME: 'siren', EST: 'book', ADM: 'doc',
};
export const iconOfType = (code: string): IconName => OF_TYPE[code] ?? 'flag';
