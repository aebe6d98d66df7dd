// SPDX-License-Identifier: Apache-2.0
// Who closes is reminded, and April closes by the hands of those who close it: one's own month, the team's with a reason, what comes late, and opened again.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { look, shot } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled } from './teia.mjs';

const WHY = 'A assembleia de maio pede o consolidado.';
const AGAIN = 'Faltou a reunião do dia 28.';

let teia;
let helena;
let raimundo;

beforeAll(async () => {
  teia = await open();
  helena = await teia.signIn('helena', PHONE);
  raimundo = await teia.signIn('raimundo', PC);
});
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });
const reminder = (page, said) => page.getByRole('main').getByRole('link', { name: said });
const card = (page, name) => page.getByRole('region', { name });
async function judged(page, name) {
  await settled(page);
  await look(page, `${name}-${page.viewportSize().width}`);
  expect.soft((await faultsOf(page)).join('\n'), 'axe').toBe('');
}

describe('the way to the closing', () => {
  test('is a reminder on the first page and with what is pending, for who closes', async () => {
    await helena.goto('/');
    await reminder(helena, 'O seu mês de abril ainda não foi fechado').getByText(/^o combinado é até hoje, 5\smai\s· é só um lembrete$/).waitFor();
    await shot(helena, 'inicio-lembrete');
    await judged(helena, 'lembrete-inicio');
    await raimundo.goto('/');
    await reminder(raimundo, 'O mês de abril da equipe ainda não foi fechado').waitFor();
    await judged(raimundo, 'lembrete-inicio');
    await raimundo.goto('/pendencias');
    await judged(raimundo, 'lembrete-pendencias');
    await reminder(raimundo, 'O mês de abril da equipe ainda não foi fechado').click();
    await raimundo.getByRole('heading', { level: 1, name: 'Fechamento' }).waitFor();
    expect(new URL(raimundo.url()).searchParams.get('periodo')).toBe('2025-04');
  });

  test('is a door of the menu for who reads, who is not reminded and closes nothing', async () => {
    const sonia = await teia.signIn('sonia', PC);
    await settled(sonia);
    expect(await reminder(sonia, 'ainda não foi fechado').count()).toBe(0);
    await sonia.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Fechamento' }).click();
    await card(sonia, /^Equipe/).getByText('140', { exact: true }).waitFor();
    expect(await sonia.getByRole('button', { name: /^(Fechar|Reabrir)/ }).count()).toBe(0);
    await judged(sonia, 'fechamento-secretaria');
  });

  test('leads nowhere for who reads the whole country', async () => {
    const otavio = await teia.signIn('otavio', PHONE);
    await otavio.goto('/mais');
    await otavio.getByRole('main').getByRole('link', { name: 'Panorama' }).waitFor();
    expect(await otavio.getByRole('link', { name: 'Fechamento' }).count()).toBe(0);
  });

  test('keeps quiet without signal', async () => {
    await helena.goto('/mais');
    await settled(helena);
    await helena.context().route(/\/v1\/closings/, (route) => route.abort('internetdisconnected'));
    await helena.getByRole('navigation', { name: 'Atalhos' }).getByRole('link', { name: 'Início' }).click();
    await helena.getByRole('heading', { name: 'Pendências da semana' }).waitFor();
    await settled(helena);
    expect(await reminder(helena, 'ainda não foi fechado').count()).toBe(0);
    await judged(helena, 'lembrete-sem-sinal');
    await helena.goto('/fechamento');
    await judged(helena, 'fechamento-sem-sinal');
    await helena.context().unroute(/\/v1\/closings/);
  });
});

