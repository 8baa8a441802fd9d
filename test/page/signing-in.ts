import type { Page } from 'playwright-core';
import { OPERATOR_KEY } from '../support/index.js';
import { seriousFaults } from './accessibility.js';
import { absent, heading, present, settled, told } from './waiting.js';
import { MARKET, type World } from './world.js';

const REPLAYS = `/app/compare?market=${MARKET}&replays=,`;

/** The demonstration is open to the public; the harbour is not. Both are there. */
export const signsIn = (worldNow: () => World) =>
  describe('Whoever opens the page', () => {
    let page: Page;

    beforeEach(async () => {
      page = await worldNow().visit();
    });
    afterEach(() => worldNow().leave(page));

    const open = (path: string) => page.goto(`${worldNow().url}${path}`);
    const who = (text: string) => told(page, text, '#who');
    const signIn = async (key: string) => {
      await page.locator('#credential').fill(key);
      await page.keyboard.press('Enter');
    };

    it('is a visitor, who sees the demonstration alone, live', async () => {
      await open('/');
      await who('Visitor');
      await present(page, '#connection[data-connection=live]');
      await present(page, `#market option[value=${MARKET}]`);
      expect(await page.locator('#market option').count()).toBe(1);
      expect(await page.locator('#market').inputValue()).toBe(MARKET);
    });

    it('is told to sign in for what visitors may not do; with the key it is done', async () => {
      await open(REPLAYS);
      await page.locator('#start-replay').click();
      await told(page, 'Sign in to do this', 'h2');
      await page.locator('#to-sign-in').click();
      await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
      await present(page, '#credential:focus');
      await settled(page);
      expect(await seriousFaults(page)).toEqual([]);
      await signIn(OPERATOR_KEY);
      await who('operator');
      await page.locator('#start-replay').click();
      await page.getByText(/^as recorded: /).waitFor();
    });

    it('sees every market of the key after signing in, and the public one after signing out', async () => {
      await open('/');
      await who('Visitor');
      await page.locator('#sign-in').click();
      await signIn(OPERATOR_KEY);
      await who('operator');
      await present(page, '#market option[value=harbour]');
      await present(page, '#connection[data-connection=live]');
      await page.locator('#sign-out').click();
      await who('Visitor');
      await absent(page, '#market option[value=harbour]');
      expect((await page.context().cookies()).map(({ name }) => name)).toEqual([]);
    });

    it('is told in words what is wrong with a key, and gets the focus back', async () => {
      await open('/?lang=en');
      await page.locator('#sign-in').click();
      await page.locator('#sign-in-send').click();
      await told(page, 'Paste a key first.');
      await signIn('tq_0000000000000009_nobody-ever-issued-this-one');
      await told(page, 'This key is unknown, expired or revoked.');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await present(page, '#sign-in:focus');
    });

    it('finds a market closed that is not public, says so in Spanish too, and opens it with a key', async () => {
      await open('/app/control-room?market=harbour&lang=es');
      await told(page, 'Inicie sesión para hacer esto', 'h2');
      await page.locator('#to-sign-in').click();
      await signIn(OPERATOR_KEY);
      await who('operador');
      await heading(page, 'Sala de control');
    });

    it('learns how far a key goes that does not go far enough, and may drop one that holds no more', async () => {
      const grants = [`auditor:${MARKET}`];
      const issued = await worldNow().http.post('/api-keys', { name: 'auditor', grants });
      await open(REPLAYS);
      await page.locator('#sign-in').click();
      await signIn(issued.body.key);
      await who(`auditor of ${MARKET}`);
      await page.locator('#start-replay').click();
      await told(page, `Your key is for: auditor of ${MARKET}.`);
      await page
        .context()
        .addCookies([
          { name: 'trueque_session', value: 'tq_gone', url: worldNow().url, httpOnly: true },
        ]);
      await page.reload();
      await told(page, 'Sign in to see this', 'h2');
      await page.locator('#as-visitor').click();
      await present(page, '#start-replay');
      await who('Visitor');
    });
  });
