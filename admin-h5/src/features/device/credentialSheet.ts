/** A cell that no table program takes for a formula, and that ends where it should. */
const cell = (text: string): string => text.replace(/[",\r\n]/g, ' ').replace(/^[=+\-@\t]+/, '');

/** What `npm run mqtt:roles -- --secrets` reads: account, secret; then which device it is, for whoever sets it up. */
export const credentialSheet = (
  items: readonly { username: string; secret: string; code: string; name: string }[],
): string =>
  `\uFEFF${items.map(({ username, secret, code, name }) => [username, secret, cell(code), cell(name)].join(',')).join('\r\n')}\r\n`;
