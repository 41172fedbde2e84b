import { Text, Textarea, View } from '@tarojs/components';
import { fieldLabel } from './aria';
import './words.css';

interface Props {
  value: string;
  placeholder: string;
  max: number;
  disabled?: boolean;
  onChange: (text: string) => void;
}

/** A few sentences; how much room is left shows once it gets long. */
export const Words = ({ value, placeholder, max, disabled = false, onChange }: Props) => (
  <View className="words">
    <Textarea
      className="words-field"
      value={value}
      placeholder={placeholder}
      maxlength={max}
      autoHeight
      disabled={disabled}
      {...fieldLabel(placeholder)}
      onInput={({ detail }) => onChange(detail.value)}
    />
    {value.length > max / 2 ? (
      <Text className="t3 num words-count">
        {value.length}/{max}
      </Text>
    ) : null}
  </View>
);
