/** What is chosen is in the address, so that a link shows the same: market, auction, community, peer, lang. */
const listeners = new Set();

export const chosen = () => Object.fromEntries(new URLSearchParams(location.search));

/** Chooses; null forgets. Entries of the history are made for markets and auctions only. */
export const choose = (changes) => {
  const address = addressWith(changes);
  if ('market' in changes || 'auction' in changes) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  for (const listener of listeners) listener();
};

const addressWith = (changes) => {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes))
    if (value === null) query.delete(name);
    else query.set(name, value);
  return `${location.pathname}${query.size > 0 ? `?${query}` : ''}`;
};

export const onChosen = (listener) => {
  listeners.add(listener);
  addEventListener('popstate', listener);
};
