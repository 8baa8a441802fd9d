import {
  identifier,
  NOTICE_KINDS,
  noticeEvents,
  type NoticeEvent,
  type NoticeKind,
} from '@trueque/contracts';
import { notices } from '@trueque/notices';
import { Command, InvalidArgumentError, Option } from 'commander';
import { marketHeads } from '../store/markets.js';
import { withStore } from '../store/with-store.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';
import { wholeNumber } from '../terminal/whole-number.js';
import { ofMarket, type OfMarketOptions } from './of-market.js';
import { unlessHeld } from './unless-held.js';
import { saidNow, whoOperates } from './who.js';

interface IssueOptions extends OfMarketOptions {
  readonly kind: NoticeKind;
  readonly en: string;
  readonly es: string;
  readonly auction?: string;
  readonly refersTo?: number;
}

type Notice = NoticeEvent['data'];

/** `trueque notices`: what people of a market are told, under numbers without gaps. */
export const noticesCommand = (): Command =>
  new Command('notices')
    .description('list the numbered notices of a market, or issue the next one')
    .addCommand(ofMarket('list', 'all of them, the latest first').action(list))
    .addCommand(
      ofMarket('issue', 'tells people of the market something, in both languages')
        .addOption(
          new Option('--kind <kind>', 'what it is about').choices(NOTICE_KINDS).default('general'),
        )
        .requiredOption('--en <text>', 'in English')
        .requiredOption('--es <text>', 'in Spanish')
        .option('--auction <id>', 'the auction that it is about', readIdentifier)
        .option('--refers-to <number>', 'the notice that it follows up', wholeNumber)
        .action(issue),
    )
    .addHelpText('after', EXAMPLE);

const EXAMPLE = `
Example:
  trueque notices issue --market harbour --en "The office is closed on Friday" --es "La oficina cierra el viernes"`;

const readIdentifier = (text: string): string => {
  if (identifier.safeParse(text).success) return text;
  throw new InvalidArgumentError('it must be an id.');
};

const list = ({ json, market }: OfMarketOptions): Promise<void> =>
  withStore(async (store) => {
    await marketHeads(store, market);
    const rows: Notice[] = [];
    for await (const { data } of store.readStream(market, `${notices.category}-${market}`))
      rows.unshift(noticeEvents.NoticeIssued.data.parse(data));
    if (json) return printDocument({ notices: rows });
    if (rows.length === 0) return note(`nothing was told to ${market} yet`);
    printText(table(rows));
  });

const table = (rows: readonly Notice[]): string =>
  textTable<Notice>(
    [
      { title: 'number', cell: ({ number }) => String(number) },
      { title: 'kind', cell: ({ kind }) => kind },
      { title: 'auction', cell: ({ auctionId = '' }) => auctionId },
      { title: 'follows', cell: ({ refersTo = '' }) => String(refersTo) },
      { title: 'text', cell: ({ text }) => text.en },
    ],
    rows,
  );

const issue = ({ json, market, ...said }: IssueOptions): Promise<void> =>
  withStore(async (store, dataSource) => {
    await marketHeads(store, market);
    const { auction: auctionId, en, es, kind, refersTo } = said;
    const command = { type: 'IssueNotice' as const, marketId: market, kind, auctionId, refersTo };
    const options = saidNow(market, await whoOperates({ store, dataSource, market }));
    const outcome = await store.transact(
      notices,
      market,
      { ...command, text: { en, es } },
      options,
    );
    const notice = unlessHeld(outcome).events[0]?.data;
    if (json) printDocument({ notice });
    else note(`told under number ${notice?.number}`);
  });
