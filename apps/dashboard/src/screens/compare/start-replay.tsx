import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/answers';
import { fetchJson } from '../../api/client';
import type { ReplayView } from '../../api/rows';
import { ActionFailure } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { useWords } from '../../words/language';
import { replayRequest, SCENARIO_NAMES, type ScenarioName } from './scenarios';
import { useReplays } from './use-replays';
import { compareWords } from './words';

/** Replays the days that are shown under other rules. */
export const StartReplay = () => {
  const words = useWords(compareWords);
  const [name, setName] = useState<ScenarioName>('asRecorded');
  const { mutate, isPending, error, data } = useStart();
  const choices = SCENARIO_NAMES.map((value) => ({ value, label: words.scenarios[value] }));
  return (
    <>
      <div className="case-tools">
        <Select
          {...{ id: 'scenario', label: words.rules, value: name, choices }}
          onChoose={(value) =>
            setName(SCENARIO_NAMES.find((known) => known === value) ?? 'asRecorded')
          }
        />
        <button type="button" id="start-replay" disabled={isPending} onClick={() => mutate(name)}>
          {words.replay}
        </button>
        <span className="quiet" aria-live="polite">
          {data === undefined ? words.replayNote : <Progress replayId={data.replayId} />}
        </span>
      </div>
      {error === null ? null : <ActionFailure error={error} />}
    </>
  );
};

const useStart = () => {
  const { path, scope } = useChosen();
  return useMutation({
    mutationFn: (name: ScenarioName) =>
      fetchJson<ReplayView>(`${path}/replays`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(replayRequest(name, scope)),
      }),
    onSuccess: refresh,
    networkMode: 'always',
  });
};

const Progress = ({ replayId }: { readonly replayId: string }) => {
  const words = useWords(compareWords);
  const replay = useReplays().data?.items.find((it) => it.replayId === replayId);
  if (replay === undefined) return null;
  const { name, state, auctions, detail } = replay;
  return `${name}: ${words.states[state]} · ${words.auctions(String(auctions))}${detail === null ? '' : ` · ${detail}`}`;
};
