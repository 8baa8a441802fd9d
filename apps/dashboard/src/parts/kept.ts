/** Choices that outlive the page; where a browser keeps nothing, they last as long as it is open. */
export const kept = (name: string): string | undefined => {
  try {
    return window.localStorage.getItem(`trueque.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
};

export const keep = (name: string, value: string): void => {
  try {
    window.localStorage.setItem(`trueque.${name}`, value);
  } catch {
    // Private windows of some browsers keep nothing: the choice holds until the page is closed.
  }
};
