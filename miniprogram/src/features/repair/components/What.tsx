import { Input, Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ProblemTypeView } from 'shared-types/repair';
import { zh } from '../../../locales/zh-CN';
import { fieldLabel } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';
import { Tap } from '../../../ui/Tap';
import { rankTypes, searchTypes } from '../suggest';
import type { Report } from '../useReport';
import { Option } from './Option';
import { StepHead } from './StepHead';

const words = zh.report;
/** Shown before all are asked for; one of them is meant nearly always. */
const likely = 6;

const iconOf: Record<string, string> = {
  plumbing: 'drop',
  drainage: 'drop',
  lift: 'door',
  access: 'door',
  leakage: 'drop',
};

const Chosen = ({ type, report }: { type: ProblemTypeView; report: Report }) => {
  const emergency = report.draft?.emergency ?? null;
  return (
    <View className="card what-chosen">
      <View className="row g3">
        <View className="tb">
          <Icon name={iconOf[type.id] ?? 'wrench'} size={30} />
        </View>
        <View className="grow">
          <Text className="fs-m w6 line">{type.name}</Text>
          {emergency ? <Chip shape="urgent" word={words.asUrgent(emergency)} /> : null}
        </View>
        <Button
          word={words.whatChosen}
          kind="ghost"
          size="sm"
          onTap={() => report.change({ type: null, emergency: null })}
        />
      </View>
      {type.emergencies.length > 0 ? (
        <View className="what-more">
          <Text className="t2 line">{words.situations}</Text>
          <View className="opts">
            {type.emergencies.map((one) => (
              <Option
                key={one}
                word={one}
                danger
                many
                on={one === emergency}
                onTap={() => report.change({ emergency: one === emergency ? null : one })}
              />
            ))}
          </View>
        </View>
      ) : null}
    </View>
  );
};

/** The kind of trouble: the likeliest first, all of them, or found by a word. */
export const What = ({ types, report }: { types: readonly ProblemTypeView[]; report: Report }) => {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const chosen = types.find(({ id }) => id === report.draft?.type?.id);
  const found = search.trim() ? searchTypes(types, search) : rankTypes(types, report.draft?.text ?? '');
  const shown = all ? found : found.slice(0, likely);
  return (
    <>
      <StepHead no={1} title={words.what} ok={chosen !== undefined} />
      {chosen ? (
        <Chosen type={chosen} report={report} />
      ) : (
        <View>
          {all ? (
            <View className="what-search">
              <Icon name="search" size={20} className="t3" />
              <Input
                className="what-input"
                value={search}
                placeholder={words.whatSearch}
                {...fieldLabel(words.whatSearch)}
                onInput={({ detail }) => setSearch(detail.value)}
              />
            </View>
          ) : null}
          <View className="opts">
            {shown.map(({ id, name }) => (
              <Option
                key={id}
                word={name}
                on={false}
                onTap={() => report.change({ type: { id, name }, emergency: null })}
              />
            ))}
            {all ? null : (
              <Tap className="opt what-all" label={words.whatAll(types.length)} onTap={() => setAll(true)}>
                <Text>{words.whatAll(types.length)}</Text>
                <Icon name="down" size={16} />
              </Tap>
            )}
          </View>
          {found.length === 0 ? <Text className="t2">{words.whatNone}</Text> : null}
        </View>
      )}
    </>
  );
};
