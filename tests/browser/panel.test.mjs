// SPDX-License-Identifier: Apache-2.0
// The panel: numbers with their parts, each a door to how it came about and to its records; the filters act on all of them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled } from './teia.mjs';

let teia;
beforeAll(async () => {
  teia = await open();
  const page = await teia.signIn('raimundo', PC);
  await page.evaluate(() => fetch('/v1/indicators').then((r) => r.json())); // the first question after a start fills the read model
  await page.context().close();
});
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

const card = (page, name) => page.getByRole('article', { name, exact: true });
async function told(page, name, value, parts) {
  await card(page, name).getByRole('link', { name: new RegExp(`^${value}:`) }).waitFor();
  if (parts) await card(page, name).getByText(parts, { exact: true }).waitFor();
}
async function judged(page, name) {
  await settled(page);
  await look(page, `${name}-${page.viewportSize().width}`);
  expect.soft((await faultsOf(page)).join('\n'), 'axe').toBe('');
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'scrolls sideways by px').toBe(0);
  expect.soft(page.faults.splice(0).join('\n'), 'errors').toBe('');
}
async function tellsTheState(page) {
  await told(page, 'Participação de gestores na CIR', '74\\s%', '444 de 600');
  await told(page, 'Oportunidade do registro', '98\\s%', '600 de 612');
  await told(page, 'Encaminhamentos concluídos no prazo', '75\\s%', '63 de 84');
  await told(page, 'Ações por apoiador', '118,8', '594 ações validadas para 5 apoiadores ativos');
}

