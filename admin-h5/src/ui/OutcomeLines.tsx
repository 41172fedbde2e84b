import type { Outcome } from 'shared-types/fee';
import { Chip } from './Chip';
import { Money } from './Money';

interface OutcomeLinesProps {
  outcome: Outcome;
  /** Said where there is no bill. */
  none: string;
  total: string;
}

/** A bill as it would be, with its arithmetic; or why there is none. */
export const OutcomeLines = ({ outcome, none, total }: OutcomeLinesProps) =>
  outcome.amountFen === null ? (
    <div className="sunk col g1" role="status">
      <Chip name="void">{none}</Chip>
      {outcome.reasonWords && <span>{outcome.reasonWords}</span>}
    </div>
  ) : (
    <div className="sunk" role="status">
      {outcome.lines.map((line) => (
        <div key={`${line.label}${line.words}`} className="row between g3 slip-line">
          <span className="col">
            {line.label}
            <span className="t2 num">{line.words}</span>
          </span>
          <Money fen={line.amountFen} />
        </div>
      ))}
      <div className="row between g3 slip-sum">
        <span className="t2">{total}</span>
        <Money fen={outcome.amountFen} />
      </div>
    </div>
  );
