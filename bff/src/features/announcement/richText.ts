import { Parser } from 'htmlparser2';
import type { RichBlock, RichRun } from 'shared-types/announcement';

/**
 * What was typed or pasted, as blocks of plain runs. Nothing is taken out of the HTML: what rich text knows is built anew
 * from it, so that there is no tag, attribute or script left which could slip through.
 */

const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const breaks = new Set(['p', 'div', 'br', 'tr', 'section', 'article', 'blockquote', 'pre', 'ul', 'ol', 'table', 'hr']);
const bolds = new Set(['b', 'strong']);
/** Whatever stands in them is not text. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg', 'math', 'title', 'head']);

const mostBlocks = 300;
const mostLetters = 20_000;

/** The address of a link that people may follow; anything else (javascript:, data:, a page of ours) is no link. */
const safeHref = (text: string | undefined): string | undefined => {
  const wanted = text?.trim() ?? '';
  if (/^tel:[\d+\- ]{3,20}$/.test(wanted)) return wanted;
  if (!/^https?:\/\//i.test(wanted) || wanted.length > 500) return undefined;
  try {
    return new URL(wanted).toString();
  } catch {
    return undefined;
  }
};

// Control characters, and those that turn the direction of a line or show as nothing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken out
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

class Builder {
  readonly blocks: RichBlock[] = [];
  private block: RichBlock | null = null;
  private kind: RichBlock['kind'] = 'p';
  private letters = 0;
  readonly lists: ('li' | 'num')[] = [];
  readonly links: (string | undefined)[] = [];
  bold = 0;

  /** Ends the line; the next text begins a block of this kind. */
  end(next: RichBlock['kind'] = 'p'): void {
    const runs = this.block?.runs ?? [];
    const last = runs.at(-1);
    if (last) last.text = last.text.trimEnd();
    if (this.block && runs.some(({ text }) => text.trim() !== '')) {
      this.block.runs = runs.filter(({ text }) => text !== '');
      this.blocks.push(this.block);
    }
    this.block = null;
    this.kind = next;
  }

  say(raw: string): void {
    const text = raw.replace(unseen, '').replace(/[ \t\n\r\u00a0]+/g, ' ');
    const line = this.block ? text : text.trimStart();
    if (line === '') return;
    this.letters += line.length;
    this.block ??= { kind: this.kind, runs: [] };
    const href = this.links.at(-1);
    const run: RichRun = { text: line, ...(this.bold > 0 ? { bold: true as const } : {}), ...(href ? { href } : {}) };
    const before = this.block.runs.at(-1);
    if (before && before.bold === run.bold && before.href === run.href) before.text += run.text;
    else this.block.runs.push(run);
  }

  get tooLong(): boolean {
    return this.letters > mostLetters || this.blocks.length > mostBlocks;
  }
}

/** Null: too long to be read by anybody. */
export const readRich = (html: string): RichBlock[] | null => {
  const built = new Builder();
  let quiet = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (silent.has(name)) quiet++;
        if (quiet > 0) return;
        if (bolds.has(name)) built.bold++;
        else if (name === 'a') built.links.push(safeHref(attributes.href));
        else if (name === 'ul') built.lists.push('li');
        else if (name === 'ol') built.lists.push('num');
        if (headings.has(name)) built.end('h');
        else if (name === 'li') built.end(built.lists.at(-1) ?? 'li');
        else if (breaks.has(name)) built.end();
      },
      ontext: (text) => {
        if (quiet === 0) built.say(text);
      },
      onclosetag: (name) => {
        if (silent.has(name)) quiet = Math.max(0, quiet - 1);
        if (quiet > 0) return;
        if (bolds.has(name)) built.bold = Math.max(0, built.bold - 1);
        else if (name === 'a') built.links.pop();
        else if (name === 'ul' || name === 'ol') built.lists.pop();
        if (headings.has(name) || name === 'li' || breaks.has(name)) built.end();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  built.end();
  return built.tooLong ? null : built.blocks;
};

const mostSummary = 60;

/** The first words of it, for lists. */
export const summaryOf = (body: readonly RichBlock[]): string => {
  const text = body
    .filter(({ kind }) => kind !== 'h')
    .map(({ runs }) => runs.map((run) => run.text).join(''))
    .join(' ');
  const letters = [...text];
  return letters.length <= mostSummary ? text : `${letters.slice(0, mostSummary - 1).join('')}…`;
};