describe('April', () => {
  test('is closed by a supporter for herself', async () => {
    await helena.goto('/fechamento');
    const mine = card(helena, 'Meu mês');
    await button(mine, 'Fechar meu mês').click();
    await helena.locator('dialog').getByText(/Ficam contados \d+\sregistros/).waitFor();
    await button(helena.locator('dialog'), 'Fechar o período').click();
    await mine.getByText('fechado', { exact: true }).waitFor();
    expect(await button(mine, 'Reabrir').count()).toBe(1);
    await mine.getByText('Histórico do fechamento').click();
    await mine.getByText(/Helena Barros fechou: \d+\sregistros/).waitFor();
    await judged(helena, 'fechado-meu');
  });

  test('is closed for the team, with the reason for not waiting', async () => {
    await raimundo.goto('/fechamento');
    const team = card(raimundo, /^Equipe/);
    await raimundo.getByText('4 pessoas da equipe ainda não fecharam o mês.').waitFor();
    await button(team, 'Fechar abril de 2025').click();
    const sheet = raimundo.locator('dialog');
    await sheet.getByText('Ficam contados 140 registros, 124 deles validados.').waitFor();
    await button(sheet, 'Fechar o período').click();
    await sheet.getByText('Conte o motivo em algumas palavras: ele fica no histórico.').waitFor();
    await sheet.getByLabel('Por que fechar assim mesmo').fill(WHY);
    await button(sheet, 'Fechar o período').click();
    await team.getByText('fechado', { exact: true }).waitFor();
    await team.getByText('Histórico do fechamento').click();
    await team.getByText('Raimundo Sales fechou: 140 registros, 124 validados.').waitFor();
    await team.getByText(WHY).waitFor();
    await team.getByText(/^Sem o mês de: Cícero Antunes, Davi Pacheco, Jussara Lemos e Noemi Prado\.$/).waitFor();
    const [file] = await Promise.all([raimundo.waitForEvent('download'), team.getByRole('link', { name: 'Conjunto de dados' }).click()]);
    expect(file.suggestedFilename()).toBe('conjunto-de-dados.txt');
    await judged(raimundo, 'fechado-equipe');
  });

  test('asks why a record changes now, and shows what differs', async () => {
    const found = await helena.evaluate(() => fetch('/v1/actions?mine=true&from=2025-04-01&to=2025-04-30&status=registrada&limit=1').then((r) => r.json()));
    await helena.goto(`/acoes/${found.items[0].id}/editar`);
    await helena.getByLabel('O que aconteceu').fill('Orientação sobre a programação, com a equipe da atenção básica.');
    await helena.locator('#por-que').fill('Faltava dizer com quem.');
    await button(helena, 'Guardar').click();
    await helena.waitForURL(/\/acoes\/[0-9a-f-]{36}$/);
    await raimundo.goto('/fechamento?periodo=2025-04');
    const changed = raimundo.locator('section', { has: raimundo.getByRole('heading', { name: 'Depois de fechar' }) }).last();
    await changed.getByText('retificado', { exact: true }).waitFor();
    await card(raimundo, /^Equipe/).getByText('140', { exact: true }).waitFor();
    await shot(raimundo, 'fechado-mudou-pc');
    await judged(raimundo, 'fechado-mudou');
  });

  test('is opened again with a reason, and what was told stays', async () => {
    const team = card(raimundo, /^Equipe/);
    await button(team, 'Reabrir').click();
    const sheet = raimundo.locator('dialog');
    await sheet.getByLabel('Por que reabrir').fill(AGAIN);
    await button(sheet, 'Reabrir o período').click();
    await team.getByText('reaberto', { exact: true }).waitFor();
    await team.getByText('Histórico do fechamento').click();
    await team.getByText(AGAIN).waitFor();
    await team.getByText('Raimundo Sales fechou: 140 registros, 124 validados.').waitFor();
  });

  test('can be made again from the ledger, while the server runs', () => {
    expect(teia.run('closing', 'verify')).toBe('2 fechamentos\nOs fechamentos conferem.\n');
    expect(teia.run('closing', 'list').split('\r\n').filter((line) => line.includes('COSEMS-TO')).length).toBe(3);
  });
});
