import { clockTime } from 'shared-types/time';
import type { Notice } from '../notices.js';
import { type Outages, outageKinds } from '../outages.js';
import { type Html, html } from './html.js';
import { noticeNames, noticeStates, outageNames, providerTexts as texts } from './locales/providers.js';
import { options, poster } from './parts.js';

export const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** A table that keeps itself fresh, or a sentence while it is empty. */
export const tableCard = (
  id: string,
  title: string,
  hint: string,
  empty: string,
  heads: string[],
  rows: Html[],
) => html`
<section class="card wide" id="${id}" data-live aria-labelledby="${id}-h"><h2 id="${id}-h">${title}<small>${hint}</small></h2>
${
  rows.length === 0
    ? html`<p class="empty">${empty}</p>`
    : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}-h"><table><thead><tr>${heads.map(
        (head) => html`<th>${head}</th>`,
      )}</tr></thead><tbody>${rows}</tbody></table></div>`
}</section>`;

export const outageCard = <A extends string>(
  base: string,
  outages: Outages<A>,
  names: Record<A | '*', string>,
): Html => {
  const active = outages.list();
  return html`
<section class="card" aria-labelledby="faults-h"><h2 id="faults-h">${texts.faults}</h2>
<div id="faults" data-live>${
    active.length === 0
      ? html`<p class="empty">${texts.faultsEmpty}</p>`
      : html`<ul class="faults">${active.map(
          (one) =>
            html`<li><span><b>${outageNames[one.kind]}</b><small>${names[one.api]} · ${texts.timesOf(one.times)}${
              one.kind === 'slow' ? ` · ${one.ms} ms` : ''
            }</small></span><button type="button" class="ghost" id="drop-${one.id}" data-delete="${base}/outages?id=${one.id}">${texts.cancel}</button></li>`,
        )}</ul>`
  }</div>
<form data-post="${base}/outages">
<label>${texts.api}<select name="api">${options([...outages.apis, '*'] as (A | '*')[], names)}</select></label>
<label>${texts.kind}<select name="kind">${options(outageKinds, outageNames)}</select></label>
<label>${texts.times}<select name="times" data-number>${[1, 2, 3, 10].map(
    (n) => html`<option value="${n}">${texts.timesOf(n)}</option>`,
  )}<option value="">${texts.timesOf(null)}</option></select></label>
<label data-for="slow">${texts.ms}<input name="ms" type="number" min="1" max="120000" value="15000" inputmode="numeric"></label>
<button type="submit" class="pri">${texts.add}</button></form></section>`;
};

export const noticeCard = (base: string, notices: readonly Notice<unknown>[]): Html =>
  tableCard(
    'notices',
    texts.notices,
    texts.noticesHint,
    texts.noticesEmpty,
    [texts.about, texts.what, texts.state, texts.answer, texts.act],
    notices.slice(0, 50).map(
      ({ id, about, way, state, tries, answer }) => html`<tr><td>${about}</td><td>${noticeNames[way]}</td>
<td>${noticeStates[state]} <small>${texts.tries(tries)}</small></td><td>${answer ?? ''}</td>
<td>${poster(`again-${id}`, texts.again, `${base}/notices/again`, { id }, 'ghost')}</td></tr>`,
    ),
  );

export const callCard = <A extends string>(outages: Outages<A>, names: Record<A | '*', string>): Html =>
  tableCard(
    'calls',
    texts.calls,
    '',
    texts.callsEmpty,
    [texts.time, texts.api, texts.about, texts.answer],
    outages
      .calls()
      .slice(0, 50)
      .map(
        (call) => html`<tr><td><time class="num">${clockTime(call.at)}</time></td><td>${names[call.api]}</td>
<td>${call.about}</td><td>${call.answer}${call.outage && html` <small class="cause">${outageNames[call.outage]}</small>`}</td></tr>`,
      ),
  );
