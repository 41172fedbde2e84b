import { t } from '../../locales/zh-CN/inquiry';
import { SubNav } from '../../ui/SubNav';

/** Who is answered, and what answers. */
export const InquiryRooms = () => (
  <SubNav
    label={t.title}
    rooms={[
      { to: '/inquiries', label: t.title, may: 'inquiry.answer' },
      { to: '/articles', label: t.articles, may: 'inquiry.answer' },
      { to: '/canned-answers', label: t.cannedAnswers, may: 'inquiry.answer' },
    ]}
  />
);
