import { type InputEvent, type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react';
import { type Parameters, useAnswer } from '../api/answers';
import type { Page } from '../api/pages';
import { Select } from './select';

interface FinderProps<Row> {
  readonly id: string;
  readonly label: string;
  /** What is chosen; empty where nothing is. */
  readonly value: string;
  /** What choosing nothing is called. */
  readonly nothing: string;
  /** List of the API that takes `search` and `limit`. */
  readonly path: string;
  readonly parameters?: Parameters;
  readonly nameOf: (row: Row) => string;
  readonly onChoose: (value: string) => void;
}

/** So many are a list to look through; more are searched on the server. */
const FEW = 50;
const FOUND_MAX = 20;

/** One of possibly very many: a list where they are few, a search where they are not. */
export const Finder = <Row,>(props: FinderProps<Row>) => {
  const { path, parameters, nameOf, nothing, value, ...rest } = props;
  const first = useAnswer<Page<Row>>(path, { ...parameters, limit: FEW });
  if (first.data?.nextCursor !== undefined) return <SearchField {...props} />;
  const names = (first.data?.items ?? []).map(nameOf);
  const all = value === '' || names.includes(value) ? names : [...names, value];
  const choices = [
    { value: '', label: nothing },
    ...all.map((name) => ({ value: name, label: name })),
  ];
  return <Select {...{ ...rest, value, choices }} />;
};

const SearchField = <Row,>(props: FinderProps<Row>) => {
  const { id, label, value, nothing } = props;
  const { typed, found, type, enter, leave } = useSearch(props);
  return (
    <label className="select">
      <span>{label}</span>
      <input
        {...{ id, type: 'search', list: `${id}-found`, placeholder: nothing, autoComplete: 'off' }}
        value={typed ?? value}
        onInput={({ currentTarget, nativeEvent }: InputEvent<HTMLInputElement>) =>
          type(currentTarget.value, isPick(nativeEvent))
        }
        onKeyDown={({ key }: KeyboardEvent) => {
          if (key === 'Enter') enter();
        }}
        onBlur={leave}
      />
      <datalist id={`${id}-found`}>
        {found.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
};

/** Whoever takes one of the list, or empties the field, does not type. */
const isPick = (event: Event): boolean =>
  !('inputType' in event) ||
  event.inputType === undefined ||
  event.inputType === 'insertReplacementText';

const useSearch = <Row,>({ path, parameters, nameOf, onChoose }: FinderProps<Row>) => {
  const [typed, setTyped] = useState<string>();
  const search = useDeferredValue(typed);
  const [isEntered, setEntered] = useState(false);
  const rows = useAnswer<Page<Row>>(path, { ...parameters, search, limit: FOUND_MAX });
  const found = (rows.data?.items ?? []).map(nameOf);
  const exact = found.find((name) => name === typed);
  const isOfTyped = search === typed && rows.isSuccess && !rows.isPlaceholderData;
  const pick = (name: string | undefined) => {
    setEntered(false);
    setTyped(undefined);
    if (name !== undefined) onChoose(name);
  };
  // Whoever is quicker than the answer gets what was found for the whole text, not for half of it.
  useEffect(() => {
    if (isEntered && isOfTyped) pick(exact ?? found[0]);
  });
  return {
    ...{ typed, found },
    type: (text: string, picked: boolean) => {
      setEntered(false);
      return picked ? pick(text) : setTyped(text);
    },
    enter: () => setEntered(typed !== undefined),
    leave: () => (isEntered ? undefined : pick(exact)),
  };
};
