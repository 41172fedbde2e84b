import type { ReactNode } from 'react';
import type { RichBlock, RichRun } from 'shared-types/announcement';
import { type Group, grouped } from './rich';

const Run = ({ run }: { run: RichRun }): ReactNode => {
  const text = run.bold ? <b>{run.text}</b> : run.text;
  if (!run.href) return text;
  return (
    <a href={run.href} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
};

const Runs = ({ runs }: { runs: readonly RichRun[] }) => (
  <>
    {runs.map((run, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: runs of a text that never changes have no other name
      <Run key={i} run={run} />
    ))}
  </>
);

const Block = ({ kind, blocks }: Omit<Group, 'key'>) => {
  const items = blocks.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that never changes have no other name
    <li key={i}>
      <Runs runs={block.runs} />
    </li>
  ));
  if (kind === 'li') return <ul>{items}</ul>;
  if (kind === 'num') return <ol>{items}</ol>;
  const Line = kind === 'h' ? 'h3' : 'p';
  return (
    <Line>
      <Runs runs={blocks[0]?.runs ?? []} />
    </Line>
  );
};

/** Rich text as it was written: elements made from data, so that nothing in it can be run. */
export const RichBlocks = ({ body }: { body: readonly RichBlock[] }) =>
  grouped(body).map(({ kind, key, blocks }) => <Block key={key} kind={kind} blocks={blocks} />);
