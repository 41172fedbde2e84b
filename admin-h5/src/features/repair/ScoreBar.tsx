import { type CandidateView, scoreParts } from 'shared-types/dispatch';
import { t } from '../../locales/zh-CN/dispatch';
import { barOf, barWords, partClass } from './scoreShape';

export const ScoreLegend = () => (
  <div className="lgd" style={{ gap: '4px 12px' }}>
    {scoreParts.map((part) => (
      <span key={part}>
        <i className={`lg ${partClass[part]}`} />
        {t.parts[part]}
      </span>
    ))}
  </div>
);

/** One person's score as a stacked bar; it opens to each part with its words. */
export const ScoreRow = ({ candidate, win }: { candidate: CandidateView; win: boolean }) => (
  <details className={`why ${win ? 'win' : ''}`}>
    <summary>
      <b className={win ? '' : 'w5'}>{candidate.name}</b>
      <span className="stack-bar" aria-hidden="true">
        {barOf(candidate).map((score) => (
          <i key={score.part} className={partClass[score.part]} style={{ width: `${score.width}%` }} />
        ))}
      </span>
      <b className="num">{Math.round(candidate.total)}</b>
      <span className="sr">{barWords(candidate)}</span>
    </summary>
    <ul>
      {barOf(candidate).map((score) => (
        <li key={score.part}>
          <i className={`lg ${partClass[score.part]}`} />
          <span>
            {t.parts[score.part]}：{score.words}
          </span>
          <b className="num">{t.points(score.points)}</b>
        </li>
      ))}
      <li>{t.load(candidate.load, candidate.limit)}</li>
    </ul>
  </details>
);
