import { certificateKinds, type StaffMemberView } from 'shared-types/staff';
import { toDay } from 'shared-types/time';
import { useNow } from '../../lib/clock';
import { t } from '../../locales/zh-CN/team';
import { Chip } from '../../ui/Chip';
import { SelectField, TextField } from '../../ui/Field';
import { certificateState } from './certificateState';

type Certificate = StaffMemberView['certificates'][number];

const mostCertificates = 10;

/** Each paper with its last day; one that has run out is said in red. */
export const CertificateWords = ({ certificates, today }: { certificates: readonly Certificate[]; today: string }) =>
  certificates.length === 0 ? (
    <span className="t3">—</span>
  ) : (
    <span className="col">
      {certificates.map((one) => {
        const kind = t.certificateKinds[one.kind];
        const state = certificateState(one.validUntil, today);
        if (state === 'expired')
          return (
            <Chip key={`${one.kind}${one.number}`} name="overdue">
              {t.expired(kind, one.validUntil)}
            </Chip>
          );
        return (
          <span key={`${one.kind}${one.number}`} className={state === 'soon' ? 'tm nowrap num' : 'nowrap num'}>
            {state === 'soon' ? t.expiresSoon(kind, one.validUntil) : t.validUntil(kind, one.validUntil)}
          </span>
        );
      })}
    </span>
  );

interface CertificateFieldsProps {
  certificates: readonly Certificate[];
  onCertificates: (certificates: Certificate[]) => void;
}

/** The papers of a member, to be added, changed and taken away. */
export const CertificateFields = ({ certificates, onCertificates }: CertificateFieldsProps) => {
  const today = toDay(useNow());
  const change = (i: number, part: Partial<Certificate>) =>
    onCertificates(certificates.map((one, at) => (at === i ? { ...one, ...part } : one)));
  return (
    <fieldset className="field" aria-label={t.form.certificates}>
      <span>{t.form.certificates}</span>
      {certificates.length === 0 && <p className="t3">{t.form.noCertificates}</p>}
      {certificates.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a paper has no name of its own while it is typed
        <div key={i} className="paper">
          <SelectField
            label={t.form.certificate}
            value={one.kind}
            onValue={(kind) => change(i, { kind: kind as Certificate['kind'] })}
            choices={certificateKinds.map((kind) => ({ value: kind, label: t.certificateKinds[kind] }))}
          />
          <TextField
            label={t.form.number}
            value={one.number}
            onValue={(number) => change(i, { number })}
            maxLength={40}
          />
          <TextField
            label={t.form.until}
            type="date"
            value={one.validUntil}
            onValue={(validUntil) => change(i, { validUntil })}
            error={certificateState(one.validUntil, today) === 'expired' ? t.form.expired : undefined}
          />
          <button
            type="button"
            className="btn plain sm"
            aria-label={t.form.removeCertificate(t.certificateKinds[one.kind])}
            onClick={() => onCertificates(certificates.filter((_, at) => at !== i))}
          >
            {t.form.removeShort}
          </button>
        </div>
      ))}
      {certificates.length < mostCertificates && (
        <button
          type="button"
          className="btn sec sm"
          style={{ alignSelf: 'start' }}
          onClick={() => onCertificates([...certificates, { kind: 'electrician', number: '', validUntil: '' }])}
        >
          {t.form.addCertificate}
        </button>
      )}
    </fieldset>
  );
};
