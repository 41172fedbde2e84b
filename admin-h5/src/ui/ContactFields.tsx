import { t } from '../locales/zh-CN/common';
import { TextField } from './Field';

interface Contact {
  name: string;
  phone: string;
}

/** Whom to call back, as the caller says it. */
export const ContactFields = ({
  contact,
  onContact,
  bad,
}: {
  contact: Contact;
  onContact: (contact: Contact) => void;
  bad: Record<string, string>;
}) => (
  <div className="row g3 wrap top-a">
    <div className="grow" style={{ minWidth: 160 }}>
      <TextField
        label={t.contactName}
        value={contact.name}
        onValue={(name) => onContact({ ...contact, name })}
        maxLength={30}
        error={bad.contactName}
      />
    </div>
    <div className="grow" style={{ minWidth: 160 }}>
      <TextField
        label={t.contactPhone}
        value={contact.phone}
        onValue={(phone) => onContact({ ...contact, phone })}
        inputMode="tel"
        maxLength={30}
        error={bad.contactPhone}
      />
    </div>
  </div>
);
