import type { WhitePaperView } from 'shared-types/whitePaper';
import { t } from '../../locales/zh-CN/whitePaper';
import { Line } from './parts';

/** What next month is likely to bring, and what to prepare for it. */
export const Forecast = ({ forecast }: { forecast: WhitePaperView['forecast'] }) => (
  <section className="card pad col g2">
    <h2>{t.forecast(forecast.period)}</h2>
    <p className="t2">{t.basis[forecast.basis]}</p>
    <ul className="plain">
      {forecast.lines.map(({ typeId, name, count, low, high, now }) => (
        <Line key={typeId} name={name} note={t.thisMonth(now)} value={t.forecastOf(count, low, high)} />
      ))}
    </ul>
    {forecast.people.length > 0 && (
      <>
        <h3 className="fs-m">{t.people}</h3>
        <ul className="plain">
          {forecast.people.map(({ skill, name, hours, needed, have }) => (
            <li key={skill} className={`row between g3 wrap slip-line ${needed > have ? 'tm' : ''}`}>
              <b className="w5">{name}</b>
              <span className="num">{t.peopleOf(hours, needed, have)}</span>
            </li>
          ))}
        </ul>
      </>
    )}
    {forecast.parts.length > 0 && (
      <>
        <h3 className="fs-m">{t.parts}</h3>
        <p className="num">{forecast.parts.map(({ name, quantity }) => t.part(name, quantity)).join('、')}</p>
      </>
    )}
  </section>
);
