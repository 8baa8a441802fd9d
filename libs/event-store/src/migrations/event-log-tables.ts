/**
 * The log's tables. A partition's ledger row is its sequencer: whoever appends holds it, so positions
 * have no gaps and are in the order of the commits. Streams are numbered to keep events small.
 */
export const EVENT_LOG_TABLES = `
create schema es;

-- recorded_at is that of the last event: no event is recorded before the one it follows, even where
-- the clock is put back, so a month of a partition is a range of its positions.
create table es.ledger (
  partition_no int generated always as identity primary key,
  partition    text        not null unique,
  position     bigint      not null default 0,
  recorded_at  timestamptz not null default '-infinity',
  hash         bytea       not null default decode(repeat('00', 32), 'hex')
) with (fillfactor = 10);

-- Where a stream ends is kept here, not looked for in months of events.
create table es.stream (
  stream_no    int generated always as identity primary key,
  partition_no int         not null references es.ledger,
  name         text        not null,
  revision     int         not null default 0,
  last_id      uuid,
  began        timestamptz not null,
  is_quiet     boolean     not null default false, -- has a row in quiet_command
  unique (partition_no, name)
) with (fillfactor = 70);

-- data is json, not jsonb: it keeps the text that was hashed, byte for byte.
-- Empty instead of null, which would cost every event eight bytes: correlation_id where it equals
-- caused_by, command_digest but on a command's first event.
create table es.event (
  position       bigint      not null,
  recorded_at    timestamptz not null,
  occurred_at    timestamptz not null,
  id             uuid        not null,
  partition_no   int         not null,
  stream_no      int         not null,
  revision       int         not null,
  version        smallint    not null,
  type           text        not null,
  caused_by      text        not null,
  correlation_id text        not null,
  actor          text        not null,
  command_digest bytea       not null,
  hash           bytea       not null,
  data           json        not null
) partition by range (recorded_at);

-- Commands that were accepted and led to no event: remembered so that a repeat has no effect either.
create table es.quiet_command (
  stream_no      int         not null references es.stream,
  caused_by      text        not null,
  revision       int         not null,
  command_digest bytea       not null,
  recorded_at    timestamptz not null,
  primary key (stream_no, caused_by)
);

-- Months that were moved into files, and the ends of their chains.
create table es.archive (
  partition_no   int         not null references es.ledger,
  month          date        not null,
  first_position bigint      not null,
  last_position  bigint      not null,
  hash_before    bytea       not null,
  hash           bytea       not null,
  file           text        not null, -- within the archive's folder
  bytes          bigint      not null,
  file_digest    bytea       not null,
  archived_at    timestamptz not null,
  primary key (partition_no, first_position)
);

-- Where the commands of archived months are: a repeat has no effect for ever, and a stream is found
-- in its files. The cause is the first half of its SHA-256.
create table es.archived_command (
  stream_no int    not null,
  events    int    not null,
  position  bigint not null, -- of its first event
  cause     bytea  not null,
  primary key (stream_no, cause)
);
`;

/**
 * Makes the months of the event table from the given time on, two of them ahead. Called when a
 * partition of the log comes to a new month, so no clockwork is needed and no event is without a
 * place. Keys hold within a month; beyond it the ledger's and the stream's rows only move on, and a
 * cause is looked for from its stream's beginning (docs/adr, "The log in months").
 *
 * The cause's index holds a number made of it, a third of the size; what it finds is compared.
 */
export const EVENT_LOG_MONTHS = `
create function es.make_months(p_from timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  v_month timestamptz;
  v_name  text;
begin
  for i in 0 .. 2 loop
    v_month := date_trunc('month', p_from) + i * interval '1 month';
    v_name := 'event_' || to_char(v_month, 'YYYY_MM');
    continue when to_regclass('es.' || v_name) is not null;
    perform pg_advisory_xact_lock(7283106); -- the same in every process: one of them makes it
    continue when to_regclass('es.' || v_name) is not null;
    execute format('create table es.%I (like es.event)', v_name);
    execute format('create unique index on es.%I (partition_no, position)', v_name);
    execute format('create unique index on es.%I (stream_no, revision)', v_name);
    execute format('create index on es.%I (hashtextextended(caused_by, stream_no))
                     where command_digest <> ''''', v_name);
    execute format('create trigger never_changed before update or delete or truncate on es.%I
                     for each statement execute function es.refuse_change()', v_name);
    execute format('alter table es.%I enable always trigger never_changed', v_name);
    execute format('alter table es.event attach partition es.%I for values from (%L) to (%L)',
                   v_name, v_month, v_month + interval '1 month');
  end loop;
end $$;

select es.make_months(now());
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
  if new.position < old.position or new.recorded_at < old.recorded_at
     or (new.partition_no, new.partition) is distinct from (old.partition_no, old.partition) then
    raise exception 'the log is append-only: a ledger only moves on'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create function es.refuse_turning_back() returns trigger language plpgsql as $$
begin
  if new.revision < old.revision or (new.stream_no, new.partition_no, new.name, new.began)
     is distinct from (old.stream_no, old.partition_no, old.name, old.began) then
    raise exception 'the log is append-only: a stream only moves on'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
${[
  ['ledger', 'refuse_rewind'],
  ['stream', 'refuse_turning_back'],
]
  .map(
    ([table, guard]) => `
create trigger only_moves_on before update on es.${table}
  for each row execute function es.${guard}();
alter table es.${table} enable always trigger only_moves_on;
create trigger never_removed before delete or truncate on es.${table}
  for each statement execute function es.refuse_change();
alter table es.${table} enable always trigger never_removed;`,
  )
  .join('\n')}
${['event', 'quiet_command', 'archive', 'archived_command']
  .map(
    (table) => `
create trigger never_changed before update or delete or truncate on es.${table}
  for each statement execute function es.refuse_change();
alter table es.${table} enable always trigger never_changed;`,
  )
  .join('\n')}
`;
