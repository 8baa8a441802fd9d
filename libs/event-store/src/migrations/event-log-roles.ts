import { APPLICATION_ROLE } from '@trueque/postgres';

/**
 * The log belongs to a role that nobody can log in as, and the application may only look and call
 * `append_batch`. Where roles may not be made, the log stays with whoever migrates and the guards
 * alone protect it.
 */
export const EVENT_LOG_ROLES = `
do $$
begin
  create role es_owner nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$;

do $$
declare
  v_table    text;
  v_function text;
begin
  grant es_owner to current_user;
  execute format('grant create on database %I to es_owner', current_database());
  alter schema es owner to es_owner;
  for v_table in select tablename from pg_tables where schemaname = 'es' loop
    execute format('alter table es.%I owner to es_owner', v_table);
  end loop;
  for v_function in select proname from pg_proc where pronamespace = 'es'::regnamespace loop
    execute format('alter function es.%I owner to es_owner', v_function);
  end loop;
  execute format('revoke create on database %I from es_owner', current_database());
exception when insufficient_privilege or undefined_object or invalid_grant_operation then null;
end $$;

revoke all on all functions in schema es from public;

do $$
begin
  revoke all on schema es from ${APPLICATION_ROLE};
  revoke all on all tables in schema es from ${APPLICATION_ROLE};
  revoke all on all sequences in schema es from ${APPLICATION_ROLE};
  grant usage on schema es to ${APPLICATION_ROLE};
  grant select on all tables in schema es to ${APPLICATION_ROLE};
  grant execute on function es.append_batch to ${APPLICATION_ROLE};
exception when undefined_object then null;
end $$;
`;
