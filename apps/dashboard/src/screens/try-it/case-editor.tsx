import { useState } from 'react';
import { Icon } from '../../parts/icons';
import { useWords } from '../../words/language';
import {
  cellText,
  cellValue,
  type Draft,
  draftOf,
  fieldOf,
  type Item,
  itemsOf,
  type ListName,
  newItem,
  textOf,
  withField,
  withItems,
} from './case-draft';
import { tryWords } from './words';

const FIELDS = {
  peers: ['id', 'community', 'role', 'generation.max', 'generation.cost', 'exportCost', 'load'],
  communities: ['id', 'importLimit', 'exportLimit'],
  contracts: ['from', 'to', 'exportCost', 'surcharge', 'capacity', 'loss'],
} as const;

const TABS = ['peers', 'communities', 'contracts', 'text'] as const;
type Tab = (typeof TABS)[number];

interface EditorProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Peers, communities and contracts as tables, and all of it as text. */
export const CaseEditor = ({ text, onText }: EditorProps) => {
  const words = useWords(tryWords);
  const [tab, setTab] = useState<Tab>('peers');
  const draft = draftOf(text);
  return (
    <section className="card" id="editor" aria-labelledby="editor-title">
      <header className="card-head">
        <div>
          <h2 id="editor-title">{words.editor}</h2>
          <p className="note">{words.editorNote}</p>
        </div>
        <span className="segments" role="group" aria-label={words.editor}>
          {TABS.map((each) => (
            <button
              type="button"
              key={each}
              id={`edit-${each}`}
              aria-pressed={tab === each}
              onClick={() => setTab(each)}
            >
              {words[each]}
            </button>
          ))}
        </span>
      </header>
      {tab === 'text' || draft === undefined ? (
        <textarea
          id="case-text"
          aria-label={words.text}
          spellCheck={false}
          rows={18}
          value={text}
          onChange={({ target }) => onText(target.value)}
        />
      ) : (
        <ItemTable draft={draft} list={tab} onDraft={(next) => onText(textOf(next))} />
      )}
    </section>
  );
};

interface ItemTableProps {
  readonly draft: Draft;
  readonly list: ListName;
  readonly onDraft: (draft: Draft) => void;
}

const ItemTable = ({ draft, list, onDraft }: ItemTableProps) => {
  const words = useWords(tryWords);
  const items = itemsOf(draft, list);
  const change = (next: readonly Item[]) => onDraft(withItems(draft, list, next));
  return (
    <>
      <div className="table-place" tabIndex={0} role="region" aria-label={words[list]}>
        <table className="edit">
          <thead>
            <tr>
              {FIELDS[list].map((field) => (
                <th key={field} scope="col">
                  {words.fields[field]}
                </th>
              ))}
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {items.map((item, at) => (
              <ItemRow
                key={at}
                item={item}
                list={list}
                onItem={(next) =>
                  change(items.flatMap((it, index) => (index === at ? next : [it])))
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" id="add-item" onClick={() => change([...items, newItem(draft, list)])}>
        <Icon name="add" />
        {words.add}
      </button>
    </>
  );
};

interface ItemRowProps {
  readonly item: Item;
  readonly list: ListName;
  /** What stands in its place: itself changed, or nothing. */
  readonly onItem: (items: readonly Item[]) => void;
}

const ItemRow = ({ item, list, onItem }: ItemRowProps) => {
  const words = useWords(tryWords);
  const name = cellText(item['id'] ?? item['from']);
  return (
    <tr>
      {FIELDS[list].map((field) => (
        <td key={field}>
          <input
            aria-label={`${words.fields[field]}: ${name}`}
            value={cellText(fieldOf(item, field))}
            onChange={({ target }) => onItem([withField(item, field, cellValue(target.value))])}
          />
        </td>
      ))}
      <td>
        <button
          type="button"
          className="icon-only"
          aria-label={words.remove(name)}
          onClick={() => onItem([])}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
};
