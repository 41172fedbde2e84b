import type { RichBlock } from 'shared-types/announcement';

export interface Marked {
  block: RichBlock;
  key: string;
  /** 1. or ·; null: none. */
  mark: string | null;
}

/** Blocks with what stands before them: numbered lines count on from the one before. */
export const numbered = (body: readonly RichBlock[]): Marked[] => {
  let count = 0;
  return body.map((block, index) => {
    count = block.kind === 'num' ? count + 1 : 0;
    const mark = block.kind === 'num' ? `${count}.` : block.kind === 'li' ? '·' : null;
    return { block, key: `b${index}`, mark };
  });
};
