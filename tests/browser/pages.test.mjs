// SPDX-License-Identifier: Apache-2.0
// Every page at the phone's and the PC's width: no fault that axe knows, nothing that scrolls sideways, no error left behind.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { look, shot } from './shots.mjs';
import { faultsOf, NARROW, open, PC, PHONE, settled } from './teia.mjs';

// name: address, or how to find one among what this person may read
const pages = {
  nobody: { 'entrar': '/entrar', 'projetos-publico': '/projetos', 'projeto-publico': '/projetos/rede-conasems-cosems', 'perdida': '/nao-existe' },
  helena: {
    'inicio': '/', 'registrar': '/registrar', 'acoes': '/acoes', 'acoes-busca': '/acoes?q=metas',
    'acao': first('/v1/actions?mine=true', (a) => `/acoes/${a.id}`), 'acao-editar': first('/v1/actions?mine=true', (a) => `/acoes/${a.id}/editar`),
    'pendencias': '/pendencias', 'encaminhamentos': '/encaminhamentos', 'encaminhamento': first('/v1/followups?mine=true', (f) => `/encaminhamentos/${f.id}`),
    'territorio': '/territorio', 'municipio': '/territorio/1702554', 'regiao': '/territorio/17002', 'estado': '/territorio/17', 'brasil': '/territorio/0',
    'cobertura': '/cobertura', 'panorama': '/panorama', 'conta': '/conta', 'projetos': '/projetos', 'aparelho': '/aparelho', 'mais': '/mais',
    'fechamento': '/fechamento', 'painel': '/painel', 'painel-indicador': '/painel/IA-11',
  },
  raimundo: {
    'inicio-coordenador': '/', 'validacao': '/validacao', 'cobertura-estado': '/cobertura', 'cobertura-hoje': '/cobertura?composicao=hoje', 'panorama-estado': '/panorama',
    'pessoas': '/pessoas', 'sincronizacao-equipe': '/pessoas/aparelhos', 'pessoa': first('/v1/people?q=Helena', (p) => `/pessoas/${p.id}`), 'importar': '/importar',
    'fechamento-estado': '/fechamento', 'fechamento-quadrimestre': '/fechamento?periodo=2025-QD1', 'painel-estado': '/painel', 'painel-estado-indicador': '/painel/IA-03',
  },
  sonia: { 'inicio-secretaria': '/' },
  otavio: { 'inicio-nacional': '/', 'cobertura-brasil': '/cobertura', 'panorama-brasil': '/panorama', 'painel-brasil': '/painel' },
  marta: { 'inicio-gestora': '/', 'municipio-gestora': '/territorio/1702554', 'painel-gestora': '/painel' },
  admin: { 'administracao': '/administracao' },
};

// what opens over a page: the address, and the press that opens it
const sheets = {
  helena: { 'encaminhar': ['/encaminhamentos', 'Encaminhar'], 'quando': ['/registrar', '5 mai'] },
  raimundo: { 'pessoa-nova': ['/pessoas', 'Incluir pessoa'], 'fechar': ['/fechamento', 'Fechar abril'] },
};

function first(list, address) {
  return async (page) => {
    const found = await page.evaluate((path) => fetch(path).then((r) => r.json()), list);
    return address((found.items ?? found)[0]);
  };
}

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function narrow(page) {
  const size = page.viewportSize();
  await page.setViewportSize(NARROW);
  const over = await sideways(page);
  await page.setViewportSize(size);
  return over;
}

async function judge(page, name, phone) {
  await settled(page);
  await look(page, `${name}-${page.viewportSize().width}`);
  await shot(page, `${name}${phone ? '' : '-pc'}`);
  expect.soft((await faultsOf(page)).join('\n'), 'axe').toBe('');
  expect.soft(await sideways(page), 'scrolls sideways by px').toBe(0);
  if (phone) expect.soft(await narrow(page), 'scrolls sideways at 320 by px').toBe(0);
  expect.soft(page.faults.splice(0).join('\n'), 'errors').toBe('');
}

let teia;
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

for (const [who, list] of Object.entries(pages)) {
  describe.each([['phone', PHONE], ['PC', PC]])(`${who} on the %s`, (device, size) => {
    let page;
    beforeAll(async () => { page = await (who === 'nobody' ? teia.visit(size) : teia.signIn(who, size)); });
    afterAll(() => page?.context().close());

    for (const [name, address] of Object.entries(list)) {
      test(`the page ${name}`, async () => {
        await page.goto(typeof address === 'string' ? address : await address(page));
        await judge(page, name, device === 'phone');
      });
    }
    for (const [name, [address, press]] of Object.entries(sheets[who] ?? {})) {
      test(`the sheet ${name}`, async () => {
        await page.goto(address);
        await page.getByRole('main').getByRole('button', { name: press }).first().click();
        await page.locator('dialog').waitFor();
        await judge(page, name, device === 'phone');
      });
    }
  });
}
