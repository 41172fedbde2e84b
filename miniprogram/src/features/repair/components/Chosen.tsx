import { Text, View } from '@tarojs/components';
import type { ProblemTypeView } from 'shared-types/repair';
import { zh } from '../../../locales/zh-CN';
import { aria } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { Icon } from '../../../ui/Icon';
import { Option } from '../../../ui/Option';
import { chooseAgain, tickEmergency } from '../typing';
import type { Report } from '../useReport';

const words = zh.report;

const iconOf: Record<string, string> = {
  plumbing: 'drop',
  drainage: 'drop',
  lift: 'door',
  access: 'door',
  leakage: 'drop',
};

/** How sure the recogniser is, in a figure and as a bar. */
const Sureness = ({ type, percent }: { type: string; percent: number }) => (
  <View className="row g2 sureness" {...aria({ role: 'img', label: words.heardAs(type, percent) })}>
    <Text className="t2 num">{words.sure(percent)}</Text>
    <View className="sure-bar">
      <View className="sure-fill" style={{ width: `${percent}%` }} />
    </View>
  </View>
);

/** The kind of trouble that will be sent, one tap away from another, and whether it is an emergency. */
export const Chosen = ({ type, report }: { type: ProblemTypeView; report: Report }) => {
  const { emergency = null, by = null, heard = null } = report.draft ?? {};
  const percent = by === 'heard' ? (heard?.view.confidencePercent ?? null) : null;
  const wasHeard = emergency !== null && emergency === heard?.view.emergency;
  return (
    <View className="card what-chosen">
      <View className="row g3">
        <View className="tb">
          <Icon name={iconOf[type.id] ?? 'wrench'} size={30} />
        </View>
        <View className="grow">
          <View className="row g2 wrap">
            <Text className="fs-m w6">{type.name}</Text>
            {percent === null ? null : <Sureness type={type.name} percent={percent} />}
          </View>
          {emergency ? <Chip shape="urgent" word={words.asUrgent(emergency)} /> : null}
        </View>
        <Button word={words.whatChosen} kind="sec" size="sm" onTap={() => report.update(chooseAgain)} />
      </View>
      {type.emergencies.length > 0 ? (
        <View className="what-more">
          <Text className={`line ${wasHeard ? 'td' : 't2'}`}>
            {wasHeard && emergency ? words.soundsUrgent(emergency) : words.situations}
          </Text>
          <View className="opts">
            {type.emergencies.map((one) => (
              <Option
                key={one}
                word={one}
                danger
                many
                on={one === emergency}
                onTap={() => report.update((draft) => tickEmergency(draft, one))}
              />
            ))}
          </View>
        </View>
      ) : null}
    </View>
  );
};
