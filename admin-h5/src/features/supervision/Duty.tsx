import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { PromiseView } from 'shared-types/repair';
import { spokenNumber } from '../../lib/words';
import { Chip } from '../../ui/Chip';
import { Ring } from '../../ui/Ring';

interface Request {
  repairId: string;
  number: string;
  title: string;
  placeLabel: string;
  urgency: 'general' | 'emergency';
}

interface DutyProps {
  request: Request;
  promise: Pick<PromiseView, 'startedAt' | 'dueAt'> | null;
  marks?: ReactNode;
  children: ReactNode;
  actions: ReactNode;
}

/** One request that asks for somebody of the office: its clock, what is the matter, and what to do. */
export const Duty = ({ request, promise, marks, children, actions }: DutyProps) => (
  <article className={`card pad duty ${promise ? '' : 'ringless'}`} aria-label={request.title}>
    {promise && <Ring span={promise} size={56} />}
    <div className="col g1" style={{ minWidth: 0 }}>
      <div className="row g2 wrap">
        {request.urgency === 'emergency' && <Chip name="urgent" />}
        {marks}
        <span className="t3 num">{spokenNumber(request.number)}</span>
      </div>
      <Link className="fs-m w6" to={`/requests/${request.repairId}`}>
        {request.title}
      </Link>
      <span className="t2 num">{request.placeLabel}</span>
      {children}
    </div>
    <div className="acts">{actions}</div>
  </article>
);
