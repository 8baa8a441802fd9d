import { useEffect, useState } from 'react';
import { Message, Skeleton } from '../../parts/states';
import { caseOfFragment } from '../../solve/case-link';
import { SHIPPED_CASES, useShippedCase } from '../../solve/shipped-cases';
import { useSolvedAsChanged } from '../../solve/use-solved';
import { useWords } from '../../words/language';
import { CaseEditor } from './case-editor';
import { CaseResult } from './case-result';
import { CaseTools } from './case-tools';
import { tryWords } from './words';

const FIRST = SHIPPED_CASES.find((name) => name === 'paper-5-case-2') ?? SHIPPED_CASES[0];

/** A small market to change, cleared as it changes. */
export const TryIt = () => {
  const words = useWords(tryWords);
  const [example, choose] = useState(FIRST);
  const [own, setOwn] = useState<string>();
  const link = useLinkedCase(setOwn);
  const shipped = useShippedCase(example);
  const text = own ?? (link === 'waiting' ? undefined : shipped);
  const solved = useSolvedAsChanged(text);
  if (text === undefined) return <Skeleton height={420} />;
  return (
    <div className="stack">
      {link === 'broken' && own === undefined ? (
        <Message title={words.own} text={words.brokenLink} />
      ) : null}
      <CaseTools
        text={text}
        example={own === undefined ? example : ''}
        onExample={(name) => {
          setOwn(undefined);
          choose(name);
        }}
        onText={setOwn}
      />
      <CaseEditor text={text} onText={setOwn} />
      {solved === undefined ? <Skeleton height={300} /> : <CaseResult solved={solved} />}
    </div>
  );
};

type Link = 'waiting' | 'none' | 'read' | 'broken';

/** The case that the address carries, where it does. */
const useLinkedCase = (onCase: (text: string) => void): Link => {
  const [link, setLink] = useState<Link>(() =>
    window.location.hash.startsWith('#case=') ? 'waiting' : 'none',
  );
  useEffect(() => {
    const { hash } = window.location;
    if (!hash.startsWith('#case=')) return;
    void caseOfFragment(hash).then((text) => {
      setLink(text === undefined ? 'broken' : 'read');
      if (text !== undefined) onCase(text);
    });
  }, [onCase]);
  return link;
};
