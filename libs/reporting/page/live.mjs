const CALM_MS = 400;

/**
 * Listens to a market's changes and tells of them together, a moment after the first. `onReady` is
 * called on every connection: what is read after it misses nothing. The browser connects again by
 * itself and goes on after the last message it was told of.
 */
export const listen = ({ market, onReady, onLost, onChanges }) => {
  const query = market === undefined ? '' : `?market=${encodeURIComponent(market)}`;
  const source = new EventSource(`events${query}`);
  let pending = [];
  let ready = false;
  source.addEventListener('error', () => {
    ready = false;
    onLost();
  });
  source.addEventListener('alive', () => {
    if (!ready) onReady();
    ready = true;
  });
  source.addEventListener('change', ({ data }) => {
    pending.push(JSON.parse(data));
    if (pending.length > 1) return;
    setTimeout(() => {
      const changes = pending;
      pending = [];
      onChanges(changes);
    }, CALM_MS);
  });
  return () => source.close();
};
