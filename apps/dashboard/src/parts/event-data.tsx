import type { EventDetail } from '@trueque/contracts';

const SPACES = 2;

/** An event as the log has it: what it says, and where it stands. */
export const EventData = ({ event }: { readonly event: EventDetail }) => (
  <div className="event-data">
    <p>
      <b>{event.type}</b> <code>{event.stream}</code> <code>#{event.position}</code>
    </p>
    <pre tabIndex={0} aria-label={event.type}>
      {JSON.stringify(event.data, null, SPACES)}
    </pre>
    <p className="note">
      {event.id} · {event.actor} · SHA-256 {event.hash}
    </p>
  </div>
);
