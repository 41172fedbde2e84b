import { useNavigate } from 'react-router';
import { type InboxMessage, listStaffInbox, markStaffInboxRead } from 'shared-types/notification';
import { useNow } from '../../lib/clock';
import { useCommand, usePages } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/inbox';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';

const Message = ({ message, onOpen }: { message: InboxMessage; onOpen: () => void }) => {
  const now = useNow();
  return (
    <button type="button" className="msg" onClick={onOpen}>
      <span className={`dot ${message.read ? 'read' : ''}`} role="img" aria-label={message.read ? t.read : t.notRead} />
      <b className={message.read ? 'w5' : ''}>{message.title}</b>
      <time className="t3" dateTime={message.at}>
        {when(message.at, now)}
      </time>
      <p className="t2 pre">{message.body}</p>
    </button>
  );
};

/** 消息: what this person was told; opening one marks it as read. */
export const MessagesPage = () => {
  const navigate = useNavigate();
  const query = usePages(listStaffInbox);
  const mark = useCommand(markStaffInboxRead, { refreshes: [listStaffInbox] });
  const unread = query.first?.unread ?? 0;
  const open = (message: InboxMessage) => {
    if (!message.read) mark.mutate({ body: { ids: [message.id] } });
    if (message.link) void navigate(message.link);
  };
  return (
    <Page title={t.title} live>
      <div className="col g2" style={{ width: '100%', maxWidth: 760 }}>
        {unread > 0 && (
          <div className="row g2">
            <span className="t2 num grow">{t.unread(unread)}</span>
            <button
              type="button"
              className="btn ghost sm"
              disabled={mark.isPending}
              onClick={() => mark.mutate({ body: {} })}
            >
              {t.markAll}
            </button>
          </div>
        )}
        <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards count={5} height={72} />}>
          {() =>
            query.items.length === 0 ? (
              <Empty>{t.empty}</Empty>
            ) : (
              <>
                <section className="card">
                  {query.items.map((message) => (
                    <Message key={message.id} message={message} onOpen={() => open(message)} />
                  ))}
                </section>
                <More query={query} />
              </>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
};
