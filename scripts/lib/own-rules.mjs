import ts from 'typescript';

/**
 * Rules that the linter cannot express. Each looks at one syntax node (or at the text) and answers where it is broken.
 * @typedef {{ name: string, files: RegExp, except?: RegExp, instead: string, node?: (node: ts.Node) => boolean, text?: RegExp }} OwnRule
 */

const code = /\.(ts|tsx|mjs|cjs|js)$/;
const pure = /\.(rules|machine)\.ts$/;
const tests = /\.test\.tsx?$/;

const isMember = (node, object, member) =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === object &&
  node.name.text === member;

const calledName = (node) => {
  if (!ts.isCallExpression(node)) return '';
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text;
  if (!ts.isPropertyAccessExpression(expression)) return '';
  return `${ts.isIdentifier(expression.expression) ? expression.expression.text : ''}.${expression.name.text}`;
};

const mocking = /^jest\.(mock|doMock|unstable_mockModule|setMock)$/;
const ownModule = /^(\.|@\/|shared-types\/|bff\/)/;
const skipping = /^((it|test|describe)\.(skip|only|todo|failing)|xit|xtest|xdescribe|fit|fdescribe)$/;
const names =
  (...words) =>
  (node) =>
    (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && words.includes(node.text);

/** @type {OwnRule[]} */
export const ownRules = [
  {
    name: 'no-clock-in-rules',
    files: pure,
    instead: 'Rules and machines know no clock: take `now: Date` as an argument.',
    node: (node) =>
      isMember(node, 'Date', 'now') ||
      isMember(node, 'performance', 'now') ||
      (ts.isNewExpression(node) &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === 'Date' &&
        (node.arguments ?? []).length === 0),
  },
  {
    name: 'no-randomness-in-rules',
    files: pure,
    instead: 'Rules and machines know no randomness: take the random value as an argument.',
    node: (node) => isMember(node, 'Math', 'random') || isMember(node, 'crypto', 'randomUUID'),
  },
  {
    name: 'no-change-column',
    files: code,
    instead: 'changeColumn loses data on MariaDB: add a column, copy by SQL, drop the old one.',
    node: (node) => /\.changeColumns?$/.test(calledName(node)),
  },
  {
    name: 'no-database-clock',
    files: code,
    instead: 'Times come from our clock: a plain datetime(3) column, set by the command.',
    node: names('CreateDateColumn', 'UpdateDateColumn'),
  },
  {
    name: 'no-leaky-pay-helpers',
    files: code,
    instead: 'decipher_gcm and verifySign of the pay library are unsafe: use the pay adapter’s own verification.',
    node: names('decipher_gcm', 'verifySign'),
  },
  {
    name: 'no-mocks-of-own-modules',
    files: code,
    instead: 'Our own modules are not mocked: use a simulator, a fixed clock and a real database.',
    node: (node) => {
      if (!mocking.test(calledName(node))) return false;
      const [target] = node.arguments;
      return target !== undefined && ts.isStringLiteralLike(target) && ownModule.test(target.text);
    },
  },
  {
    name: 'no-skipped-tests',
    files: tests,
    instead: 'A test runs or is deleted: no skip, only, todo.',
    node: (node) => skipping.test(calledName(node)),
  },
  {
    name: 'suppression-with-reason',
    files: code,
    instead: 'Write after the colon why the rule does not apply here.',
    text: /biome-ignore(?:-all|-start)?\s+[\w/]+(?:\([^)]*\))?(?!\S*\s*:\s*(?!<)\S.{8,})|@ts-(?:ignore|nocheck)|@ts-expect-error\s*$/gm,
  },
  {
    name: 'no-todo',
    files: /\.(ts|tsx|mjs|cjs|js|css|md|sh)$/,
    instead: 'Do it, or open an issue: the code holds no notes to ourselves.',
    text: /\b(?:TODO|FIXME|XXX)\b(?=[:\s(])/g,
  },
];

/** Every broken own rule in one file. */
export const checkSource = (file, source) => {
  const found = [];
  const applying = ownRules.filter(({ files, except }) => files.test(file) && !except?.test(file));
  if (applying.length === 0) return found;
  const at = (position) => source.slice(0, position).split('\n').length;
  for (const { name, instead, text } of applying) {
    if (!text) continue;
    for (const match of source.matchAll(text)) found.push({ rule: name, file, line: at(match.index), instead });
  }
  const nodeRules = applying.filter(({ node }) => node);
  if (nodeRules.length === 0 || !code.test(file)) return found;
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, false, kind);
  const visit = (node) => {
    for (const { name, instead, node: broken } of nodeRules) {
      if (broken(node)) found.push({ rule: name, file, line: at(node.getStart(tree)), instead });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};
