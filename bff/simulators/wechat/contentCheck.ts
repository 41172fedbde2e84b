import { randomUUID } from 'node:crypto';
import { contentWords } from './data.js';

/** WeChat's judgement by a short word list that the console shows; the worst word decides. */
export const judgeText = (content: string): object => {
  const hits = contentWords.filter(({ word }) => content.includes(word));
  const worst = hits.find(({ suggest }) => suggest === 'risky') ?? hits[0];
  const suggest = worst?.suggest ?? 'pass';
  const label = worst?.label ?? 100;
  return {
    errcode: 0,
    errmsg: 'ok',
    result: { suggest, label },
    detail: [
      { strategy: 'content_model', errcode: 0, suggest, label, prob: worst ? 90 : 10 },
      ...hits.map((hit) => ({
        strategy: 'keyword',
        errcode: 0,
        suggest: hit.suggest,
        label: hit.label,
        keyword: hit.word,
        level: 90,
      })),
    ],
    trace_id: randomUUID().replaceAll('-', '').slice(0, 32),
  };
};
