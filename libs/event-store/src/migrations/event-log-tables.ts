/**
 * The log's tables. A partition's ledger row is its sequencer: whoever appends holds it, so positions
 * have no gaps and are in the order of the commits. Streams are numbered to keep events small.
 */
export const EVENT_LOG_TABLES = `
create schema es;

create table es.ledger (
  partition_no int generated always as identity primary key,
  partition    text   not null unique,
  position     bigint not null default 0,
  hash         bytea  not null default decode(repeat('00', 32), 'hex')
) with (fillfactor = 10);

create table es.stream (
  stream_no    bigint generated always as identity primary key,
  partition_no int  not null references es.ledger,
  name         text not null,
  unique (partition_no, name)
);

-- data is json, not jsonb: it keeps the text that was hashed, byte for byte.
-- correlation_id is null where it equals caused_by; command_digest is set on a command's first event.
create table es.event (
  position       bigint      not null,
  stream_no      bigint      not null,
  occurred_at    timestamptz not null,
  recorded_at    timestamptz not null,
  id             uuid        not null,
  partition_no   int         not null,
  revision       int         not null,
  version        smallint    not null,
  type           text        not null,
  caused_by      text        not null,
  correlation_id text,
  actor          text        not null,
  command_digest bytea,
  hash           bytea       not null,
  data           json        not null,
  primary key (partition_no, position),
  unique (stream_no, revision)
);

create unique index event_command on es.event (stream_no, caused_by) where command_digest is not null;

-- Commands that were accepted and led to no event: remembered so that a repeat has no effect either.
create table es.quiet_command (
  stream_no      bigint      not null references es.stream,
  caused_by      text        not null,
  revision       int         not null,
  command_digest bytea       not null,
  recorded_at    timestamptz not null,
  primary key (stream_no, caused_by)
);
`;

/** Refuse what an append-only log never does, for everybody, owner and replication role included. */
export const EVENT_LOG_GUARDS = `
create function es.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only: % of %.% is refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create function es.refuse_rewind() returns trigger language plpgsql as $$
begin
  if new.position < old.position
     or (new.partition_no, new.partition) is distinct from (old.partition_no, old.partition) then
    raise exception 'the log is append-only: a ledger only moves on'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger only_moves_on before update on es.ledger
  for each row execute function es.refuse_rewind();
alter table es.ledger enable always trigger only_moves_on;
create trigger never_removed before delete or truncate on es.ledger
  for each statement execute function es.refuse_change();
alter table es.ledger enable always trigger never_removed;
${['stream', 'event', 'quiet_command']
  .map(
    (table) => `
create trigger never_changed before update or delete or truncate on es.${table}
  for each statement execute function es.refuse_change();
alter table es.${table} enable always trigger never_changed;`,
  )
  .join('\n')}
`;
