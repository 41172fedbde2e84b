import { Input, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { formatFen, moneyParts, parseYuan } from 'shared-types/money';
import { billingWords } from '../../../locales/zh-CN/billing';
import { fieldLabel } from '../../../ui/aria';
import { Option } from '../../../ui/Option';
import { Sheet } from '../../../ui/Sheet';
import { usePaying } from '../usePaying';

const words = billingWords.balance;
const offersFen = [10_000, 30_000, 50_000, 100_000] as const;
/** What fits on a phone's line; the server has the last word. */
const longest = 10;

interface Props {
  houseId: string;
  onClose: () => void;
  refresh: () => Promise<void>;
}

/** Puts money by for later bills: one of a few amounts, or one's own. */
export const TopUp = ({ houseId, onClose, refresh }: Props) => {
  const [chosen, setChosen] = useState<number | null>(offersFen[0]);
  const [text, setText] = useState('');
  const paying = usePaying(refresh);
  const typed = text.trim() === '' ? null : parseYuan(text);
  const wrong = text.trim() !== '' && (typed === null || typed <= 0);
  const fen = text.trim() === '' ? chosen : wrong ? null : typed;
  const pay = (): void => {
    if (fen) paying.pay({ houseId, topUpFen: fen, channel: 'wechat-jsapi', expectedFen: fen });
  };
  return (
    <Sheet
      title={words.topUpTitle}
      words={words.topUpWhy}
      yes={{
        word: fen ? words.topUpPay(formatFen(fen)) : words.topUpTitle,
        disabled: paying.busy || !fen,
        onTap: pay,
      }}
      no={{ word: words.topUpKeep, onTap: onClose }}
    >
      <View className="opts">
        {offersFen.map((offer) => (
          <Option
            key={offer}
            word={`¥${moneyParts(offer).whole}`}
            on={text.trim() === '' && chosen === offer}
            onTap={() => {
              setText('');
              setChosen(offer);
            }}
          />
        ))}
      </View>
      <Input
        className="field"
        type="digit"
        value={text}
        maxlength={longest}
        placeholder={words.topUpOther}
        {...fieldLabel(words.topUpOther)}
        onInput={({ detail }) => setText(detail.value)}
      />
      {wrong ? <Text className="td line">{words.topUpWrong}</Text> : null}
      {paying.said === 'cancelled' ? <Text className="t2 line">{words.topUpCancelled}</Text> : null}
    </Sheet>
  );
};
