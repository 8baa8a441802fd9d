import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Address, type Change, changed, formatAddress, parseAddress } from './address';

const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
};

const href = (): string => window.location.href;

/** Goes to another address; `replace` leaves no step to come back to. */
export type Go = (change: Change, options?: { readonly replace?: boolean }) => void;

/** The address, and how to change it. */
export const useAddress = (): readonly [Address, Go] => {
  const current = useSyncExternalStore(subscribe, href, href);
  const address = useMemo(() => parseAddress(new URL(current)), [current]);
  const go = useCallback<Go>((change, { replace = false } = {}) => {
    const next = formatAddress(changed(parseAddress(new URL(href())), change));
    if (next === window.location.pathname + window.location.search) return;
    if (replace) window.history.replaceState(null, '', next);
    else window.history.pushState(null, '', next);
    for (const listener of listeners) listener();
  }, []);
  return [address, go];
};

/** Where a link to a changed address leads. */
export const linkTo = (address: Address, change: Change): string =>
  formatAddress(changed(address, change));
