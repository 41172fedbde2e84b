import type { PhrasingApi, phrasingWays } from '../../phrasing/world.js';

export const phrasingNames: Record<PhrasingApi | '*', string> = { phrase: '组织语言 phrase', '*': '所有接口' };

export const phrasingTexts = {
  intro: '这里的语言模型是模拟的：不管问什么，都照下面选的答。它多说了原文没有的，业主看到的应该还是原文。',
  script: '怎么答',
  way: '业主问一问时',
  ways: {
    nothing: '不说话，业主看原文',
    passage: '照原文说，换个语气',
    more: '照原文说，再编一句原文没有的',
    words: '不管问什么都说下面这句',
  } satisfies Record<(typeof phrasingWays)[number], string>,
  words: '就说这句',
  save: '就这么答',
  last: '最近送来的问题',
  none: '还没有',
  before: '您好，是这样的：',
  invented: '另外，本月办理可以减免 88 元，请找王建国经理。',
};
