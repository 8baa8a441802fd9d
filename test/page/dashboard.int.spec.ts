import { readFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import { auctionPath, offers, openHarbour } from '../flow/harbour.js';
import { freshDatabase } from '../support/index.js';
import { looksAt } from './looks.js';
import { signsIn } from './signing-in.js';
import { staysUsable } from './staying-usable.js';
import { absent, drawn, heading, heldBack, present, told } from './waiting.js';
import { BILLED, MARKET, World } from './world.js';

const DAY = `market=${MARKET}&period=2016-08-09&peer=birch-1`;

/** On a machine that does other things too; nothing takes so long unless it is broken. */
jest.setTimeout(process.env['TRUEQUE_LONG'] ? 3_600_000 : 300_000);

describe('The dashboard', () => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await World.begin(await freshDatabase());
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

  it('says that there is no market, and shows the first one even where it was not listening yet', async () => {
    const listen = await heldBack(page, '**/events?**');
    await open();
    await told(page, 'No market yet');
    await openHarbour(world.http);
    listen();
    await heading(page, 'Control room');
    await present(page, '.lane[data-lane=open] .auction');
    expect(world.complaints).toEqual([]);
  });

  it('shows the demonstration as it is built', async () => {
    await open(`/app/control-room?market=${MARKET}`);
    await told(page, `No market is called ${MARKET}`);
    await world.buildDemonstration();
    await told(page, '2016-08-11', '.lane[data-lane=settled] .auction');
    await world.billTheDays();
  });

  it('shows a new price by itself, once the gate has closed', async () => {
    await open(`/app/control-room?market=harbour&period=2026-06-01`);
    await present(page, '#connection[data-connection=live]');
    await told(page, 'Nothing to show here', '#prices-now');
    await world.http.post(`${auctionPath}/offers`, offers);
    await world.http.post(`${auctionPath}/gate-closure`, {});
    await told(page, 'south', '#prices-now tbody tr');
    await present(page, '.lane[data-lane=settled] .auction');
    await told(page, 'Updated: ', '#said');
    expect(world.complaints).toEqual([]);
  });

  it('is right on every screen: light and dark, in both languages, wide and narrow', async () => {
    expect(await looksAt(world, DAY)).toEqual([]);
    expect(world.complaints).toEqual([]);
  });

  it('asks for nothing twice while it is opened', async () => {
    await world.untilQuiet();
    const asked: string[] = [];
    const note = (request: Request) => {
      // The browser itself asks for the icon too.
      if (request.resourceType() !== 'image') asked.push(request.url());
    };
    const noteInVain = (request: Request) => void asked.push(`in vain: ${request.url()}`);
    page.on('request', note).on('requestfailed', noteInVain);
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await present(page, '#connection[data-connection=live]');
    page.off('request', note).off('requestfailed', noteInVain);
    expect(asked.filter((url, at) => asked.indexOf(url) < at || url.startsWith('in'))).toEqual([]);
    expect(asked.length).toBeGreaterThan(10);
  });

  it('keeps what is chosen in the address: a link shows the same, and back goes back', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.locator('#community').selectOption('birch-lane');
    await page.locator('#later').click();
    await page.locator('#to-clearing').click();
    await heading(page, 'Clearing');
    await says({ period: '2016-08-10', community: 'birch-lane' });
    await page.reload();
    await heading(page, 'Clearing');
    expect(await page.locator('#community').inputValue()).toBe('birch-lane');
    await page.goBack();
    await heading(page, 'Day');
  });

  it('has a table with the numbers of each chart, and gives them as a file', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.locator('#day-table').click();
    const cells = page.locator('#day tbody tr:not(.gap)').nth(12).locator('td');
    await told(page, `Run ${MARKET}/2016-08-09`, '#day .provenance');
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
    await heading(page, 'Control room');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to the content');
    await page.keyboard.press('?');
    await told(page, 'go to a screen', 'dialog[open]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await heading(page, 'Clearing');
    await page.keyboard.press(']');
    await says({ period: '2016-08-10' });
    await page.locator('#period-at').focus();
    await page.keyboard.press('ArrowRight');
    await says({ period: '2016-08-10', at: '16' });
    await page.keyboard.press('e');
    await heading(page, 'Casación');
  });

  it('leads from a bill that settlement issued down to the event that a line rests on', async () => {
    await open(`/app/bill?${DAY}`);
    const { body } = await world.http.get(
      `/markets/${MARKET}/bills/${BILLED.from}/${BILLED.to}/peer:birch-1`,
    );
    const total = `$${(Math.abs(body.totalMinor) / 100).toFixed(2)}`;
    await page.locator('.tile', { hasText: 'To pay' }).getByText(total).waitFor();
    await told(page, `${body.readings.measured} of 96 measured`);
    await page.locator('#bill-lines .row-link', { hasText: 'Bought in the market' }).click();
    await page.locator('.drill .row-link').first().click();
    await page.locator('.cause', { hasText: 'TradeExecuted' }).locator('pre').waitFor();
  });

  it('tells what auctions came to where no bill is issued yet', async () => {
    await open('/app/bill?market=harbour&period=2026-06-01&peer=mill');
    await told(page, 'Not settled as a bill yet');
    await page.locator('#bill-lines .row-link').first().click();
    await page.locator('.drill .row-link').first().click();
    await present(page, '.cause pre');
  });

  it('says that another run would change nothing while nothing is new', async () => {
    await open(`/app/runs?${DAY}`);
    const dryRun = page.locator('#dry-run');
    await dryRun.locator('#dry-run-ask').click();
    await told(page, 'up to date', '#dry-run');
    await told(page, 'No bill would change.', '#dry-run');
    await dryRun.locator('#dry-run-window').selectOption('2016-08-09 – 2016-08-09');
    await dryRun.locator('#dry-run-ask').click();
    await told(page, 'none yet', '#dry-run');
    await told(page, 'peer:birch-1', '#bill-changes tbody tr');
  });

  it('gives a table that stands alone as a file, all of it', async () => {
    await open(`/app/peers?${DAY}&lang=es`);
    await present(page, '#all-peers tbody tr');
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
    await told(page, body.hash, '#chain code');
    await page.locator('#verify').click();
    await present(page, '.verification[data-state=holds]');
  });

  it('narrows the feed of events, and shows one whole', async () => {
    await open(`/app/operations?${DAY}`);
    await page.locator('#event-type').selectOption('GateClosed');
    await page.locator('#filter-auction').fill('2016-08-09');
    await page.waitForURL(/auction=2016-08-09/);
    await absent(page, '#feed tbody tr:not(.gap):nth-child(2)');
    await page.locator('#feed .row-link').click();
    expect(await page.locator('#opened-event pre').innerText()).toContain('bookDigest');
  });

  it('finds a peer, and tells cleared from metered', async () => {
    await open(`/app/peers?${DAY}`);
    await page.locator('#peer-search').fill('citrus-2');
    await absent(page, '#all-peers tbody tr:not(.gap):nth-child(2)');
    await page.locator('#view-metered').click();
    await told(page, 'Cleared against metered', 'h2');
    await page.locator('#all-peers .row-link').click();
    await heading(page, 'My bill');
    await says({ peer: 'citrus-2' });
  });

  it('sets what is compared beside what is shown', async () => {
    await open(`/app/day?${DAY}`);
    await page.locator('#with').selectOption('previous');
    await told(page, 'against the comparison');
    await says({ with: 'previous' });
  });

  it("clears the paper's two cases at a click, and says who wins and who loses", async () => {
    await open(`/app/compare?market=${MARKET}`);
    await page.locator('#paper').click();
    await told(page, '31.936 → 28.456');
    await told(page, 'P5', '#winners tbody tr');
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
      await told(page, `${name}: finished · 1 auctions`);
    }
    await told(page, 'Cost of the homes', '#replay-outcome .tile');
    const rows = page.locator('#replay-peers tbody tr');
    await rows
      .filter({ hasText: /wins|loses|even/ })
      .nth(9)
      .waitFor();
    await present(page, '#replay-second');
    await page.locator('#language').click();
    await told(page, 'Qué pares ganan y pierden', 'h2');
  });

  it('clears a market as it is changed, and shares it as a link', async () => {
    await open('/app/try-it');
    await told(page, '28.456');
    await page.getByLabel('Load: P4').fill('50');
    await page.getByText('28.456').waitFor({ state: 'detached' });
    const cost = await page.locator('#case-result .figure-number').first().innerText();
    await page.locator('#share-case').click();
    await page.waitForURL(/#case=/);
    const shared = page.url();
    await page.goto('about:blank');
    await page.goto(shared);
    await told(page, cost, '#case-result .figure-number');
    await page.locator('#edit-text').click();
    await page.locator('#case-text').fill('{"format": "trueque-case/1"}');
    await told(page, 'This is no case file yet', 'h2');
    expect(world.complaints).toEqual([]);
  });

  it('says in a sentence what is not there, with a way on', async () => {
    await open('/app/day?market=nowhere');
    await told(page, 'No market is called nowhere');
    await page.locator('#other-market').click();
    await present(page, '.selectors #market');
    await open(`/app/clearing?${DAY}&run=never`);
    await told(page, `has no auction never`);
    await open(`/app/clearing?${DAY}&community=nowhere`);
    await told(page, 'has no community nowhere');
    await page.locator('#way-home').click();
    await heading(page, 'Control room');
    await present(page, '#prices-now tbody tr');
    await open(`/app/compare?${DAY}&cases=nowhere,paper-5-case-1`);
    await told(page, 'is no case that comes with this page');
    await open(`/app/day?market=${MARKET}&period=9999-12-31`);
    await drawn(page);
    await open(`/app/day?market=${MARKET}&period=2020-01-01`);
    await told(page, 'No auction in this period');
    await page.locator('#to-latest').click();
    await drawn(page);
  });

  const problem = { json: { code: 'x', detail: 'what the server says' } };
  it.each([
    [403, 'Not for you', problem],
    [410, 'The link has expired', problem],
    [500, 'Something went wrong', problem],
    [200, 'Something went wrong', { body: '<html>a page of a proxy</html>' }],
  ])('has words for an answer of %i', async (status, title, answer) => {
    await page.route('**/energy?**', (route) => route.fulfill({ status, ...answer }));
    await open(`/app/day?${DAY}`);
    await told(page, title, 'h2');
    await page.unroute('**/energy?**');
    await page.locator('#retry').click();
    await drawn(page);
  });

  it('says that a part of it did not come, and comes back to the same place', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await page.route('**/assets/flows-*.js', (route) => route.abort());
    await page.locator('#to-flows').click();
    await told(page, 'This screen could not be drawn', 'h2');
    await page.unroute('**/assets/flows-*.js');
    await Promise.all([page.waitForEvent('load'), page.locator('#load-anew').click()]);
    await present(page, '#links tbody tr');
    await says({ period: '2016-08-09' });
  });

  it('shows the shape of what will come while an answer is on its way', async () => {
    const answer = await heldBack(page, '**/energy?**');
    const asked = page.waitForRequest('**/energy?**');
    await open(`/app/day?${DAY}`);
    await asked;
    await present(page, '.skeleton');
    answer();
    await drawn(page);
  });

  it('keeps what is on the screen while the server is away, and goes on when it is back', async () => {
    await open(`/app/day?${DAY}`);
    await drawn(page);
    await present(page, '#connection[data-connection=live]');
    await world.restart(async () => {
      await present(page, '.lost');
      await present(page, '#day .chart canvas');
      await page.locator('#later').click();
      await told(page, 'The server does not answer');
    });
    await present(page, '#connection[data-connection=live]');
    await drawn(page);
    await absent(page, '.lost');
  });

  staysUsable(() => world);

  signsIn(() => world);
});
