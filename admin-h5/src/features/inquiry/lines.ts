const most = 12;

/** One wording a line; empty lines and repeats are nothing. */
export const linesOf = (text: string): string[] =>
  [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ].slice(0, most);

const mostSaid = 1000;

/** After what is written already, on a line of its own, as far as an answer goes. */
export const inserted = (written: string, words: string): string =>
  [...(written.trim() === '' ? words : `${written.trimEnd()}\n${words}`)].slice(0, mostSaid).join('');
