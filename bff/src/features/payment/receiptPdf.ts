import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { plainYuan } from 'shared-types/money';
import type { ReceiptView } from 'shared-types/payment';
import { clockTime, toDay } from 'shared-types/time';
import { paymentTexts } from '../../locales/payment.js';

/** A CJK font that may be embedded; the standard fonts of PDF have no Chinese. */
const font = join(
  dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')),
  '../fonts/NotoSansHans-Regular.otf',
);

const t = paymentTexts.receipt;
const left = 40;
const width = 340;
const right = left + width;

type Pdf = InstanceType<typeof PDFDocument>;

const pair = (pdf: Pdf, label: string, value: string): void => {
  const { y } = pdf;
  pdf.fontSize(10).fillColor('#6B7672').text(label, left, y, { width: 70 });
  pdf.fillColor('#1E2926').text(value, left + 76, y, { width: width - 76 });
  pdf.moveDown(0.4);
};

const rule = (pdf: Pdf): void => {
  pdf.moveTo(left, pdf.y).lineTo(right, pdf.y).lineWidth(0.5).strokeColor('#C9CFCC').stroke();
  pdf.moveDown(0.5);
};

const row = (pdf: Pdf, title: string, amount: string): void => {
  const { y } = pdf;
  pdf.text(amount, right - 110, y, { width: 110, align: 'right' });
  pdf.text(title, left, y, { width: width - 120 });
  pdf.moveDown(0.4);
};

const draw = (pdf: Pdf, receipt: ReceiptView): void => {
  pdf.font(font).fontSize(20).fillColor('#1E2926').text(t.title, left, 40, { width, align: 'center' });
  pdf.moveDown(0.6);
  pair(pdf, t.number, receipt.number);
  pair(pdf, t.unit, receipt.communityName);
  if (receipt.houseLabel) pair(pdf, t.house, receipt.houseLabel);
  pair(pdf, t.payer, receipt.payer);
  pair(pdf, t.paidAt, `${toDay(receipt.paidAt)} ${clockTime(receipt.paidAt)}`);
  pair(pdf, t.way, `${receipt.channelName}${receipt.reference ? ` ${receipt.reference}` : ''}`);
  rule(pdf);
  pdf.fontSize(10);
  row(pdf, t.item, t.amount);
  for (const line of receipt.lines) row(pdf, line.title, plainYuan(line.amountFen));
  rule(pdf);
  row(pdf, t.total, plainYuan(receipt.amountFen));
  pair(pdf, t.words, receipt.amountWords);
  if (receipt.refundedFen > 0) row(pdf, t.refunded, plainYuan(receipt.refundedFen));
  if (receipt.reversed) pdf.fillColor('#B3261E').text(t.reversed, left).fillColor('#1E2926').moveDown(0.4);
  if (receipt.collector) pair(pdf, t.collector, receipt.collector);
  pdf.moveDown(0.6).fontSize(9).fillColor('#6B7672').text(receipt.notice, left, pdf.y, { width });
};

/** The receipt on A5 paper, a further page where there are many bills. */
export const receiptPdf = (receipt: ReceiptView): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const pdf = new PDFDocument({ size: 'A5', margin: left, info: { Title: receipt.number } });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    draw(pdf, receipt);
    pdf.end();
  });
