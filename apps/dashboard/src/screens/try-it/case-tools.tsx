import { useState } from 'react';
import { download, fileName } from '../../parts/download';
import { Icon } from '../../parts/icons';
import { Select } from '../../shell/select';
import { fragmentOf } from '../../solve/case-link';
import { SHIPPED_CASES } from '../../solve/shipped-cases';
import { useWords } from '../../words/language';
import { draftOf } from './case-draft';
import { tryWords } from './words';

interface CaseToolsProps {
  readonly text: string;
  /** Name of the example that is shown, empty for one's own. */
  readonly example: string | undefined;
  readonly onExample: (name: string) => void;
  readonly onText: (text: string) => void;
}

/** Where a case comes from, and where it goes. */
export const CaseTools = ({ text, example = '', onExample, onText }: CaseToolsProps) => {
  const words = useWords(tryWords);
  const own = example === '' ? [{ value: '', label: words.own }] : [];
  return (
    <div className="case-tools">
      <Select
        id="example"
        label={words.example}
        value={example}
        choices={[...own, ...SHIPPED_CASES.map((value) => ({ value, label: value }))]}
        onChoose={onExample}
      />
      <ShareButton key={text} text={text} />
      <button type="button" id="save-case" onClick={() => save(text)}>
        <Icon name="download" />
        {words.save}
      </button>
      <label className="file">
        <Icon name="open" />
        {words.open}
        <input
          type="file"
          id="open-case"
          accept="application/json,.json"
          onChange={({ target }) => void target.files?.[0]?.text().then(onText)}
        />
      </label>
    </div>
  );
};

const save = (text: string): void => {
  const name = draftOf(text)?.['name'];
  download(fileName([typeof name === 'string' ? name : 'case'], 'json'), text, 'application/json');
};

const ShareButton = ({ text }: { readonly text: string }) => {
  const words = useWords(tryWords);
  const [isShared, setShared] = useState(false);
  const share = async () => {
    window.history.replaceState(null, '', await fragmentOf(text));
    await navigator.clipboard?.writeText(window.location.href).catch(() => undefined);
    setShared(true);
  };
  return (
    <button type="button" id="share-case" onClick={() => void share()}>
      <Icon name={isShared ? 'check' : 'link'} />
      <span aria-live="polite">{isShared ? words.shared : words.share}</span>
    </button>
  );
};
