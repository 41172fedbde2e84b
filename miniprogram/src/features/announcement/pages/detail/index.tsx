import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef } from 'react';
import { type AnnouncementView, markAnnouncementRead, readAnnouncement } from 'shared-types/announcement';
import { dayTime } from 'shared-types/time';
import { absolute, call } from '../../../../lib/api';
import { serverNow } from '../../../../lib/clock';
import { useCommand, useRemote } from '../../../../lib/hooks';
import { wx } from '../../../../lib/wx';
import { announcementWords as words } from '../../../../locales/zh-CN/announcement';
import { Button } from '../../../../ui/Button';
import { Chip } from '../../../../ui/Chip';
import { Icon } from '../../../../ui/Icon';
import { Photos } from '../../../../ui/Photos';
import { Screen } from '../../../../ui/Screen';
import { Failed, Skeleton } from '../../../../ui/States';
import { Rich } from '../../components/Rich';
import { outageShapes } from '../../shapes';
import '../../announcement.css';

const Papers = ({ files }: { files: AnnouncementView['files'] }) => {
  const { busy, run } = useCommand();
  const papers = files.filter(({ kind }) => kind === 'document');
  if (papers.length === 0) return null;
  return (
    <View className="row g2 wrap notice-files">
      {papers.map((file, index) => (
        <Button
          key={file.id}
          word={words.file(index + 1)}
          icon="file"
          size="sm"
          disabled={busy}
          onTap={() =>
            void run(() =>
              wx.openDocument({ url: absolute(file.url), headers: {}, name: `${words.file(index + 1)}.pdf` }),
            )
          }
        />
      ))}
    </View>
  );
};

const Body = ({ notice }: { notice: AnnouncementView }) => (
  <View className="card pad-card">
    <View className="notice-head">
      {notice.kind === 'emergency' ? <Chip shape="urgent" word={notice.kindName} pill /> : null}
      <Text className="notice-title line">{notice.title}</Text>
      <Text className="t3 num line">{words.from(notice.from, dayTime(notice.at, serverNow()))}</Text>
    </View>
    {notice.outage ? (
      <View className="notice-off">
        <View className="row g2 wrap">
          <Text className="fs-m w6">{notice.outage.kindName}</Text>
          <Chip shape={outageShapes[notice.outage.state]} word={notice.outage.stateName} />
        </View>
        <Text className="num line">{notice.outage.windowWords}</Text>
      </View>
    ) : null}
    <Rich body={notice.body} />
    <Photos files={notice.files} />
    <Papers files={notice.files} />
    <View className="row g2 notice-foot">
      <Icon name="pin" size={18} className="t3" />
      <Text className="t2 grow">{words.for(notice.placeWords)}</Text>
    </View>
  </View>
);

/** One announcement; to see it is to have read it. */
const AnnouncementPage = () => {
  const { id = '' } = useRouter().params;
  const { data, error, reload } = useRemote(() => call(readAnnouncement, { params: { id } }));
  const marked = useRef(false);
  const unread = data !== null && !data.read;
  useEffect(() => {
    if (!unread || marked.current) return;
    marked.current = true;
    // Not told, it is unread for the office too: the next look tells it.
    call(markAnnouncementRead, { params: { id }, body: {} }).catch(() => {
      marked.current = false;
    });
  }, [unread, id]);
  return (
    <Screen title={words.page}>
      {data ? (
        <Body notice={data} />
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
    </Screen>
  );
};

export default AnnouncementPage;
