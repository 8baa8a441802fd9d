/** Minutes of an ISO 8601 duration of whole minutes up to a day, such as `PT30M`. */
export const minutesOf = (text: string): number | undefined => {
  const match = /^P(?:0Y)?(?:0M)?(?:(\d)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:0(?:\.0+)?S)?)?$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0));
  const total = (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0);
  return total >= 1 && total <= 1440 ? total : undefined;
};
