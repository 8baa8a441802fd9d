const CALM_MS = 400;

/**
 * Listens to a market's changes and tells of them together, a moment after the first. The browser
 * connects again by itself and goes on after the last event it was told of.
 */
export const listen = ({ market, onState, onChanges }) => {
  const query = market === undefined ? '' : `?market=${encodeURIComponent(market)}`;
  const source = new EventSource(`events${query}`);
  let pending = [];
  source.addEventListener('open', () => onState('on'));
  source.addEventListener('error', () => onState('off'));
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
