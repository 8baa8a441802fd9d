/** However often it is asked for, one and the same. */
export const startedOnce = <App>(start: () => Promise<App>): (() => Promise<App>) => {
  let started: Promise<App> | undefined;
  return () => (started ??= start());
};
