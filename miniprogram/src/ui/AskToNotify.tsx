import { Text } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { QueryInputOf } from 'shared-types/contract';
import { listSubscriptionTemplates, recordSubscriptions } from 'shared-types/notification';
import { call } from '../lib/api';
import { useCommand } from '../lib/hooks';
import { wx } from '../lib/wx';
import { Button } from './Button';

const mostTemplates = 3;

interface AskToNotifyProps {
  moment: QueryInputOf<typeof listSubscriptionTemplates>['moment'];
  words: { notify: string; notified: string; notNotified: string };
  className?: string;
}

/** Whether WeChat shall tell of what comes next; nothing where there are no templates for the moment. */
export const AskToNotify = ({ moment, words, className = '' }: AskToNotifyProps) => {
  const [templates, setTemplates] = useState<string[]>([]);
  const [answer, setAnswer] = useState<string | null>(null);
  const { busy, run } = useCommand();
  useEffect(() => {
    call(listSubscriptionTemplates, { query: { moment } })
      .then(({ templateIds }) => setTemplates(templateIds))
      // Without templates there is no question to ask; the inbox has the message all the same.
      .catch(() => undefined);
  }, [moment]);
  const ask = (): void => {
    void run(async () => {
      // First in the tap: WeChat shows its question nowhere else.
      const results = await wx.requestSubscribe(templates.slice(0, mostTemplates));
      const given = Object.entries(results).map(([templateId, result]) => ({ templateId, result }));
      if (given.length > 0) await call(recordSubscriptions, { body: { results: given } });
      const accepted = given.some(({ result }) => result === 'accept' || result === 'acceptWithAudio');
      setAnswer(accepted ? words.notified : words.notNotified);
    });
  };
  if (answer) return <Text className={`tb w5 line ${className}`}>{answer}</Text>;
  if (templates.length === 0) return null;
  return <Button word={words.notify} icon="bell" className={`block ${className}`} disabled={busy} onTap={ask} />;
};
