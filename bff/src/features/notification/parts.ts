/** So many people a message of the outbox: a community of 100,000 is some hundreds of them, each written at once. */
const mostTogether = 200;

/** Ranges of sorted account ids, both ends included. */
export const partsOf = (ids: readonly string[]): { from: string; to: string }[] => {
  const parts: { from: string; to: string }[] = [];
  for (let at = 0; at < ids.length; at += mostTogether)
    parts.push({ from: ids[at] as string, to: ids[Math.min(at + mostTogether, ids.length) - 1] as string });
  return parts;
};
