import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { demoTexts } from '../locales/demoPage.js';

interface Tokens {
  color: { light: Record<string, string>; dark: Record<string, string> };
  type: { family: string };
}

const tokens = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('shared-types/tokens.json'), 'utf8'),
) as Tokens;

const variables = (colours: Record<string, string>): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

const style = `:root{${variables(tokens.color.light)}}
@media (prefers-color-scheme:dark){:root{${variables(tokens.color.dark)}}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/24px ${tokens.type.family}}
main{max-width:960px;margin:0 auto;padding:40px 16px}h1{font-size:28px;line-height:36px;margin:0}
.lead{color:var(--ink-2);margin:8px 0 24px}.ways{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:12px}
a.way{display:block;background:var(--card);border-radius:12px;padding:16px 20px;text-decoration:none;color:inherit;box-shadow:0 1px 2px rgba(40,36,24,.05),0 6px 18px rgba(40,36,24,.05)}
a.way b{color:var(--brand);font-size:20px;line-height:28px;display:block}a.way:focus-visible{outline:2px solid var(--brand)}
.note{color:var(--ink-2);font-size:14px;line-height:20px}section{margin-top:32px}h2{font-size:16px;line-height:24px;margin:0 0 8px}
table{border-collapse:collapse;width:100%;background:var(--card);border-radius:12px}td,th{text-align:left;padding:8px 20px;border-top:1px solid var(--line)}tr:first-child>*{border-top:0}th{font-weight:500;color:var(--ink-2);white-space:nowrap}code{font:14px ui-monospace,monospace}
.sim{display:inline-block;background:var(--money-soft);color:var(--money);border-radius:99px;padding:2px 10px;font-size:14px;line-height:20px}`;

/** The demo's first page: a way to every front end, the demo logins, and what is simulated. */
export const demoPage = (): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${demoTexts.title}</title><style>${style}</style></head>
<body><main><span class="sim">${demoTexts.badge}</span><h1>${demoTexts.heading}</h1><p class="lead">${demoTexts.lead}</p>
<div class="ways">${demoTexts.ways
  .map((way) => `<a class="way" href="${way.href}"><b>${way.name}</b><span class="note">${way.about}</span></a>`)
  .join('')}</div>
<section><h2>${demoTexts.loginsTitle}</h2><table>${demoTexts.logins
  .map(
    (login) =>
      `<tr><th>${login.who}</th><td><code>${login.username}</code></td><td><code>${login.password}</code></td></tr>`,
  )
  .join('')}</table></section>
<section><h2>${demoTexts.simulatedTitle}</h2><p class="note">${demoTexts.simulated}</p></section>
</main></body></html>`;
