import { Link } from 'react-router';
import { dayTime } from 'shared-types/time';
import { listPaperRequests } from 'shared-types/whitePaper';
import { useNow } from '../../lib/clock';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/whitePaper';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';

/** The requests behind one number. */
export const Behind = ({ paperId, figure }: { paperId: string; figure: string }) => {
  const now = useNow();
  const query = usePages(listPaperRequests, { params: { id: paperId }, query: { figure } });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
      {() =>
        query.items.length === 0 ? (
          <Empty>{t.noneBehind}</Empty>
        ) : (
          <>
            <ul className="plain">
              {query.items.map(({ id, number, title, place, at }) => (
                <li key={id} className="slip-line">
                  <Link className="col g1 figure" to={`/requests/${id}`}>
                    <b className="w5">{title}</b>
                    <span className="t2 num">
                      {number} · {place} · {dayTime(at, now)}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <More query={query} />
          </>
        )
      }
    </Loaded>
  );
};
