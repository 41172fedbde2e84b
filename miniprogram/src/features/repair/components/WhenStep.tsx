import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { serverNow } from '../../../lib/clock';
import { zh } from '../../../locales/zh-CN';
import { Option } from '../../../ui/Option';
import { Sheet } from '../../../ui/Sheet';
import { now as rightNow } from '../draft';
import type { Report } from '../useReport';
import { dayChoices, other, slotChoices, soon } from '../when';
import { StepHead } from './StepHead';

const words = zh.report;

const OtherTime = ({ report, onClose }: { report: Report; onClose: () => void }) => {
  const at = serverNow();
  const days = dayChoices(at).filter(({ day }) => slotChoices(day, at).length > 0);
  const [day, setDay] = useState(days[0]?.day ?? '');
  const slots = slotChoices(day, at);
  const [name, setName] = useState(slots[0]?.name ?? '');
  const slot = slots.find((one) => one.name === name) ?? slots[0];
  return (
    <Sheet
      title={words.when}
      yes={{
        word: slot ? other(day, slot, at).words : zh.ok,
        disabled: !slot,
        onTap: () => {
          if (slot) report.change({ when: other(day, slot, at) });
          onClose();
        },
      }}
      no={{ word: zh.cancel, onTap: onClose }}
    >
      <Text className="t2">{words.otherDay}</Text>
      <View className="opts">
        {days.map((one) => (
          <Option key={one.day} word={one.words} on={one.day === day} onTap={() => setDay(one.day)} />
        ))}
      </View>
      <Text className="t2">{words.otherTime}</Text>
      <View className="opts">
        {slots.map((one) => (
          <Option
            key={one.name}
            word={`${one.name} ${one.from}:00–${one.to}:00`}
            on={one.name === slot?.name}
            onTap={() => setName(one.name)}
          />
        ))}
      </View>
    </Sheet>
  );
};

/** Now, this afternoon, or a day and a part of it. */
export const WhenStep = ({ report }: { report: Report }) => {
  const [open, setOpen] = useState(false);
  const when = report.draft?.when ?? rightNow;
  const next = soon(serverNow());
  return (
    <>
      <StepHead no={3} title={words.when} ok />
      <View className="opts">
        <Option word={words.now} on={when.choice === 'now'} onTap={() => report.change({ when: rightNow })} />
        <Option word={next.words} on={when.choice === 'soon'} onTap={() => report.change({ when: next })} />
        <Option
          word={when.choice === 'other' ? when.words : words.other}
          on={when.choice === 'other'}
          onTap={() => setOpen(true)}
        />
      </View>
      {open ? <OtherTime report={report} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
