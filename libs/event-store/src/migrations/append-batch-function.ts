/**
 * One call is one commit of many commands. Under the ledger row's lock each command is compared
 * with what its stream is now: seen before, raced, or appended; one that fails fails alone.
 *
 * Commands of one stream stand together, in order, and no two of them have the same cause. By
 * command: p_streams to p_events; p_last_ids is what its stream ends in once it is appended,
 * p_correlation_ids is empty where it equals the cause, p_events counts its events. By event, in the
 * order of their commands: p_ids to p_leaves.
 *
 * Answers one letter a command (appended, seen or raced), the position of the first event of the
 * batch, the time in ms, and the hashes of what was appended, in hex, one after the other.
 *
 * Everything is found by key. Lateral subqueries with a limit and the settings of the function see
 * to it: as joins or EXISTS they would be hashed over the whole log, and a plan made while the log
 * is empty would scan all of it for as long as it is kept. A cause is found by its own index, never
 * by its stream's (hence `+ 0`), which would read the whole stream.
 */
export const APPEND_BATCH_FUNCTION = `
create function es.append_batch(
  p_partition text,
  p_streams text[], p_after_revisions int[], p_after_ids uuid[], p_last_ids uuid[],
  p_causes text[], p_correlation_ids text[], p_actors text[], p_times timestamptz[],
  p_digests bytea[], p_events int[],
  p_ids uuid[], p_types text[], p_versions smallint[], p_data json[], p_leaves bytea[])
returns table (outcomes text, first_position bigint, recorded_ms bigint, hashes text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  -- Unpacked once, where a parameter would be walked through for each element.
  v_after          int[]         := p_after_revisions;
  v_causes         text[]        := p_causes;
  v_correlations   text[]        := p_correlation_ids;
  v_actors         text[]        := p_actors;
  v_times          timestamptz[] := p_times;
  v_digests        bytea[]       := p_digests;
  v_ids            uuid[]        := p_ids;
  v_types          text[]        := p_types;
  v_versions       smallint[]    := p_versions;
  v_data           json[]        := p_data;
  v_leaves         bytea[]       := p_leaves;
  v_partition_no   int;
  v_start          bigint;
  v_recorded_at    timestamptz;
  v_archived       timestamptz;      -- what was recorded before is in files
  v_hash           bytea;
  v_ms             bytea;
  v_stream         text;
  v_stream_no      int;
  v_stream_end     uuid;
  v_outcomes       text[]   := '{}';
  v_before         int      := 0;    -- events of the commands before
  v_stream_nos     int[]    := '{}'; -- by command
  v_count          int      := 0;    -- what is appended, by event:
  v_command_of     int[]    := '{}';
  v_event_of       int[]    := '{}';
  v_revisions      int[]    := '{}';
  v_hashes         bytea[]  := '{}';
  v_moved          int      := 0;    -- streams that move on:
  v_moved_nos      int[]    := '{}';
  v_moved_to       int[]    := '{}';
  v_moved_ids      uuid[]   := '{}';
  v_quiet_nos      int[]    := '{}'; -- streams of commands without events
  c                record;
begin
  select partition_no, position, recorded_at, hash
    into v_partition_no, v_start, v_recorded_at, v_hash
    from es.ledger where partition = p_partition for update;
  if not found then
    insert into es.ledger (partition) values (p_partition) on conflict do nothing;
    select partition_no, position, recorded_at, hash
      into v_partition_no, v_start, v_recorded_at, v_hash
      from es.ledger where partition = p_partition for update;
  end if;
  if date_trunc('month', v_recorded_at) < date_trunc('month', clock_timestamp()) then
    perform es.make_months(clock_timestamp());
  end if;
  v_recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), v_recorded_at);
  recorded_ms := (extract(epoch from v_recorded_at) * 1000)::bigint;
  v_ms := int8send(recorded_ms);
  select month + interval '1 month' into v_archived from es.archive
   where partition_no = v_partition_no order by first_position desc limit 1;

  for c in
    select k.*, s.stream_no, s.last_id as stream_end, coalesce(e.found, q.found, a.found, false) as seen
      from unnest(p_streams, p_after_ids, p_last_ids, p_causes, p_events) with ordinality
        as k (stream, after_id, last_id, caused_by, events, no)
      left join lateral (select stream_no, last_id, began, is_quiet from es.stream t
        where t.partition_no = v_partition_no and t.name = k.stream limit 1) s on true
      left join lateral (select true as found from es.event t
        where hashtextextended(t.caused_by, t.stream_no) = hashtextextended(k.caused_by, s.stream_no)
          and t.command_digest <> '' and t.stream_no + 0 = s.stream_no and t.caused_by = k.caused_by
          and t.recorded_at between s.began and v_recorded_at limit 1) e on true
      left join lateral (select true as found from es.quiet_command t
        where s.is_quiet and t.stream_no = s.stream_no and t.caused_by = k.caused_by limit 1) q on true
      left join lateral (select true as found from es.archived_command t
        where s.began < v_archived and t.stream_no = s.stream_no
          and t.cause = substr(sha256(convert_to(k.caused_by, 'UTF8')), 1, 16) limit 1) a on true
     order by k.no
  loop
    if c.stream is distinct from v_stream then
      v_stream := c.stream;
      v_stream_no := c.stream_no;
      v_stream_end := c.stream_end;
    end if;
    if c.seen then
      v_outcomes[c.no] := 's';
    elsif c.after_id is distinct from v_stream_end then
      v_outcomes[c.no] := 'r';
    else
      v_outcomes[c.no] := 'a';
      if v_stream_no is null then
        insert into es.stream (partition_no, name, began)
          values (v_partition_no, v_stream, v_recorded_at) returning stream_no into v_stream_no;
      end if;
      if c.events = 0 then
        insert into es.quiet_command (stream_no, caused_by, revision, command_digest, recorded_at)
          values (v_stream_no, c.caused_by, v_after[c.no], v_digests[c.no], v_recorded_at);
        v_quiet_nos := v_quiet_nos || v_stream_no;
      else
        v_stream_nos[c.no] := v_stream_no;
        v_stream_end := c.last_id;
        if v_moved = 0 or v_moved_nos[v_moved] <> v_stream_no then
          v_moved := v_moved + 1;
          v_moved_nos[v_moved] := v_stream_no;
        end if;
        v_moved_to[v_moved] := v_after[c.no] + c.events;
        v_moved_ids[v_moved] := c.last_id;
        for i in 1 .. c.events loop
          v_count := v_count + 1;
          v_hash := sha256(v_hash || int8send(v_start + v_count) || v_ms || v_leaves[v_before + i]);
          v_hashes[v_count] := v_hash;
          v_command_of[v_count] := c.no;
          v_event_of[v_count] := v_before + i;
          v_revisions[v_count] := v_after[c.no] + i;
        end loop;
      end if;
    end if;
    v_before := v_before + c.events;
  end loop;

  if v_count > 0 then
    insert into es.event (position, recorded_at, occurred_at, id, partition_no, stream_no, revision,
                          version, type, caused_by, correlation_id, actor, command_digest, hash, data)
    select v_start + n.place, v_recorded_at, v_times[n.command], v_ids[n.event], v_partition_no,
           v_stream_nos[n.command], n.revision, v_versions[n.event], v_types[n.event],
           v_causes[n.command], v_correlations[n.command], v_actors[n.command],
           case when n.revision = v_after[n.command] + 1 then v_digests[n.command] else '' end,
           n.hash, v_data[n.event]
      from unnest(v_command_of, v_event_of, v_revisions, v_hashes) with ordinality
        as n (command, event, revision, hash, place);
    update es.stream s set revision = m.revision, last_id = m.last_id
      from unnest(v_moved_nos, v_moved_to, v_moved_ids) as m (stream_no, revision, last_id)
     where s.stream_no = m.stream_no;
    update es.ledger set position = v_start + v_count, recorded_at = v_recorded_at, hash = v_hash
     where partition_no = v_partition_no;
  end if;
  if v_quiet_nos <> '{}' then
    update es.stream set is_quiet = true where stream_no = any (v_quiet_nos) and not is_quiet;
  end if;
  outcomes := array_to_string(v_outcomes, '');
  first_position := v_start + 1;
  select string_agg(encode(h, 'hex'), '' order by place) into hashes
    from unnest(v_hashes) with ordinality as n (h, place);
  return next;
end $$;
`;
