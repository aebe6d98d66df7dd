// SPDX-License-Identifier: Apache-2.0
// What the server answers itself: the wire, its health, the hashed files of any version, the worker. Anything else that is
// opened in the browser is an address of the application.
const OWN = /^\/(v1|healthz|metrics|assets|sw\.js)(\/|$)/;

export const isPage = (path: string): boolean => !OWN.test(path);
export const isHashed = (path: string): boolean => path.startsWith('/assets/');
