/**
 * One call is one commit of many commands. Under the ledger row's lock each command is compared
 * with what its stream is now: seen before, raced, or appended; one that fails fails alone.
 *
 * p_commands  [{stream, after_revision, after_id, last_id, caused_by, correlation_id, actor,
 *               occurred_at, digest, events}]; commands of one stream stand together, in order,
 *               and no two of them have the same cause
 * p_events    [{command, revision, id, type, version, data}], in the order of their commands
 * p_leaves    the events' leaf hashes
 *
 * Everything is found by key. Lateral subqueries with a limit and the settings of the function see
 * to it: as joins or EXISTS they would be hashed over the whole log, and a plan made while the log
 * is empty would scan all of it for as long as it is kept.
 */
export const APPEND_BATCH_FUNCTION = `
create function es.append_batch(p_partition text, p_commands json, p_events json, p_leaves bytea[])
returns table (outcome text, first_position bigint, recorded_at timestamptz, hashes bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  v_leaves       bytea[] := p_leaves; -- unpacked once, where p_leaves[i] would walk the array
  v_partition_no int;
  v_start        bigint;
  v_position     bigint;
  v_hash         bytea;
  v_now          timestamptz;
  v_ms           bytea;
  v_stream       text;
  v_stream_no    bigint;
  v_last_id      uuid;
  v_event        int := 0;         -- events gone through
  v_positions    bigint[] := '{}'; -- by event; null where its command was not appended
  v_hashes       bytea[] := '{}';
  v_stream_nos   bigint[] := '{}'; -- by command
  c              record;
begin
  select partition_no, position, hash into v_partition_no, v_position, v_hash
    from es.ledger where partition = p_partition for update;
  if not found then
    insert into es.ledger (partition) values (p_partition) on conflict do nothing;
    select partition_no, position, hash into v_partition_no, v_position, v_hash
      from es.ledger where partition = p_partition for update;
  end if;
  v_start := v_position;
  v_now := date_trunc('milliseconds', clock_timestamp());
  v_ms := int8send((extract(epoch from v_now) * 1000)::bigint);
  recorded_at := v_now;

  for c in
    select k.*, s.stream_no, l.id as stream_end, coalesce(e.found, q.found, false) as seen
      from rows from (json_to_recordset(p_commands) as (
             stream text, after_revision int, after_id uuid, last_id uuid, caused_by text,
             digest text, events int)) with ordinality
        as k (stream, after_revision, after_id, last_id, caused_by, digest, events, no)
      left join lateral (select stream_no from es.stream t
        where t.partition_no = v_partition_no and t.name = k.stream limit 1) s on true
      left join lateral (select id from es.event t
        where t.stream_no = s.stream_no order by revision desc limit 1) l on true
      left join lateral (select true as found from es.event t where t.stream_no = s.stream_no
        and t.caused_by = k.caused_by and t.command_digest is not null limit 1) e on true
      left join lateral (select true as found from es.quiet_command t
        where t.stream_no = s.stream_no and t.caused_by = k.caused_by limit 1) q on true
     order by k.no
  loop
    if c.stream is distinct from v_stream then
      v_stream := c.stream;
      v_stream_no := c.stream_no;
      v_last_id := c.stream_end;
    end if;
    first_position := null;
    hashes := null;
    if c.seen then
      outcome := 'seen';
    elsif c.after_id is distinct from v_last_id then
      outcome := 'raced';
    else
      outcome := 'appended';
      if v_stream_no is null then
        insert into es.stream (partition_no, name) values (v_partition_no, v_stream)
          returning stream_no into v_stream_no;
      end if;
      if c.events = 0 then
        insert into es.quiet_command (stream_no, caused_by, revision, command_digest, recorded_at)
          values (v_stream_no, c.caused_by, c.after_revision, decode(c.digest, 'hex'), v_now);
      else
        v_stream_nos[c.no] := v_stream_no;
        v_last_id := c.last_id;
        first_position := v_position + 1;
        for i in v_event + 1 .. v_event + c.events loop
          v_position := v_position + 1;
          v_hash := sha256(v_hash || int8send(v_position) || v_ms || v_leaves[i]);
          v_positions[i] := v_position;
          v_hashes[i] := v_hash;
        end loop;
        hashes := v_hashes[v_event + 1 : v_event + c.events];
      end if;
    end if;
    v_event := v_event + c.events;
    return next;
  end loop;

  if v_position > v_start then
    insert into es.event (position, stream_no, occurred_at, recorded_at, id, partition_no, revision,
                          version, type, caused_by, correlation_id, actor, command_digest, hash, data)
    select v_positions[e.no::int], v_stream_nos[e.command], k.occurred_at, v_now, e.id,
           v_partition_no, e.revision, e.version, e.type, k.caused_by,
           nullif(k.correlation_id, k.caused_by), k.actor,
           case when e.revision = k.after_revision + 1 then decode(k.digest, 'hex') end,
           v_hashes[e.no::int], e.data
      from rows from (json_to_recordset(p_events) as (
             command int, revision int, id uuid, type text, version smallint, data json))
           with ordinality as e (command, revision, id, type, version, data, no)
      join rows from (json_to_recordset(p_commands) as (
             after_revision int, caused_by text, correlation_id text, actor text,
             occurred_at timestamptz, digest text)) with ordinality
        as k (after_revision, caused_by, correlation_id, actor, occurred_at, digest, no)
        on k.no = e.command
     where v_positions[e.no::int] is not null
     order by e.no;
    update es.ledger set position = v_position, hash = v_hash where partition_no = v_partition_no;
  end if;
end $$;
`;
