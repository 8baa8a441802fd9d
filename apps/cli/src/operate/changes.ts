import { approvals, type Change } from '@trueque/approvals';
import type { EventStore } from '@trueque/event-store';
import { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';
import { ofMarket, type OfMarketOptions } from './of-market.js';
import { unlessHeld } from './unless-held.js';
import { saidNow, whoOperates } from './who.js';

interface RejectOptions extends OfMarketOptions {
  readonly reason: string;
}

/** `trueque changes`: what takes two people, and the word of the second. */
export const changesCommand = (): Command =>
  new Command('changes')
    .description('list what was proposed; approve or reject it with a key of your own')
    .addCommand(ofMarket('list', 'what was proposed, and what became of it').action(list))
    .addCommand(
      ofMarket('approve', 'approves what somebody else proposed')
        .argument('<changeId>')
        .action(approve),
    )
    .addCommand(
      ofMarket('reject', 'rejects it, or takes back one’s own')
        .argument('<changeId>')
        .requiredOption('--reason <text>', 'why, in words')
        .action(reject),
    )
    .addHelpText('after', EXAMPLE);

const EXAMPLE = `
Example:
  trueque changes approve 0f1e2d3c4b5a6978 --market harbour

TRUEQUE_KEY holds the key of whoever approves or rejects. What is approved is carried out by the services, at once or
when they are started.`;

const list = ({ json, market }: OfMarketOptions): Promise<void> =>
  withStore(async (store) => {
    await marketHeads(store, market);
    const { changes } = (await store.load(approvals, market, market)).state;
    const rows = [...changes.values()].reverse();
    if (json) return printDocument({ changes: rows });
    if (rows.length === 0) return note(`nothing was proposed in ${market}`);
    printText(table(rows));
  });

const table = (rows: readonly Change[]): string =>
  textTable<Change>(
    [
      { title: 'change', cell: ({ changeId }) => changeId },
      { title: 'action', cell: ({ action }) => action },
      { title: 'state', cell: ({ state }) => state },
      { title: 'proposed by', cell: ({ proposedBy }) => proposedBy },
      { title: 'decided by', cell: ({ decidedBy = '' }) => decidedBy },
      { title: 'void at', cell: ({ expiresAt }) => expiresAt },
      { title: 'reason', cell: ({ reason, reasonCode }) => `${reasonCode}: ${reason}` },
    ],
    rows,
  );

const approve = (changeId: string, options: OfMarketOptions): Promise<void> =>
  judge(changeId, options, { type: 'ApproveChange' });

const reject = (changeId: string, { reason, ...options }: RejectOptions): Promise<void> =>
  judge(changeId, options, { type: 'RejectChange', reason });

type Judgement = { readonly type: 'ApproveChange' | 'RejectChange'; readonly reason?: string };

const judge = (
  changeId: string,
  { json, market }: OfMarketOptions,
  judgement: Judgement,
): Promise<void> =>
  withStore(async (store: EventStore, dataSource: DataSource) => {
    await marketHeads(store, market);
    const actor = await whoOperates({ store, dataSource, market }, { mustShowKey: true });
    const options = saidNow(market, actor);
    const command = {
      ...{ ...judgement, marketId: market, changeId, actor },
      facts: { at: options.occurredAt },
    };
    unlessHeld(await store.transact(approvals, market, command, options));
    const change = (await store.load(approvals, market, market)).state.changes.get(changeId);
    if (json) printDocument({ change });
    else note(`${changeId} is ${change?.state}`);
  });
