import { listDifferences, type ReconciliationView } from 'shared-types/reconciliation';
import { usePages } from '../../lib/query';
import { Loaded, More, SkeletonCards } from '../../ui/States';
import { Closing } from './Closing';
import { DifferenceCard } from './DifferenceCard';
import { Equation } from './Equation';
import { Matches } from './Matches';
import { MoneyCard } from './MoneyCard';

const Differences = ({ id }: { id: string }) => {
  const query = usePages(listDifferences, { params: { id } });
  const first = query.items.find((one) => one.actions.some((act) => act === one.suggestion && act !== 'wait'));
  return (
    <Loaded query={query} skeleton={<SkeletonCards count={1} height={160} />}>
      {() =>
        query.items.length > 0 && (
          <>
            <div className="differences">
              {query.items.map((one) => (
                <DifferenceCard key={one.id} difference={one} first={one === first} />
              ))}
            </div>
            {query.hasNextPage && <More query={query} />}
          </>
        )
      }
    </Loaded>
  );
};

/** One day at one channel. */
export const Sheet = ({ sheet }: { sheet: ReconciliationView }) => (
  <>
    <Equation sheet={sheet} />
    <Differences id={sheet.id} />
    <div className="settled">
      <Matches sheet={sheet} />
      <MoneyCard sheet={sheet}>
        <Closing sheet={sheet} />
      </MoneyCard>
    </div>
  </>
);
