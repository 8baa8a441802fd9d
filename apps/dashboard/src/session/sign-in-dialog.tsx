import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/language';
import { signInFault } from './rights';
import { sessionWords } from './words';

interface DialogProps {
  readonly onKey: (key: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for a key; the browser keeps the focus inside, and gives it back at the end. */
export const SignInDialog = ({ onKey, onClose }: DialogProps) => {
  const words = useWords(sessionWords);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className="keys" onCancel={onClose} aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{words.title}</h2>
      <p className="note">{words.text}</p>
      <KeyForm onKey={onKey} onClose={onClose} />
    </dialog>
  );
};

const KeyForm = ({ onKey, onClose }: DialogProps) => {
  const words = useWords(sessionWords);
  const { fault, isPending, submit, setKey } = useKeyForm(onKey, onClose);
  return (
    <form className="sign-in" onSubmit={submit} noValidate>
      <label className="field">
        <span>{words.key}</span>
        <input
          {...{ id: 'credential', type: 'password', autoComplete: 'current-password' }}
          autoFocus
          aria-invalid={fault !== undefined}
          aria-describedby="sign-in-fault"
          onChange={({ target }) => setKey(target.value)}
        />
      </label>
      <p id="sign-in-fault" className="fault" role="alert">
        {fault}
      </p>
      <div className="ways">
        <button type="submit" id="sign-in-send" className="primary" disabled={isPending}>
          {words.signIn}
        </button>
        <button type="button" id="sign-in-cancel" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
};

const useKeyForm = (onKey: DialogProps['onKey'], onClose: () => void) => {
  const words = useWords(sessionWords);
  const [key, setKey] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const sent = useMutation({ mutationFn: onKey, onSuccess: onClose, networkMode: 'always' });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(key.trim() === '');
    if (key.trim() === '') return;
    sent.mutate(key.trim());
  };
  const refused = sent.isError ? signInFault(sent.error, words) : undefined;
  return { fault: isEmpty ? words.empty : refused, isPending: sent.isPending, submit, setKey };
};
