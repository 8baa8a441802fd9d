import type { CaseContract, CaseFile, CasePeer, Role } from '@trueque/contracts';
import { CauseConflict, type EventStore } from '@trueque/event-store';
import { auction, market, marketFacts, type MarketCommand } from '@trueque/intake';
import { canonicalJson, isoInstant, periodStart } from '@trueque/kernel';
import { readCase } from '../clear/case-input.js';
import { CommandFailure, EXIT } from '../exit.js';
import { withStore } from '../store/with-store.js';
import { printDocument, printText } from '../terminal/print.js';
import type { ImportArguments } from './import-options.js';

/** `--format trueque-case`: each file is an auction of the market, with its peers and offers. */
export const importCases = async (
  files: readonly string[],
  given: ImportArguments,
): Promise<void> => {
  const cases: { path: string; file: CaseFile }[] = [];
  for (const path of files) cases.push({ path, file: await readCase(path) });
  const found = cases.map(({ path, file }) => ({
    ...{ file: path, peers: file.peers.length, communities: file.communities.length },
    ...{ contracts: file.contracts.length, periods: file.periods, start: file.start },
  }));
  const marketId = given.market;
  if (given.dryRun !== true && marketId !== undefined)
    await withStore(
      async (store) => {
        for (const { file } of cases) await new CaseMarket(store, marketId, file).say();
      },
      { mayCreate: true },
    );
  const answer = { format: 'trueque-case', cases: found, dryRun: given.dryRun === true };
  if (given.json === true) return printDocument(answer);
  for (const one of found)
    printText(
      `${one.file}: ${one.peers} peers in ${one.communities} communities, ${one.contracts} contracts, ${one.periods} periods from ${one.start}`,
    );
};

/** Says a case to the market, command by command, under causes that never change. */
export class CaseMarket {
  private readonly occurredAt = isoInstant(Math.floor(Date.now() / 1000) * 1000);
  private readonly auctionId: string;

  constructor(
    private readonly store: EventStore,
    private readonly marketId: string,
    private readonly file: CaseFile,
  ) {
    const name = (file.name ?? '').replace(/[^A-Za-z0-9._:-]+/g, '-').slice(0, 64);
    this.auctionId = name || isoInstant(Date.parse(file.start)).slice(0, 16);
  }

  async say(): Promise<void> {
    await this.openMarket();
    await this.agreeContracts();
    await this.scheduleAuction();
    await this.offer();
  }

  private async openMarket(): Promise<void> {
    const { currency, mtu, rules, communities, peers } = this.file;
    const { marketId } = this;
    const opened = { marketId, name: marketId, currency, timeZone: 'UTC', mtu, rules };
    await this.tell('market', { type: 'OpenMarket', market: opened });
    for (const community of communities)
      await this.tell(`community/${community.id}`, {
        type: 'RegisterCommunity',
        registration: { marketId, community },
      });
    for (const peer of peers)
      await this.tell(`peer/${peer.id}`, {
        type: 'RegisterPeer',
        registration: {
          ...{ marketId, peerId: peer.id, communityId: peer.community },
          role: firstRole(peer),
        },
      });
  }

  private async agreeContracts(): Promise<void> {
    const { marketId } = this;
    const validFrom = isoInstant(Date.parse(this.file.start));
    const { state } = await this.store.load(market, marketId, marketId);
    for (const { owner, ...contract } of this.file.contracts) {
      const contractId = `${contract.from}-${contract.to}`.slice(0, 64);
      const terms = { contract, ...(owner === undefined ? {} : { owner }) };
      if (isAgreed(state.contracts.get(contractId)?.agreed, terms, validFrom)) continue;
      await this.tell(`contract/${contractId}`, {
        type: 'AgreeContract',
        agreement: { marketId, contractId, ...terms, validFrom },
      });
    }
  }

  private async scheduleAuction(): Promise<void> {
    const { start, mtu, periods, rules } = this.file;
    const { state } = await this.store.load(market, this.marketId, this.marketId);
    const schedule = {
      ...{ marketId: this.marketId, auctionId: this.auctionId, mtu, rules },
      start: isoInstant(Date.parse(start)),
      end: periodStart(start, mtu, periods),
      gateClosesAt: FAR_AHEAD,
    };
    const facts = { market: marketFacts(state, schedule.start) };
    await this.decide('schedule', { type: 'ScheduleAuction', schedule, facts });
  }

  private async offer(): Promise<void> {
    const ids = { marketId: this.marketId, auctionId: this.auctionId };
    const offers = this.file.peers.map(({ id, community: _, ...offer }) =>
      this.decide(`offer/${id}`, {
        ...{ type: 'SubmitOffer', ...ids, offerId: `${this.auctionId}.${id}`.slice(0, 64) },
        ...{ peerId: id, offer, actor: 'import' },
        facts: { at: this.occurredAt, peer: { role: 'consumer' }, credit: null },
      }),
    );
    await Promise.all(offers); // They are decided in this order, and share commits.
    const facts = { at: this.occurredAt, credits: new Map<never, never>() };
    await this.decide('gate', { type: 'CloseGate', ...ids, facts });
  }

  private async tell(cause: string, command: MarketCommand): Promise<void> {
    const options = this.options(cause);
    const outcome = await this.store
      .transact(market, this.marketId, command, options)
      .catch(saidDifferently);
    if (outcome.status === 'refused') throw refused(outcome);
  }

  private async decide(
    cause: string,
    command: Parameters<typeof auction.decide>[0],
  ): Promise<void> {
    const id = `${this.marketId}/${this.auctionId}`;
    const options = this.options(`${this.auctionId}/${cause}`);
    const outcome = await this.store.transact(auction, id, command, options).catch(saidDifferently);
    if (outcome.status === 'refused') throw refused(outcome);
  }

  private options(cause: string) {
    const { marketId: partition, occurredAt } = this;
    return { partition, causedBy: `import-case/${cause}`, actor: 'import', occurredAt };
  }
}

/** Nobody can offer in a past auction, so its gate is far ahead and is closed by command. */
const FAR_AHEAD = '2100-01-01T00:00:00Z';

const firstRole = ({ role }: CasePeer): Role =>
  Array.isArray(role) ? (role[0] ?? 'consumer') : role;

interface Terms {
  readonly contract: CaseContract;
  readonly owner?: string | undefined;
}

/** An earlier case of the market said the same, and it still holds. */
const isAgreed = (
  agreed: (Terms & { readonly validFrom: string }) | undefined,
  { contract, owner }: Terms,
  at: string,
): boolean =>
  agreed !== undefined &&
  canonicalJson(agreed.contract) === canonicalJson(contract) &&
  agreed.owner === owner &&
  Date.parse(agreed.validFrom) <= Date.parse(at);

const saidDifferently = (error: unknown): never => {
  if (error instanceof CauseConflict)
    throw new CommandFailure(EXIT.answerIsNo, `the market was told otherwise: ${error.message}`);
  throw error;
};

const refused = ({ reason, detail }: { reason: string; detail: string }): CommandFailure =>
  new CommandFailure(EXIT.answerIsNo, detail, { error: reason, detail });
