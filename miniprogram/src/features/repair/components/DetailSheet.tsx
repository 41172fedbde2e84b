import { useState } from 'react';
import type { OwnerRepairView } from 'shared-types/repair';
import { zh } from '../../../locales/zh-CN';
import { Sheet } from '../../../ui/Sheet';
import { Words } from '../../../ui/Words';

const words = zh.detail;

export type Asked = 'cancel' | 'confirm' | 'urge' | 'reopen';

interface Props {
  asked: Asked;
  repair: OwnerRepairView;
  busy: boolean;
  onYes: (text: string) => void;
  /** 还没好 leads on to the question what is not. */
  onNo: () => void;
  onClose: () => void;
}

/** Asks once before each command of a request, and names what it will do. */
export const DetailSheet = ({ asked, repair, busy, onYes, onNo, onClose }: Props) => {
  const [text, setText] = useState('');
  const yes = (word: string, disabled = busy) => ({ word, disabled, onTap: () => onYes(text.trim()) });
  if (asked === 'cancel')
    return (
      <Sheet
        title={words.cancelTitle}
        words={words.cancelAsk}
        yes={{ ...yes(words.cancelDo), danger: true }}
        no={{ word: words.cancelKeep, onTap: onClose }}
      />
    );
  if (asked === 'confirm')
    return (
      <Sheet
        title={words.confirmTitle}
        words={words.confirmAsk}
        yes={yes(words.confirmDo)}
        no={{ word: words.confirmNot, onTap: onNo }}
      />
    );
  if (asked === 'urge')
    return (
      <Sheet
        title={words.urgeTitle}
        words={words.urgeAsk(repair.urges.left)}
        yes={yes(words.urgeDo)}
        no={{ word: words.urgeKeep, onTap: onClose }}
      />
    );
  return (
    <Sheet
      title={words.reopenTitle}
      words={words.reopenAsk}
      yes={yes(words.reopenDo, busy || text.trim() === '')}
      no={{ word: words.reopenKeep, onTap: onClose }}
    >
      <Words value={text} placeholder={words.reopenSay} max={500} onChange={setText} />
    </Sheet>
  );
};
