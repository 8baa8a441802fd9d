import type { ChainHead, Verification } from '@trueque/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useAnswer } from '../../api/answers';
import { fetchJson } from '../../api/client';
import { ActionFailure, Answered } from '../../parts/states';
import { Icon } from '../../parts/icons';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { operationsWords } from './words';

/** The newest link of the chain, and a walk along all of it. */
export const Chain = () => {
  const words = useWords(operationsWords);
  const { path } = useChosen();
  const head = useAnswer<ChainHead>(`${path}/chain`);
  const { start, job, isPending, error } = useVerification();
  return (
    <section className="card" id="chain" aria-labelledby="chain-title">
      <header className="card-head">
        <div>
          <h2 id="chain-title">{words.chain}</h2>
          <p className="note">{words.chainNote}</p>
        </div>
        <button
          type="button"
          id="verify"
          className="primary"
          disabled={isPending || job?.state === 'running'}
          onClick={start}
        >
          <Icon name="check" />
          {words.verify}
        </button>
      </header>
      <Answered answer={head} height={60}>
        {(data) => <Checkpoint head={data} />}
      </Answered>
      <div aria-live="polite" id="verification">
        {job === undefined ? null : <Progress job={job} />}
        {error === null ? null : <ActionFailure error={error} />}
      </div>
    </section>
  );
};

const Checkpoint = ({ head }: { readonly head: ChainHead }) => {
  const words = useWords(operationsWords);
  const { whole } = useFormat();
  return (
    <dl className="facts">
      <div>
        <dt>{words.events}</dt>
        <dd>{whole(head.position)}</dd>
      </div>
      <div>
        <dt>{words.checkpoint}</dt>
        <dd>
          <code>{head.hash}</code>
        </dd>
      </div>
    </dl>
  );
};

const LOOK_MS = 250;

/** A walk that runs on the server; it is looked after until it ends. */
const useVerification = () => {
  const { path } = useChosen();
  const started = useMutation({
    mutationFn: () => fetchJson<Verification>(`${path}/verifications`, { method: 'POST' }),
  });
  const id = started.data?.id;
  const followed = useQuery({
    queryKey: ['verification', path, id],
    queryFn: () => fetchJson<Verification>(`${path}/verifications/${id}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  });
  return {
    start: () => started.mutate(),
    isPending: started.isPending,
    error: started.error,
    job: followed.data ?? started.data,
  };
};

const Progress = ({ job }: { readonly job: Verification }) => {
  const words = useWords(operationsWords);
  const { whole } = useFormat();
  const { state, events, eventsCount, detail } = job;
  if (state === 'running')
    return (
      <p className="verification">
        <progress value={events} max={Math.max(1, eventsCount)} aria-label={words.verify} />
        {words.verifying(whole(events), whole(eventsCount))}
      </p>
    );
  const text =
    state === 'holds'
      ? words.holds(whole(events))
      : state === 'broken'
        ? words.broken(detail ?? '')
        : words.failed(detail ?? '');
  return (
    <p className="verification" data-state={state}>
      <Icon name={state === 'holds' ? 'check' : 'warning'} />
      {text}
    </p>
  );
};
