import { Text, View } from '@tarojs/components';
import { type Choice, dayChoices, onDay, slotChoices, stays } from 'shared-types/passWindow';
import { serverNow } from '../../../lib/clock';
import { accessWords } from '../../../locales/zh-CN/access';
import { Option } from '../../../ui/Option';
import { Strip } from '../../../ui/Screen';

const words = accessWords.form;

/** The day, the part of it, and for how many days. */
export const WhenPart = ({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) => {
  const now = serverNow();
  return (
    <>
      <View className="step-h">
        <Text>{words.when}</Text>
      </View>
      <Strip className="pass-days">
        {dayChoices(now).map(({ day, words: word }) => (
          <Option key={day} word={word} on={day === choice.day} onTap={() => onChange(onDay(choice, day, now))} />
        ))}
      </Strip>
      <View className="step-h">
        <Text>{words.part}</Text>
      </View>
      <View className="opts">
        {slotChoices(choice.day, now).map((slot) => (
          <Option
            key={slot}
            word={words.slots[slot]}
            on={slot === choice.slot}
            onTap={() => onChange({ ...choice, slot })}
          />
        ))}
      </View>
      <View className="step-h">
        <Text>{words.stay}</Text>
      </View>
      <View className="opts">
        {stays.map((stay) => (
          <Option
            key={stay}
            word={words.stays(stay)}
            on={stay === choice.stay}
            onTap={() => onChange({ ...choice, stay })}
          />
        ))}
      </View>
    </>
  );
};
