// SPDX-License-Identifier: Apache-2.0
/** The application's files carry their version in their names. */
export const appVersion = (): string => /-([\w-]+)\.js/.exec(document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '')?.[1] ?? 'dev';
