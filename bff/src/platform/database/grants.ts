import { DataSource } from 'typeorm';
import { insertOnlyTables } from '../../../migrations/guards.js';

/** Rights of the application's account that nobody may have given it, with what they would allow. */
export class TooManyRights extends Error {
  override readonly name = 'TooManyRights';
  constructor(
    readonly account: string,
    readonly statements: string[],
  ) {
    super(`${account} has rights beyond single tables: ${statements.join('; ')}`);
  }
}

const written = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const writtenOnce = ['SELECT', 'INSERT'];
const read = ['SELECT'];

const rightsOn = (table: string): string[] => {
  if (table === 'migrations') return read;
  return (insertOnlyTables as readonly string[]).includes(table) ? writtenOnce : written;
};

const withoutDatabase = (url: string): string => {
  const plain = new URL(url);
  plain.pathname = '/';
  return plain.toString();
};

interface Granted {
  /** As the server quotes it: `anju`@`%` */
  account: string;
  /** Table -> rights that it has by itself. */
  tables: Map<string, Set<string>>;
  /** REVOKE statements for what it has on more than a table of this database. */
  wider: string[];
}

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** What the account says of itself: it may always see its own rights, and is the one that the server takes it for. */
const readGranted = async (appUrl: string, database: string): Promise<Granted> => {
  // Without a database: until the first grant it may not open ours.
  const source = await new DataSource({ type: 'mysql', url: withoutDatabase(appUrl), entities: [] }).initialize();
  try {
    const [{ who }] = (await source.query('SELECT CURRENT_USER() AS who')) as [{ who: string }];
    const at = who.lastIndexOf('@');
    const account = `${quoted(who.slice(0, at))}@${quoted(who.slice(at + 1))}`;
    const rows: Record<string, string>[] = await source.query('SHOW GRANTS');
    const granted: Granted = { account, tables: new Map(), wider: [] };
    for (const line of rows.map((row) => String(Object.values(row)[0]))) note(granted, line, database);
    return granted;
  } finally {
    await source.destroy();
  }
};

/** GRANT SELECT, INSERT ON `anju`.`clock` TO … */
const note = (granted: Granted, line: string, database: string): void => {
  const match = /^GRANT (.+?) ON (?:TABLE )?(\*|`[^`]+`)\.(\*|`[^`]+`) TO /.exec(line);
  if (!match) return;
  const [rights = '', schema = '', table = ''] = match.slice(1).map((part) => part.replaceAll('`', ''));
  const list = rights.split(/,\s*(?![^(]*\))/).map((right) => right.trim().toUpperCase());
  if (table !== '*' && schema === database) granted.tables.set(table, new Set(list));
  // A database's name in a grant is a pattern: anju\_prod is anju_prod.
  const ours = schema === '*' || schema.replaceAll('\\', '') === database || schema.includes('%');
  if (table === '*' && ours && !list.every((right) => right === 'USAGE'))
    granted.wider.push(`REVOKE ${rights} ON ${schema === '*' ? '*' : quoted(schema)}.* FROM ${granted.account}`);
};

/**
 * Gives the application's account what it needs on every table, and no more: it changes no schema, and cannot change or
 * delete what is written once. Run by the owner. Throws `TooManyRights` when somebody gave the account rights on the
 * whole database or server, which single tables cannot take back.
 */
export const grantApplication = async (owner: DataSource, appUrl: string): Promise<void> => {
  const [{ name: database }] = (await owner.query('SELECT DATABASE() AS name')) as [{ name: string }];
  const { account, tables, wider } = await readGranted(appUrl, database);
  if (wider.length > 0) throw new TooManyRights(account, wider);
  const rows: { name: string }[] = await owner.query(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'`,
  );
  for (const { name } of rows) {
    const wanted = rightsOn(name);
    const has = tables.get(name) ?? new Set<string>();
    const surplus = [...has].filter((right) => !wanted.includes(right));
    const missing = wanted.filter((right) => !has.has(right));
    const on = `${quoted(database)}.${quoted(name)}`;
    if (surplus.length > 0) await owner.query(`REVOKE ${surplus.join(', ')} ON ${on} FROM ${account}`);
    if (missing.length > 0) await owner.query(`GRANT ${missing.join(', ')} ON ${on} TO ${account}`);
  }
};

/** True when the two addresses sign in as different accounts of one server: only then is there anything to grant. */
export const areTwoAccounts = (ownerUrl: string, appUrl: string): boolean =>
  ![ownerUrl, appUrl].some((url) => url.startsWith('sqlite:')) &&
  new URL(ownerUrl).username !== new URL(appUrl).username;
