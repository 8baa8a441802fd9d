const name = (key) => `trueque.report.${key}`;

/** A choice from an earlier visit. A browser that keeps nothing still shows everything. */
export const kept = (key) => {
  try {
    return localStorage.getItem(name(key));
  } catch {
    return null;
  }
};

export const keep = (key, value) => {
  try {
    localStorage.setItem(name(key), value);
  } catch {
    // Nothing is kept here: it holds until the page is left.
  }
};