describe('the coordinator', () => {
  let page;
  beforeAll(async () => { page = await teia.signIn('raimundo', PC); });

  test('reads the quadrimestre of the state', async () => {
    await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Painel' }).click();
    await page.getByRole('heading', { name: /^Painel\s· Tocantins$/ }).waitFor();
    await tellsTheState(page);
    await card(page, 'Participação de gestores na CIR').getByText('perto da referência').waitFor();
    await card(page, 'Ações por apoiador').getByText('descritivo').waitFor();
    expect(await page.getByText(/\bmeta\b/).count()).toBe(0);
    await judged(page, 'painel');
  });

  test('opens how an indicator is worked out, with its months and regions, and comes back to it', async () => {
    await card(page, 'Participação de gestores na CIR').getByRole('link', { name: /^74/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Participação de gestores na CIR' });
    await drawer.getByText('soma de municípios convocados').waitFor();
    expect(new URL(page.url()).pathname).toBe('/painel/IA-03');
    await drawer.getByText('A mesma informação em tabela').click();
    await drawer.getByRole('row', { name: /^março de 2025 77,9\s% 127 de 163$/ }).waitFor();
    await drawer.getByRole('row', { name: /^Bico do Papagaio 70\s% 84 de 120$/ }).waitFor();
    const regions = await drawer.getByRole('region', { name: 'Por região de saúde' }).getByRole('rowheader').allTextContents();
    expect(regions).toEqual([...regions].sort((a, b) => a.localeCompare(b, 'pt-BR')));
    expect(await drawer.getByRole('img', { name: 'Participação de gestores na CIR, mês a mês' }).count()).toBe(1);
    await judged(page, 'painel-gaveta');
    await page.keyboard.press('Escape');
    await page.waitForURL('/painel');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toMatch(/^74\s%$/);
  });

  test('opens the records that counted and those that did not', async () => {
    await card(page, 'Oportunidade do registro').getByRole('link', { name: /^98/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Oportunidade do registro' });
    await drawer.getByRole('button', { name: 'Ver os registros' }).click();
    await drawer.getByText('Os 500 mais recentes').waitFor();
    await drawer.getByText('ficaram fora').click();
    await drawer.getByText(/^12\sregistros$/).waitFor();
    await judged(page, 'painel-registros');
    await drawer.getByRole('region', { name: 'Os registros por trás' }).getByRole('link').first().click();
    await page.waitForURL(/\/acoes\/[0-9a-f-]{36}$/);
    await page.goBack();
    await page.getByRole('dialog', { name: 'Oportunidade do registro' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('opens the records of those held in person, and from there a record', async () => {
    await told(page, 'Proporção de ações presenciais', '34\\s%', '202 de 594');
    await card(page, 'Proporção de ações presenciais').getByRole('link', { name: 'IA-09, como se calcula' }).click();
    const drawer = page.getByRole('dialog', { name: 'Proporção de ações presenciais' });
    await drawer.getByRole('button', { name: 'Ver os registros' }).click();
    await drawer.getByText(/^202\sregistros$/).waitFor();
    await drawer.getByText('8 de 202').waitFor();
    await drawer.getByRole('button', { name: 'Ver mais' }).click();
    await drawer.getByText('16 de 202').waitFor();
    await drawer.getByRole('region', { name: 'Os registros por trás' }).getByRole('link').first().click();
    await page.waitForURL(/\/acoes\/[0-9a-f-]{36}$/);
    await page.goto('/painel');
  });

  test('changes to March and to a region: every number changes, and the address keeps it', async () => {
    await page.getByLabel('Período', { exact: true }).selectOption('2025-03');
    await told(page, 'Participação de gestores na CIR', '77,9\\s%', '127 de 163');
    await told(page, 'Ações por apoiador', '30,2', '151 ações validadas para 5 apoiadores ativos');
    await page.getByLabel('Lugar', { exact: true }).selectOption({ label: 'Bico do Papagaio' });
    await page.getByRole('heading', { name: /Bico do Papagaio$/ }).waitFor();
    await card(page, 'Ações por apoiador').getByText(/não se abre por região/).waitFor();
    const share = await card(page, 'Participação de gestores na CIR').getByText(/^\d+ de \d+$/).textContent();
    expect(share).not.toBe('127 de 163');
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ periodo: '2025-03', lugar: '17002' });
    await judged(page, 'painel-regiao');
    await page.reload();
    await card(page, 'Participação de gestores na CIR').getByText(share, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Antes: fevereiro de 2025' }).click();
    await page.waitForURL(/periodo=2025-02/);
    await card(page, 'Participação de gestores na CIR').getByRole('link', { name: 'ver na Cobertura' }).click();
    await page.waitForURL(/\/cobertura\?periodo=2025-02&lugar=17002/);
    expect(await page.getByLabel('Período', { exact: true }).inputValue()).toBe('2025-02');
  });

  test('goes up from a region to its macro-region', async () => {
    await page.goto('/painel?lugar=17002');
    await told(page, 'Participação de gestores na CIR', '70\\s%', '84 de 120');
    await page.getByLabel('Lugar', { exact: true }).selectOption({ label: 'Macrorregião Norte' });
    await page.getByRole('heading', { name: /Macrorregião Norte$/ }).waitFor();
    await told(page, 'Participação de gestores na CIR', '71\\s%', '211 de 297');
  });

  test('follows the calendar, and says when nothing is closed yet', async () => {
    await page.goto('/painel?periodo=12-meses');
    await page.getByText(/^os últimos 12 meses/).waitFor();
    await told(page, 'Participação de gestores na CIR', '7\\d.*\\s%');
    await page.getByLabel('Período', { exact: true }).selectOption('quadrimestre-fechado');
    await page.getByText('Ainda não há período fechado como este').waitFor();
    await judged(page, 'painel-nada-fechado');
  });

  test('finds what will come from elsewhere', async () => {
    await page.goto('/painel');
    await page.getByText('Virá de outras fontes').click();
    await page.getByLabel('Buscar por nome, código ou fonte').fill('dengue sinan');
    await page.getByText(/^\d+\sindicador(es)?$/).waitFor();
    await judged(page, 'painel-catalogo');
    await page.getByRole('link', { name: /^Incidência de dengue provável/ }).click();
    await page.getByRole('dialog').getByText('vem de SINAN: ainda não foi informado').waitFor();
    await judged(page, 'painel-de-fora');
  });
});

describe('the supporter on the phone', () => {
  let page;
  beforeAll(async () => { page = await teia.signIn('helena', PHONE); });

  test('reads the same, and opens one as a page', async () => {
    await page.goto('/mais');
    await page.getByRole('main').getByRole('link', { name: 'Painel' }).click();
    await tellsTheState(page);
    await judged(page, 'painel');
    await card(page, 'Encaminhamentos concluídos no prazo').getByRole('link', { name: /^75/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Encaminhamentos concluídos no prazo' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Ver os registros' }).click();
    await page.getByText(/^63\sregistros$/).waitFor();
    await judged(page, 'painel-pagina');
    await page.getByRole('region', { name: 'Os registros por trás' }).getByRole('link').first().click();
    await page.waitForURL(/\/encaminhamentos\/[0-9a-f-]{36}$/);
  });
});

describe('without signal', () => {
  test('the numbers stay as they were told, and say so; what was never asked needs a signal', async () => {
    const page = await teia.signIn('helena', PC);
    const side = page.getByRole('navigation', { name: 'Principal' });
    await page.getByText('tudo recebido').waitFor();
    await side.getByRole('link', { name: 'Painel' }).click();
    await tellsTheState(page);
    await settled(page);
    await page.context().setOffline(true);
    await side.getByRole('link', { name: 'Municípios' }).click();
    await side.getByRole('link', { name: 'Painel' }).click();
    await page.getByText(/^Sem sinal agora: estes números estão como estavam em 5\smai, \d\d:\d\d\.$/).waitFor();
    await tellsTheState(page);
    await judged(page, 'painel-sem-sinal');
    await page.getByLabel('Período', { exact: true }).selectOption('2025-02');
    await page.getByText('Isto precisa de sinal.').waitFor();
    expect(await card(page, 'Oportunidade do registro').count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Tentar de novo' }).click();
    await told(page, 'Participação de gestores na CIR', '73,7\\s%', '115 de 156');
    await page.context().close();
  });
});

describe('reach', () => {
  test('the manager reads her own town, and no record that is not hers to read', async () => {
    const page = await teia.signIn('marta', PC);
    await page.goto('/painel');
    await page.getByRole('heading', { name: /^Painel\s· Augustinópolis$/ }).waitFor();
    await told(page, 'Oportunidade do registro', '100\\s%', '14 de 14');
    await page.getByText(/contagens abaixo de 5 não aparecem/).waitFor();
    await judged(page, 'painel-gestora');
    await card(page, 'Oportunidade do registro').getByRole('link', { name: /^100/ }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'Como se calcula' }).waitFor();
    expect(await page.getByRole('button', { name: 'Ver os registros' }).count()).toBe(0);
  });

  test('the neighbour reads nothing of Tocantins, wherever she looks', async () => {
    const page = await teia.signIn('rita', PC);
    for (const address of ['/painel', '/painel?lugar=17']) {
      await page.goto(address);
      await page.getByText('Nada registrado neste recorte').waitFor();
      await told(page, 'Participação de gestores na CIR', 'sem dado');
      await told(page, 'Encaminhamentos concluídos no prazo', 'sem dado');
      expect(await page.getByText(/444|594|612/).count()).toBe(0);
    }
    await told(page, 'Cobertura do apoio', 'sem dado');
    await judged(page, 'painel-vizinha');
  });
});
