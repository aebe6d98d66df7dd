// SPDX-License-Identifier: Apache-2.0
/** Room for a drawer beside what it is about; on the phone it is a page of its own. The same width as in base/css. */
export const roomBeside = (): MediaQueryList => matchMedia('(min-width: 64rem)');
