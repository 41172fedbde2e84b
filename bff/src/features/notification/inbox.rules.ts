/** The text in at most `max` characters, an ellipsis for what is left out; never half of an emoji. */
export const cut = (text: string, max: number): string => {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
};

/** What a line of the inbox holds. */
export const mostTitle = 40;
export const mostBody = 300;
