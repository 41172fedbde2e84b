import type { RichBlock } from 'shared-types/announcement';

export interface Group {
  kind: RichBlock['kind'];
  key: string;
  blocks: RichBlock[];
}

/** Lines of a list that follow one another belong to one list; anything else stands by itself. */
export const grouped = (body: readonly RichBlock[]): Group[] => {
  const groups: Group[] = [];
  for (const block of body) {
    const last = groups.at(-1);
    const joins = last?.kind === block.kind && (block.kind === 'li' || block.kind === 'num');
    if (last && joins) last.blocks.push(block);
    else groups.push({ kind: block.kind, key: `g${groups.length}`, blocks: [block] });
  }
  return groups;
};
