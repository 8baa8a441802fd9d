import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_BATCH_FUNCTION } from './append-batch-function.js';
import { EVENT_LOG_ROLES } from './event-log-roles.js';

/**
 * Before, a batch that began with a command without events noted the ends of its streams one row
 * amiss, and nothing could be appended to the last of them any more. What a stream ends in is its
 * last event; one of which all months are archived keeps what was noted. What was moved too far on
 * has to go back, which is refused to everybody but here.
 */
const REPAIR_ENDS = `
alter table es.stream disable trigger only_moves_on;

update es.stream s set revision = e.revision, last_id = e.id
  from es.stream t
 cross join lateral (select revision, id from es.event
   where stream_no = t.stream_no order by revision desc limit 1) e
 where s.stream_no = t.stream_no and (s.revision, s.last_id) is distinct from (e.revision, e.id);

update es.stream set revision = 0 where last_id is null and revision <> 0;

alter table es.stream enable always trigger only_moves_on;
`;

/** Notes the end of each stream where it belongs, and mends what was noted amiss. */
export class EndsOfStreams1795900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_BATCH_FUNCTION);
    await runner.query(EVENT_LOG_ROLES);
    await runner.query(REPAIR_ENDS);
  }

  down(): Promise<void> {
    throw new Error('Ends that were mended are not broken again.');
  }
}
