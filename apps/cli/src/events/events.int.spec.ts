import { buildCli, runCli } from '../testing/built-cli.js';
import { settledHarbour } from '../testing/settled-harbour.js';

describe('trueque events', () => {
  let env: { readonly DATABASE_URL: string };

  beforeAll(async () => {
    await buildCli();
    env = { DATABASE_URL: await settledHarbour() };
  }, 120_000);

  const events = (...args: readonly string[]) => runCli(['events', ...args], { env });

  it('shows what was recorded, in order, and where to go on', async () => {
    const { code, stderr, stdout } = await events('--json', '--from', '2', '--limit', '3');
    const { events: shown } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(shown.map(({ position }: { position: number }) => position)).toEqual([2, 3, 4]);
    expect(shown[0]).toMatchObject({ partition: 'harbour', type: 'CommunityRegistered' });
    expect(stderr).toBe('there are more: --market harbour --from 5\n');
  });

  it('shows one stream to a person', async () => {
    const { code, stderr, stdout } = await events('--stream', 'clearing-harbour/2026-06-01T10');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^clearing-harbour\/2026-06-01T10\n +\d+ +\S+Z +ClearingStarted +\{/);
    expect(stdout).toContain('TradeExecuted');
    expect(stdout).not.toContain('OfferSubmitted');
  });

  it('is an empty document where nothing is to show', async () => {
    const { code, stdout } = await events('--stream', 'auction-harbour/never', '--json');
    expect({ code, document: JSON.parse(stdout) }).toEqual({ code: 0, document: { events: [] } });
  });
});
