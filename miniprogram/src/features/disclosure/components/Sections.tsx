import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { DisclosureSection, ReportView } from 'shared-types/disclosure';
import { formatFen } from 'shared-types/money';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';
import { Money } from '../../../ui/Money';
import { Segments } from '../../../ui/Segments';
import { Figure } from './Figure';

interface Line {
  name: string;
  fen: number;
}

/** A balance from the month's beginning to its end, as a sum that can be followed. */
const Equation = ({ lines }: { lines: readonly Line[] }) => (
  <View className="card equation">
    {lines.map(({ name, fen }, index) => (
      <View key={name} className={`equation-line ${index === lines.length - 1 ? 'last' : ''}`}>
        <Text className="grow t2">{name}</Text>
        <Money fen={fen} className={index === lines.length - 1 ? 'fs-m tb' : ''} />
      </View>
    ))}
  </View>
);

const equationOf = (report: ReportView, section: DisclosureSection): Line[] | null => {
  const { fund, publicRevenue: revenue } = report;
  if (section === 'maintenance-fund')
    return [
      { name: words.fund.opening, fen: fund.openingFen },
      { name: words.fund.in, fen: fund.inFen },
      { name: words.fund.out, fen: -fund.outFen },
      { name: words.fund.closing, fen: fund.closingFen },
    ];
  if (section === 'public-revenue')
    return [
      { name: words.revenue.opening, fen: revenue.openingFen },
      { name: words.revenue.in, fen: revenue.inFen },
      { name: words.revenue.used, fen: -revenue.usedFen },
      { name: words.revenue.closing, fen: revenue.closingFen },
    ];
  return null;
};

/** Expenses first: that is what people look for. */
const order: readonly DisclosureSection[] = ['expense', 'income', 'public-revenue', 'maintenance-fund'];

/** Where the money went and came from, each figure opening to its vouchers. */
export const Sections = ({ report }: { report: ReportView }) => {
  const [section, setSection] = useState<DisclosureSection>('expense');
  const [open, setOpen] = useState<string | null>(null);
  const lines = report.sections.find((one) => one.section === section)?.lines ?? [];
  const equation = equationOf(report, section);
  const { billedFen, collectedFen, rateBp } = report.collection;
  return (
    <>
      <Text className="fs-m w6 line where">{words.where}</Text>
      <View className="segments-box">
        <Segments
          items={order.map((key) => ({ key, word: words.sections[key] }))}
          now={section}
          onChange={(key) => {
            setSection(key);
            setOpen(null);
          }}
        />
      </View>
      {equation ? <Equation lines={equation} /> : null}
      <View className="card figures">
        {lines.length === 0 ? <Text className="t2 line note">{words.noLines}</Text> : null}
        {lines.map((line) => (
          <Figure
            key={`${section} ${line.account}`}
            reportId={report.id}
            line={line}
            tone={section === 'expense' ? 'money' : 'brand'}
            open={open === line.account}
            onToggle={() => setOpen(open === line.account ? null : line.account)}
          />
        ))}
      </View>
      {section === 'income' && billedFen > 0 ? (
        <Text className="t2 num line note">
          {words.collection(formatFen(billedFen), formatFen(collectedFen), `${(rateBp / 100).toFixed(1)}%`)}
        </Text>
      ) : null}
    </>
  );
};
