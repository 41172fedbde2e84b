/** Asks again and again until the answer is what was waited for; null once the time is up. */
export const waitFor = async <T>(
  ask: () => Promise<T>,
  isIt: (answer: T) => boolean,
  { everyMs = 1_000, mostMs = 60_000 } = {},
): Promise<T | null> => {
  const until = Date.now() + mostMs;
  while (Date.now() < until) {
    await new Promise((done) => setTimeout(done, everyMs));
    const answer = await ask();
    if (isIt(answer)) return answer;
  }
  return null;
};
