import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { Command } from 'commander';
import { withStore } from '../store/with-store.js';
import { listDocument, note, printPieces } from '../terminal/print.js';
import { wholeNumber } from '../terminal/whole-number.js';
import { type EventsWanted, recordedEvents } from './recorded-events.js';

type EventsOptions = EventsWanted & { readonly json?: true };

/** `trueque events`: what was recorded, in the order in which it was. */
export const eventsCommand = (): Command =>
  new Command('events')
    .description('show recorded events, market by market, in the order of their positions')
    .option('--market <id>', 'of this market alone')
    .option('--stream <name>', 'of this stream alone, such as auction-harbour/2026-06-01')
    .option('--from <position>', 'from this position on', wholeNumber, 1)
    .option('--limit <count>', 'at most so many', wholeNumber, 100)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLE)
    .action(events);

const EXAMPLE = `
Example:
  trueque events --market harbour --from 201 --limit 50 --json`;

const events = (options: EventsOptions): Promise<void> =>
  withStore((store) => show(store, options), { shape: 'as-recorded' });

const show = async (store: EventStore, options: EventsOptions): Promise<void> => {
  // One more than is shown tells whether there are more.
  const found = recordedEvents(store, { ...options, limit: options.limit + 1 });
  const shown = new Shown(options.limit);
  await printPieces(
    options.json ? listDocument('events', shown.of(found)) : linesOf(shown.of(found)),
  );
  if (shown.next !== undefined)
    note(`there are more: --market ${shown.next.partition} --from ${shown.next.position}`);
};

/** Lets the first events through and remembers where the next ones begin. */
class Shown {
  next: RecordedEvent | undefined;

  constructor(private readonly limit: number) {}

  async *of(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent> {
    let count = 0;
    for await (const event of events) {
      count += 1;
      if (count > this.limit) this.next = event;
      else yield event;
    }
  }
}

async function* linesOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<string> {
  let stream = '';
  for await (const event of events) {
    if (event.stream !== stream) yield `${event.stream}\n`;
    ({ stream } = event);
    const { data, occurredAt, position, type } = event;
    yield `  ${String(position).padStart(7)}  ${occurredAt}  ${type}  ${beginning(data)}\n`;
  }
}

const beginning = (data: unknown): string => {
  const text = JSON.stringify(data);
  return text.length > DATA_SHOWN_MAX ? `${text.slice(0, DATA_SHOWN_MAX)}…` : text;
};

const DATA_SHOWN_MAX = 100;
