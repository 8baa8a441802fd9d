import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { auctionPath, offers, openHarbour } from '../flow/harbour.js';
import { looksAt } from './looks.js';
import { signsIn } from './signing-in.js';
import { drawn, MARKET, World } from './world.js';

const DAY = `market=${MARKET}&period=2016-08-09&peer=birch-1`;

/** On a machine that does other things too; nothing takes so long unless it is broken. */
jest.setTimeout(300_000);

describe('The dashboard', () => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await World.begin();
  });

  afterAll(() => world?.end());

  beforeEach(async () => {
    world.complaints.length = 0;
    page = await world.page();
  });

  afterEach(() => world.leave(page));

  const open = (path = '/') => page.goto(`${world.url}${path}`);
  /** The address says so, a moment after something was chosen. */
  const says = (chosen: Readonly<Record<string, string>>) =>
    page.waitForURL(({ searchParams }) =>
      Object.entries(chosen).every(([name, value]) => searchParams.get(name) === value),
    );
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

  it('says that there is no market, and shows the first one even where it was not listening yet', async () => {
    let listen = () => {};
    const listening = new Promise<void>((resolve) => (listen = resolve));
    await page.route('**/events?**', async (route) => {
      await listening;
      await route.continue();
    });
    await open();
    await page.getByText('No market yet').waitFor();
    await openHarbour(world.http);
    listen();
    await heading('Control room');
    await page.locator('.lane[data-lane=open] .auction').waitFor();
    expect(world.complaints).toEqual([]);
  });

  it('shows the demonstration as it is built', async () => {
    await open(`/app/control-room?market=${MARKET}`);
    await page.getByText(`No market is called ${MARKET}`).waitFor();
    await world.buildDemonstration();
    await page.locator('.lane[data-lane=settled] .auction', { hasText: '2016-08-14' }).waitFor();
    await world.billTheWeek();
  });

  it('shows a new price by itself, once the gate has closed', async () => {
    await open(`/app/control-room?market=harbour&period=2026-06-01`);
    await page.locator('#connection[data-connection=live]').waitFor();
    await page.locator('#prices-now', { hasText: 'Nothing to show here' }).waitFor();
    await world.http.post(`${auctionPath}/offers`, offers);
    await world.http.post(`${auctionPath}/gate-closure`, {});
    await page.locator('#prices-now tbody tr', { hasText: 'south' }).waitFor();
    await page.locator('.lane[data-lane=settled] .auction').waitFor();
    await page.locator('#said', { hasText: /^Updated: \w/ }).waitFor({ state: 'attached' });
    expect(world.complaints).toEqual([]);
  });

  it('is right on every screen: light and dark, in both languages, wide and narrow', async () => {
    expect(await looksAt(world, DAY)).toEqual([]);
    expect(world.complaints).toEqual([]);
  });

  it('keeps what is chosen in the address: a link shows the same, and back goes back', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.locator('#community').selectOption('birch-lane');
    await page.locator('#later').click();
    await page.locator('#to-clearing').click();
    await heading('Clearing');
    await says({ period: '2016-08-10', community: 'birch-lane' });
    await page.reload();
    await heading('Clearing');
    expect(await page.locator('#community').inputValue()).toBe('birch-lane');
    await page.goBack();
    await heading('Day');
  });

  it('has a table with the numbers of each chart, and gives them as a file', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.locator('#day-table').click();
    const cells = page.locator('#day tbody tr:not(.gap)').nth(12).locator('td');
    await page.locator('#day .provenance', { hasText: `Run ${MARKET}/2016-08-09` }).waitFor();
    const shown = await cells.nth(1).innerText();
    const answer = await world.http.get(`/markets/${MARKET}/auctions/2016-08-09/energy`);
    expect(shown).toBe((answer.body.items[12].generationWh / 1000).toFixed(2));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^CSV: / })
        .first()
        .click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(file.suggestedFilename()).toMatch(/^trueque-run-sierra-crest-2016-08-09.*\.csv$/);
    expect(lines).toHaveLength(25);
    expect(lines[13]).toContain(
      `2016-08-09T19:00:00Z,${answer.body.items[12].generationWh / 1000}`,
    );
  });

  it('gives a chart as a picture', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^PNG: / })
        .first()
        .click(),
    ]);
    const png = readFileSync(await file.path());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2400, 2 * (612 + 74 + 40)]);
    expect(png.length).toBeGreaterThan(30_000);
  });

  it('can be worked by keys alone, and shows them', async () => {
    await open(`/app/control-room?${DAY}`);
    await heading('Control room');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to the content');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await heading('Clearing');
    await page.keyboard.press(']');
    await says({ period: '2016-08-10' });
    await page.locator('#period-at').focus();
    await page.keyboard.press('ArrowRight');
    await says({ period: '2016-08-10', at: '16' });
    await page.keyboard.press('e');
    await heading('Casación');
  });

  it('leads from a bill that settlement issued down to the event that a line rests on', async () => {
    await open(`/app/bill?${DAY}`);
    const { body } = await world.http.get(
      `/markets/${MARKET}/bills/2016-08-08/2016-08-15/peer:birch-1`,
    );
    const total = `$${(Math.abs(body.totalMinor) / 100).toFixed(2)}`;
    await page.locator('.tile', { hasText: 'To pay' }).getByText(total).waitFor();
    await page.getByText(`${body.readings.measured} of 168 measured`).waitFor();
    await page.locator('#bill-lines .row-link', { hasText: 'Bought in the market' }).click();
    await page.locator('.drill .row-link').first().click();
    await page.locator('.cause', { hasText: 'TradeExecuted' }).locator('pre').waitFor();
  });

  it('tells what auctions came to where no bill is issued yet', async () => {
    await open('/app/bill?market=harbour&period=2026-06-01&peer=mill');
    await page.getByText('Not settled as a bill yet').waitFor();
    await page.locator('#bill-lines .row-link').first().click();
    await page.locator('.drill .row-link').first().click();
    await page.locator('.cause pre').waitFor();
  });

  it('says that another run would change nothing while nothing is new', async () => {
    await open(`/app/runs?${DAY}`);
    const dryRun = page.locator('#dry-run');
    await dryRun.locator('#dry-run-ask').click();
    await dryRun.getByText('up to date').waitFor();
    await dryRun.getByText('No bill would change.').waitFor();
    await dryRun.locator('#dry-run-window').selectOption('2016-08-09 – 2016-08-09');
    await dryRun.locator('#dry-run-ask').click();
    await dryRun.getByText('none yet').waitFor();
    await dryRun.locator('#bill-changes tbody tr', { hasText: 'peer:birch-1' }).waitFor();
  });

  it('gives a table that stands alone as a file, all of it', async () => {
    await open(`/app/peers?${DAY}&lang=es`);
    await page.locator('#all-peers tbody tr').first().waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#all-peers .card-tools .tools button').click(),
    ]);
    const [head, first, ...rest] = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(head).toMatch(/^Par,Comunidad,Papel,"Generado, kWh"/);
    expect(first).toMatch(/^almond-1,almond-court,prosumer,\d+\.\d+,/);
    expect(rest).toHaveLength(9);
  });

  it('walks along the chain at the press of a button', async () => {
    await open(`/app/operations?${DAY}`);
    const { body } = await world.http.get(`/markets/${MARKET}/chain`);
    await page.locator('#chain code', { hasText: body.hash }).waitFor();
    await page.locator('#verify').click();
    await page.locator('.verification[data-state=holds]').waitFor();
  });

  it('narrows the feed of events, and shows one whole', async () => {
    await open(`/app/operations?${DAY}`);
    await page.locator('#event-type').selectOption('GateClosed');
    await page.locator('#filter-auction').fill('2016-08-09');
    await page.waitForURL(/auction=2016-08-09/);
    await page.locator('#feed tbody tr:not(.gap)').nth(1).waitFor({ state: 'detached' });
    await page.locator('#feed .row-link').click();
    expect(await page.locator('#opened-event pre').innerText()).toContain('bookDigest');
  });

  it('finds a peer, and tells cleared from metered', async () => {
    await open(`/app/peers?${DAY}`);
    await page.locator('#peer-search').fill('citrus-2');
    await page.locator('#all-peers tbody tr:not(.gap)').nth(1).waitFor({ state: 'detached' });
    await page.locator('#view-metered').click();
    await page.getByRole('heading', { name: 'Cleared against metered' }).waitFor();
    await page.locator('#all-peers .row-link').click();
    await heading('My bill');
    await says({ peer: 'citrus-2' });
  });

  it('sets what is compared beside what is shown', async () => {
    await open(`/app/day?${DAY}`);
    await page.locator('#with').selectOption('previous');
    await page.getByText('against the comparison').first().waitFor();
    await says({ with: 'previous' });
  });

  it("clears the paper's two cases at a click, and says who wins and who loses", async () => {
    await open(`/app/compare?market=${MARKET}`);
    await page.locator('#paper').click();
    await page.getByText('31.936 → 28.456').waitFor();
    await page.locator('#winners tbody tr', { hasText: 'P5' }).waitFor();
    await says({ cases: 'paper-5-case-1,paper-5-case-2' });
  });

  it('replays the days shown under two sets of rules, and says who wins, who loses and why', async () => {
    await open(`/app/compare?${DAY}`);
    await page.locator('#compare-replays').click();
    for (const [rules, name] of [
      ['asRecorded', 'as recorded'],
      ['onePrice', 'one price'],
    ] as const) {
      await page.locator('#scenario').selectOption(rules);
      await page.locator('#start-replay').click();
      await page.getByText(`${name}: finished · 1 auctions`).waitFor();
    }
    await page.locator('#replay-outcome .tile', { hasText: 'Cost of the homes' }).waitFor();
    const rows = page.locator('#replay-peers tbody tr');
    await rows
      .filter({ hasText: /wins|loses|even/ })
      .nth(9)
      .waitFor();
    await page.locator('#replay-second').waitFor();
    await page.locator('#language').click();
    await page.getByRole('heading', { name: 'Qué pares ganan y pierden' }).waitFor();
  });

  it('clears a market as it is changed, and shares it as a link', async () => {
    await open('/app/try-it');
    await page.getByText('28.456').waitFor();
    await page.getByLabel('Load: P4').fill('50');
    await page.getByText('28.456').waitFor({ state: 'detached' });
    const cost = await page.locator('#case-result .figure-number').first().innerText();
    await page.locator('#share-case').click();
    await page.waitForURL(/#case=/);
    const shared = page.url();
    await page.goto('about:blank');
    await page.goto(shared);
    await page.locator('#case-result .figure-number', { hasText: cost }).waitFor();
    await page.locator('#edit-text').click();
    await page.locator('#case-text').fill('{"format": "trueque-case/1"}');
    await page.getByRole('heading', { name: 'This is no case file yet' }).waitFor();
    expect(world.complaints).toEqual([]);
  });

  it('says in a sentence what is not there, with a way on', async () => {
    await open('/app/day?market=nowhere');
    await page.getByText('No market is called nowhere').waitFor();
    await page.locator('#other-market').click();
    await page.locator('.selectors #market').waitFor();
    await open(`/app/clearing?${DAY}&run=never`);
    await page.getByText(`has no auction never`).waitFor();
    await page.locator('#way-home').click();
    await heading('Control room');
    await open(`/app/day?market=${MARKET}&period=2020-01-01`);
    await page.getByText('No auction in this period').waitFor();
    await page.locator('#to-latest').click();
    await drawn(page);
  });

  it.each([
    [403, 'Not for you'],
    [410, 'The link has expired'],
    [500, 'Something went wrong'],
  ])('has words for an answer of %i', async (status, title) => {
    await page.route('**/energy?**', (route) =>
      route.fulfill({ status, json: { code: 'x', detail: 'what the server says' } }),
    );
    await open(`/app/day?${DAY}`);
    await page.getByRole('heading', { name: title }).waitFor();
    await page.unroute('**/energy?**');
    await page.locator('#retry').click();
    await drawn(page);
  });

  it('says that a part of it did not come, and comes back to the same place', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.route('**/assets/flows-*.js', (route) => route.abort());
    await page.locator('#to-flows').click();
    await page.getByRole('heading', { name: 'This screen could not be drawn' }).waitFor();
    await page.unroute('**/assets/flows-*.js');
    await page.locator('#load-anew').click();
    await page.locator('#links tbody tr').first().waitFor();
    await says({ period: '2016-08-09' });
  });

  it('shows the shape of what will come while an answer is on its way', async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/energy?**', async (route) => {
      await answered;
      await route.continue();
    });
    const asked = page.waitForRequest('**/energy?**');
    await open(`/app/day?${DAY}`);
    await asked;
    await page.locator('.skeleton').waitFor();
    answer();
    await drawn(page);
  });

  it('keeps what is on the screen while the server is away, and goes on when it is back', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.locator('#connection[data-connection=live]').waitFor();
    await world.restart(async () => {
      await page.locator('.lost').waitFor();
      await page.locator('#day .chart canvas').first().waitFor();
      await page.locator('#later').click();
      await page.getByText('The server does not answer').first().waitFor();
    });
    await page.locator('#connection[data-connection=live]').waitFor();
    await drawn(page);
    await page.locator('.lost').waitFor({ state: 'detached' });
  });

  signsIn(() => world);
});
