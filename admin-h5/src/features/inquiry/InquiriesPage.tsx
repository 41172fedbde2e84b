import { useNavigate, useParams } from 'react-router';
import { listInquiries, type StaffInquiryRow } from 'shared-types/staffInquiry';
import { dayTime } from 'shared-types/time';
import { serverNow, useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { usePages } from '../../lib/query';
import { t } from '../../locales/zh-CN/inquiry';
import { Chip } from '../../ui/Chip';
import { Page } from '../../ui/Page';
import { ScopeTabs } from '../../ui/ScopeTabs';
import { Empty, Loaded, More, Skeleton } from '../../ui/States';
import { InquiryRooms } from './rooms';
import { Thread } from './Thread';
import './inquiry.css';

const names = ['which'] as const;

const Row = ({ one, on, onOpen }: { one: StaffInquiryRow; on: boolean; onOpen: () => void }) => {
  const now = useNow();
  const waited = one.waitingSince ? Math.floor((now.getTime() - Date.parse(one.waitingSince)) / 60_000) : null;
  return (
    <button type="button" className={`inquiry-row ${on ? 'on' : ''}`} aria-current={on} onClick={onOpen}>
      <span className="row g2 wrap">
        <b className="w5">{one.ownerName}</b>
        <span className="t2 grow">{t.from(one.houseLabel, one.helperName)}</span>
        <Chip name={t.status[one.status]}>
          {waited === null
            ? one.mine
              ? t.mine
              : one.staffName
                ? t.withWhom(one.staffName)
                : one.statusName
            : t.waited(waited)}
        </Chip>
      </span>
      <span className="t2 el">{one.last}</span>
      <span className="t3 num">{dayTime(one.at, serverNow())}</span>
    </button>
  );
};

/** The chat console: who waits first, and the talk beside it. */
export const InquiriesPage = () => {
  const { id } = useParams();
  const go = useNavigate();
  const [filters, set] = useFilters(names);
  const which = filters.which === 'over' ? 'over' : 'open';
  const query = usePages(listInquiries, { query: { which } });
  const open = (next: string | null) =>
    void go(`/inquiries${next ? `/${next}` : ''}${which === 'over' ? '?which=over' : ''}`, { replace: true });
  return (
    <Page
      title={t.title}
      tools={<InquiryRooms />}
      live
      side={
        id ? (
          <div className="in">
            <Thread key={id} id={id} />
          </div>
        ) : undefined
      }
      sideTitle={t.title}
      onSideClose={() => open(null)}
    >
      <ScopeTabs
        label={t.title}
        scopes={t.views}
        value={which}
        onValue={(next: 'open' | 'over') => set({ which: next === 'open' ? '' : next })}
      />
      <section className="card pad">
        <Loaded query={query} skeleton={<Skeleton rows={6} height={24} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{which === 'open' ? t.emptyOpen : t.emptyOver}</Empty>
            ) : (
              <>
                <div className="inquiries">
                  {query.items.map((one) => (
                    <Row key={one.id} one={one} on={one.id === id} onOpen={() => open(one.id)} />
                  ))}
                </div>
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </section>
    </Page>
  );
};
