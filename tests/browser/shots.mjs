// SPDX-License-Identifier: Apache-2.0
// Pictures on request. TEIA_SHOTS: a folder for the guide's; TEIA_LOOK: a folder for whole pages, for who wants to look at all of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smaller } from './png.mjs';

// what the guide shows, and nothing else
const wanted = new Set(['inicio-voltou', 'registrar', 'registrar-frase', 'registrar-guardado', 'registrar-encaminhar', 'validar-caixa', 'validar-registro',
  'pendencias', 'encaminhamento', 'municipio', 'cobertura-estado-pc', 'panorama-estado-pc', 'pessoas-pc', 'pessoa-pc',
  'inicio-lembrete', 'fechamento', 'fechamento-estado-pc', 'fechado-mudou-pc']);

export async function shot(page, name) {
  const folder = process.env.TEIA_SHOTS;
  if (!folder || !wanted.has(name)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), await smaller(page, await page.screenshot()));
}

export async function look(page, name) {
  const folder = process.env.TEIA_LOOK;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
