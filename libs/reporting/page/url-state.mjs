/** What is chosen is in the address, so that a link shows the same: market, auction, community, peer, lang. */
const listeners = new Set();

export const chosen = () => Object.fromEntries(new URLSearchParams(location.search));

/** Chooses; null forgets. Entries of the history are made for markets and auctions only. */
export const choose = (changes, { quietly = false } = {}) => {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes))
    if (value === null) query.delete(name);
    else query.set(name, value);
  const address = `${location.pathname}${query.size > 0 ? `?${query}` : ''}`;
  const steps = !quietly && ('market' in changes || 'auction' in changes);
  history[steps ? 'pushState' : 'replaceState'](null, '', address);
  if (!quietly) for (const listener of listeners) listener();
};

export const onChosen = (listener) => {
  listeners.add(listener);
  addEventListener('popstate', listener);
};
