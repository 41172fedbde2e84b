const startsFormula = (text: string): boolean =>
  text !== '' && ['=', '+', '-', '@', '\t', '\r', '\0'].includes(text[0] ?? '');

const escaped = (text: string): boolean => startsFormula(text.replace(/^'+/, '')) && text.startsWith("'");

/** A text that a table program would take for a formula gets an apostrophe in front. */
export const escapeFormula = (text: string): string => (startsFormula(text) || escaped(text) ? `'${text}` : text);

/** Takes back what {@link escapeFormula} put in front. */
export const unescapeFormula = (text: string): string => (escaped(text) ? text.slice(1) : text);
