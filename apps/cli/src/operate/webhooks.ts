import { Command, InvalidArgumentError } from 'commander';
import { hereUrl, type Operator, said } from '../api/operator-client.js';
import { EXIT } from '../exit.js';
import { note, printDocument, printText } from '../terminal/print.js';
import { textTable } from '../terminal/text-table.js';
import { wholeNumber } from '../terminal/whole-number.js';
import { ofMarket, type OfMarketOptions } from './of-market.js';

interface Options extends OfMarketOptions {
  readonly url: string;
  readonly key?: string;
}

interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly failures: number;
  readonly lastError: string | null;
  readonly disabledAt: string | null;
}

interface Delivery {
  readonly position: number;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly state: string;
}

interface Attempt extends Omit<Delivery, 'state' | 'occurredAt'> {
  readonly status?: number;
  readonly error?: string;
}

/** `trueque webhooks`: where a market's events are sent, asked of a trueque that runs. */
export const webhooksCommand = (): Command =>
  new Command('webhooks')
    .description("list, add and remove a market's webhooks, and see what they were sent")
    .addCommand(atTrueque('list', 'all of them, disabled ones too').action(list))
    .addCommand(
      atTrueque('add', 'adds one; tells its secret, once')
        .argument('<address>', 'where events are sent, https://…')
        .requiredOption(
          '--types <types>',
          'events to be told of: NoticeIssued,GateClosed',
          readTypes,
        )
        .action(add),
    )
    .addCommand(ofWebhook('remove', 'nothing is sent there any more').action(remove))
    .addCommand(ofWebhook('deliveries', 'what it was sent last, and what waits').action(deliveries))
    .addCommand(
      ofWebhook('send-again', 'sends one event again, and tells what was answered')
        .requiredOption('--position <n>', 'of the event, as deliveries tells it', wholeNumber)
        .action(sendAgain),
    )
    .addHelpText('after', EXAMPLE);

const EXAMPLE = `
Example:
  trueque webhooks add https://example.com/hook --market harbour --types NoticeIssued,ResultPublished
  trueque webhooks deliveries 7f1c1f5e-9d0c-4c63-8a53-0d6a5f2a7c11 --market harbour

Asks the trueque at --url with the operator's key in TRUEQUE_KEY, or of --key.`;

const atTrueque = (name: string, description: string): Command =>
  ofMarket(name, description)
    .option('--url <url>', 'where trueque runs', hereUrl())
    .option('--key <key>', "an operator's key; else TRUEQUE_KEY of the environment");

const ofWebhook = (name: string, description: string): Command =>
  atTrueque(name, description).argument('<id>', 'the webhook, as list tells it');

const readTypes = (text: string): readonly string[] => {
  const types = text.split(',').map((type) => type.trim());
  if (types.every((type) => /^[A-Za-z]+$/.test(type))) return types;
  throw new InvalidArgumentError('it must be names of events, with commas between them.');
};

const operatorOf = ({ key, url }: Options): Operator => ({
  url,
  key: key ?? process.env['TRUEQUE_KEY'] ?? '',
});

const pathOf = ({ market }: Options, ...more: readonly string[]): string =>
  `/markets/${[market, 'webhooks', ...more].map(encodeURIComponent).join('/')}`;

const list = async (options: Options): Promise<void> => {
  const { items } = await said<{ readonly items: readonly Webhook[] }>(
    operatorOf(options),
    'GET',
    pathOf(options),
  );
  if (options.json) return printDocument({ webhooks: items });
  if (items.length === 0) return note(`${options.market} has no webhooks`);
  printText(textTable<Webhook>(WEBHOOK_COLUMNS, items));
};

const WEBHOOK_COLUMNS = [
  { title: 'webhook', cell: ({ id }: Webhook) => id },
  { title: 'address', cell: ({ url }: Webhook) => url },
  { title: 'events', cell: ({ types }: Webhook) => types.join(' ') },
  { title: 'failures', cell: ({ failures }: Webhook) => String(failures) },
  { title: 'last error', cell: ({ lastError }: Webhook) => lastError ?? '' },
  { title: 'disabled', cell: ({ disabledAt }: Webhook) => disabledAt ?? '' },
];

const add = async (
  url: string,
  { types, ...options }: Options & { readonly types: readonly string[] },
): Promise<void> => {
  const body = { url, types };
  const added = await said<Webhook & { readonly secret: string }>(
    operatorOf(options),
    'POST',
    pathOf(options),
    body,
  );
  if (options.json) return printDocument(added);
  note(`added ${added.id}; its secret, told once:`);
  printText(added.secret);
};

const remove = async (id: string, options: Options): Promise<void> => {
  await said(operatorOf(options), 'DELETE', pathOf(options, id));
  if (options.json) printDocument({ removed: id });
  else note(`removed ${id}`);
};

const deliveries = async (id: string, options: Options): Promise<void> => {
  const { items } = await said<{ readonly items: readonly Delivery[] }>(
    operatorOf(options),
    'GET',
    pathOf(options, id, 'deliveries'),
  );
  if (options.json) return printDocument({ deliveries: items });
  if (items.length === 0) return note('nothing was sent, and nothing waits');
  printText(textTable<Delivery>(DELIVERY_COLUMNS, items));
};

const DELIVERY_COLUMNS = [
  { title: 'position', cell: ({ position }: Delivery) => String(position) },
  { title: 'event', cell: ({ type }: Delivery) => type },
  { title: 'occurred', cell: ({ occurredAt }: Delivery) => occurredAt },
  { title: 'state', cell: ({ state }: Delivery) => state },
  { title: 'webhook-id', cell: ({ eventId }: Delivery) => eventId },
];

/** Exits with 1 where the receiver did not take it. */
const sendAgain = async (
  id: string,
  { position, ...options }: Options & { readonly position: number },
): Promise<void> => {
  const path = pathOf(options, id, 'deliveries', String(position));
  const attempt = await said<Attempt>(operatorOf(options), 'POST', path);
  const { error, status = 0, type } = attempt;
  if (options.json) printDocument(attempt);
  else note(`${type} at ${position}: ${error ?? `answered ${status}`}`);
  if (status < 200 || status > 299) process.exitCode = EXIT.answerIsNo;
};
