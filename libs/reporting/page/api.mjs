/** What the API refuses: a problem document. */
export class Problem extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const ROWS_MAX = 5000;
const PAGE = 1000;

const request = async (path, accept) => {
  const response = await fetch(path, { headers: { accept } }).catch(() => {
    throw new Problem(0, 'unreachable', '');
  });
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  throw new Problem(response.status, said.code ?? 'error', said.detail ?? response.statusText);
};

export const get = async (path) => (await request(path, 'application/json')).json();

/** All rows of a list, page by page, up to a limit that a chart can still show. */
export const getAll = async (path) => {
  const rows = [];
  for (let cursor; rows.length < ROWS_MAX;) {
    const page = await get(withQuery(path, { limit: PAGE, cursor }));
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) break;
  }
  return rows;
};

export const withQuery = (path, query) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`;
};

/** Saves a list as CSV, as the API writes it: a point in numbers, instants in UTC. */
export const saveCsv = async (path, name) => {
  const response = await request(withQuery(path, { limit: PAGE }), 'text/csv');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
};

export const marketPath = (market) => `markets/${encodeURIComponent(market)}`;
export const auctionPath = (market, auction) =>
  `${marketPath(market)}/auctions/${encodeURIComponent(auction)}`;
