/**
 * One call is one commit of many commands. Under the ledger row's lock each command is compared
 * with what its stream is now: seen before, raced, or appended; one that fails fails alone.
 *
 * Each stream is named once in p_streams. By command, in order within a stream, and no two with the
 * same stream and cause: p_stream_of (index of its stream, from 1) to p_events, which counts its events;
 * p_last_ids is what its stream ends in once it is appended, p_correlation_ids is empty where it
 * equals the cause. By event, in the order of their commands: p_command_of to p_leaves.
 *
 * Answers one letter a command (appended, seen or raced), the position of the first event of the
 * batch, the time in ms, and the hashes of what was appended, in hex, one after the other.
 *
 * Everything is found by key. Lateral subqueries with a limit and the settings of the function see
 * to it: as joins or EXISTS they would be hashed over the whole log, and a plan made while the log
 * is empty would scan all of it for as long as it is kept. A cause is found by its own index, never
 * by its stream's (hence `+ 0`), which would read the whole stream. It is looked for in the months
 * that are chosen once a batch, and only for streams that are older in the months before.
 */
export const APPEND_BATCH_FUNCTION = `
drop function if exists es.append_batch;

create function es.append_batch(
  p_partition text, p_streams text[],
  p_stream_of int[], p_after_revisions int[], p_after_ids uuid[], p_last_ids uuid[],
  p_causes text[], p_correlation_ids text[], p_actors text[], p_times timestamptz[],
  p_digests bytea[], p_events int[],
  p_command_of int[], p_revisions int[], p_ids uuid[], p_types text[], p_versions smallint[],
  p_data json[], p_leaves bytea[])
returns table (outcomes text, first_position bigint, recorded_ms bigint, hashes text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  v_partition_no   int;
  v_start          bigint;
  v_recorded_at    timestamptz;
  v_recent         timestamptz;      -- most streams began after this
  v_archived       timestamptz;      -- what was recorded before is in files
  v_hash           bytea;
  v_ms             bytea;
  v_stream_nos     int[];            -- by stream: null before its first command
  v_ends           uuid[];
  v_began          timestamptz[];
  v_quiet          boolean[];
  -- Filled before they are set: the first place that is set in an empty array becomes its first.
  v_moved_to       int[]    := array_fill(null::int, array[cardinality(p_streams)]);
  v_quiet_nos      int[]    := '{}'; -- streams of commands without events
  v_seen           int[];            -- commands
  v_skipped        int[]    := '{}'; -- by command: events of the commands before that are not appended
  -- By event: null where it is not appended.
  v_hashes         bytea[]  := array_fill(null::bytea, array[cardinality(p_ids)]);
  v_stream         int;
  v_stream_no      int;
  v_before         int      := 0;    -- events of the commands before
  v_count          int      := 0;    -- events that are appended
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
  v_recent := date_trunc('month', v_recorded_at - interval '14 days');
  recorded_ms := (extract(epoch from v_recorded_at) * 1000)::bigint;
  v_ms := int8send(recorded_ms);
  select month + interval '1 month' into v_archived from es.archive
   where partition_no = v_partition_no order by first_position desc limit 1;

  select array_agg(s.stream_no order by k.no), array_agg(s.last_id order by k.no),
         array_agg(s.began order by k.no), array_agg(s.is_quiet order by k.no)
    into v_stream_nos, v_ends, v_began, v_quiet
    from unnest(p_streams) with ordinality as k (name, no)
    left join lateral (select stream_no, last_id, began, is_quiet from es.stream t
      where t.partition_no = v_partition_no and t.name = k.name limit 1) s on true;

  select array_agg(k.no) into v_seen
    from (select c.cause, c.no, v_stream_nos[c.stream] as stream_no, v_began[c.stream] as began,
                 v_quiet[c.stream] as is_quiet
            from unnest(p_causes, p_stream_of) with ordinality as c (cause, stream, no)
          offset 0) k
    left join lateral (select true as found from es.event t
      where hashtextextended(t.caused_by, t.stream_no) = hashtextextended(k.cause, k.stream_no)
        and t.command_digest <> '' and t.stream_no + 0 = k.stream_no and t.caused_by = k.cause
        and t.recorded_at between v_recent and v_recorded_at limit 1) e on true
    left join lateral (select true as found from es.event t
      where k.began < v_recent
        and hashtextextended(t.caused_by, t.stream_no) = hashtextextended(k.cause, k.stream_no)
        and t.command_digest <> '' and t.stream_no + 0 = k.stream_no and t.caused_by = k.cause
        and t.recorded_at between k.began and v_recent limit 1) o on true
    left join lateral (select true as found from es.quiet_command t
      where k.is_quiet and t.stream_no = k.stream_no and t.caused_by = k.cause limit 1) q on true
    left join lateral (select true as found from es.archived_command t
      where k.began < v_archived and t.stream_no = k.stream_no
        and t.cause = substr(sha256(convert_to(k.cause, 'UTF8')), 1, 16) limit 1) a on true
   where k.stream_no is not null and (e.found or o.found or q.found or a.found);

  outcomes := '';
  for c in 1 .. cardinality(p_causes) loop
    v_stream := p_stream_of[c];
    if c = any (v_seen) then
      outcomes := outcomes || 's';
    elsif p_after_ids[c] is distinct from v_ends[v_stream] then
      outcomes := outcomes || 'r';
    else
      outcomes := outcomes || 'a';
      v_stream_no := v_stream_nos[v_stream];
      if v_stream_no is null then
        insert into es.stream (partition_no, name, began)
          values (v_partition_no, p_streams[v_stream], v_recorded_at) returning stream_no into v_stream_no;
        v_stream_nos[v_stream] := v_stream_no;
      end if;
      if p_events[c] = 0 then
        insert into es.quiet_command (stream_no, caused_by, revision, command_digest, recorded_at)
          values (v_stream_no, p_causes[c], p_after_revisions[c], p_digests[c], v_recorded_at);
        v_quiet_nos := v_quiet_nos || v_stream_no;
      else
        v_skipped[c] := v_before - v_count;
        v_ends[v_stream] := p_last_ids[c];
        v_moved_to[v_stream] := p_after_revisions[c] + p_events[c];
        for e in v_before + 1 .. v_before + p_events[c] loop
          v_count := v_count + 1;
          v_hash := sha256(v_hash || int8send(v_start + v_count) || v_ms || p_leaves[e]);
          v_hashes[e] := v_hash;
        end loop;
      end if;
    end if;
    v_before := v_before + p_events[c];
  end loop;

  if v_count > 0 then
    insert into es.event (position, recorded_at, occurred_at, id, partition_no, stream_no, revision,
                          version, type, caused_by, correlation_id, actor, command_digest, hash, data)
    select v_start + n.no - v_skipped[n.command], v_recorded_at, p_times[n.command], p_ids[n.no],
           v_partition_no, v_stream_nos[p_stream_of[n.command]], n.revision,
           p_versions[n.no], p_types[n.no], p_causes[n.command], p_correlation_ids[n.command],
           p_actors[n.command],
           case when n.revision = p_after_revisions[n.command] + 1 then p_digests[n.command] else '' end,
           n.hash, p_data[n.no]
      from unnest(p_command_of, p_revisions, v_hashes) with ordinality as n (command, revision, hash, no)
     where n.hash is not null;
    update es.stream s set revision = m.revision, last_id = m.last_id
      from unnest(v_stream_nos, v_moved_to, v_ends) as m (stream_no, revision, last_id)
     where s.stream_no = m.stream_no and m.revision is not null;
    update es.ledger set position = v_start + v_count, recorded_at = v_recorded_at, hash = v_hash
     where partition_no = v_partition_no;
  end if;
  if v_quiet_nos <> '{}' then
    update es.stream set is_quiet = true where stream_no = any (v_quiet_nos) and not is_quiet;
  end if;
  first_position := v_start + 1;
  select string_agg(encode(h, 'hex'), '' order by place) into hashes
    from unnest(v_hashes) with ordinality as n (h, place);
  return next;
end $$;
`;
