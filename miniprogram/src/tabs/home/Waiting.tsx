import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ResponseOf } from 'shared-types/contract';
import type { readOwnerHome } from 'shared-types/repair';
import { pages } from '../../lib/pages';
import { keys, read } from '../../lib/storage';
import { zh } from '../../locales/zh-CN';
import { Chip, type ShapeName } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { Tap } from '../../ui/Tap';
import { OwedRow } from './Owed';

interface Item {
  id: string;
  icon: string;
  tone: '' | 'm' | 'd';
  title: string;
  words: string;
  chip: { shape: ShapeName; word: string } | null;
  url: string;
}

const itemsOf = (home: ResponseOf<typeof readOwnerHome>): Item[] => [
  ...(read(keys.draft)
    ? [
        {
          id: 'draft',
          icon: 'cloud',
          tone: 'm' as const,
          title: zh.home.draft,
          words: zh.home.draftWhy,
          chip: null,
          url: pages.report,
        },
      ]
    : []),
  ...home.toConfirm.map((repair) => ({
    id: repair.id,
    icon: 'wrench',
    tone: '' as const,
    title: repair.title,
    words: zh.home.toConfirm,
    chip: { shape: 'asking' as const, word: zh.home.waiting },
    url: pages.repair(repair.id),
  })),
  ...home.complaints.map(({ id, title, latest, stage }) => ({
    id,
    icon: 'horn',
    tone: '' as const,
    title: zh.home.complaint(title),
    words: latest,
    chip: {
      shape: stage === 3 ? ('asking' as const) : ('waiting' as const),
      word: zh.complaintStages[stage] ?? '',
    },
    url: pages.complaint(id),
  })),
  ...home.applications.map(({ id, houseLabel, status, reason }) => ({
    id,
    icon: 'building',
    tone: '' as const,
    title: houseLabel,
    words: status === 'pending' ? zh.home.underReviewWhy : (reason ?? ''),
    chip:
      status === 'pending'
        ? { shape: 'review' as const, word: zh.home.underReview }
        : { shape: 'void' as const, word: zh.home.rejected },
    url: pages.bindings,
  })),
  ...home.passes.map(({ id, name, windowWords, state, stateName }) => ({
    id,
    icon: 'door',
    tone: '' as const,
    title: zh.home.guest(name),
    words: windowWords,
    chip: { shape: state === 'open' ? ('valid' as const) : ('waiting' as const), word: stateName },
    url: pages.pass(id),
  })),
  ...home.notices
    .filter(({ kind }) => kind !== 'emergency')
    .map(({ id, title, summary, outage }) => ({
      id,
      icon: 'horn',
      tone: '' as const,
      title,
      words: summary,
      chip: outage?.state === 'running' ? { shape: 'due' as const, word: outage.stateName } : null,
      url: pages.announcement(id),
    })),
  ...(home.unread > 0
    ? [
        {
          id: 'inbox',
          icon: 'bell',
          tone: '' as const,
          title: zh.home.unread(home.unread),
          words: zh.home.unreadWhy,
          chip: null,
          url: pages.inbox,
        },
      ]
    : []),
];

/** What waits for this person, before anything they might want to do. Large type shows bills on cards of their own. */
export const Waiting = ({ home, bills }: { home: ResponseOf<typeof readOwnerHome>; bills: boolean }) => {
  const items = itemsOf(home);
  const owed = bills ? home.bills : [];
  if (items.length + owed.length === 0) return null;
  return (
    <View className="card rows waiting">
      {owed.map((one) => (
        <OwedRow key={one.houseId} bills={one} named={home.houses.length > 1} />
      ))}
      {items.map(({ id, icon, tone, title, words, chip, url }) => (
        <Tap
          key={id}
          className="item"
          role="link"
          label={`${title} ${chip?.word ?? ''} ${words}`}
          onTap={() => void Taro.navigateTo({ url })}
        >
          <View className={`item-mark ${tone}`}>
            <Icon name={icon} size={26} />
          </View>
          <View className="grow">
            <View className="row g2 wrap">
              <Text className="fs-m w5">{title}</Text>
              {chip ? <Chip shape={chip.shape} word={chip.word} /> : null}
            </View>
            <Text className="t2 line">{words}</Text>
          </View>
          <Icon name="next" size={18} className="t3" />
        </Tap>
      ))}
    </View>
  );
};
