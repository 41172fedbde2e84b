import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { toDay } from 'shared-types/time';
import type { Invoice } from './world.js';

const require = createRequire(import.meta.url);
let font: Buffer | null = null;

const chinese = (): Buffer => {
  font ??= readFileSync(join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf'));
  return font;
};

const yuan = (fen: number): string => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
/** Amounts are with tax; what is left without it, rounded half up. */
const netOf = (fen: number, rateBp: number): number =>
  Math.floor((fen * 20_000 + 10_000 + rateBp) / ((10_000 + rateBp) * 2));

const red = '#c0392b';
const ink = '#333333';

const rowsOf = (invoice: Invoice): string[][] =>
  invoice.request.lines.map((line) => {
    const net = netOf(line.amountFen, line.taxRateBp);
    return [line.name, yuan(net), `${line.taxRateBp / 100}%`, yuan(line.amountFen - net), yuan(line.amountFen)];
  });

const columns = [40, 300, 380, 440, 510];

const drawRow = (page: PDFKit.PDFDocument, cells: string[], y: number): void => {
  for (const [index, cell] of cells.entries())
    page.text(cell, columns[index] ?? 40, y, { width: index === 0 ? 250 : 75, lineBreak: false });
};

const draw = (page: PDFKit.PDFDocument, invoice: Invoice): void => {
  const { request } = invoice;
  page.registerFont('chinese', chinese()).font('chinese').fillColor(red);
  page.fontSize(20).text('电子发票（普通发票）', 40, 36, { align: 'center', width: 515 });
  page.fontSize(13).text('模拟开具 · 不作报销凭证', 40, 66, { align: 'center', width: 515 });
  page.fillColor(ink).fontSize(10);
  page.text(`发票号码：${invoice.invoiceNo ?? ''}`, 360, 92);
  page.text(`开票日期：${toDay(invoice.issuedAt ?? '')}`, 360, 108);
  page.text(`购买方：${request.title.name}`, 40, 92, { width: 300 });
  page.text(`税号：${request.title.taxNo ?? '—'}`, 40, 124);
  page.text(`销售方：${request.sellerName}`, 40, 140, { width: 300 });
  page.text(`税号：${request.sellerTaxNo}`, 40, 156);
  page.fillColor(red);
  drawRow(page, ['项目名称', '金额', '税率', '税额', '价税合计'], 190);
  page.moveTo(40, 206).lineTo(555, 206).strokeColor(red).stroke();
  page.fillColor(ink);
  let y = 214;
  for (const row of rowsOf(invoice)) {
    if (y > 740) {
      page.addPage();
      y = 40;
    }
    drawRow(page, row, y);
    y += 18;
  }
  page.moveTo(40, y).lineTo(555, y).stroke();
  page.fontSize(12).text(`价税合计：${yuan(request.totalFen)}`, 40, y + 10);
  page.fontSize(9).text(`备注：${request.remark}`, 40, y + 32, { width: 515 });
  if (invoice.redInvoiceNo)
    page
      .fontSize(12)
      .fillColor(red)
      .text(`已全额红冲，红字发票号码：${invoice.redInvoiceNo}`, 40, y + 60);
  page
    .save()
    .rotate(-24, { origin: [297, 420] })
    .fillColor(red, 0.14)
    .fontSize(44);
  page.text('模拟开具 · 不作报销凭证', 20, 400, { align: 'center', width: 555, lineBreak: false }).restore();
};

/** The PDF of an issued invoice, marked all over as pretended. */
export const paperOf = (invoice: Invoice): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const page = new PDFDocument({ size: 'A4', margin: 36, info: { Title: '模拟开具 · 不作报销凭证' } });
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
    draw(page, invoice);
    page.end();
  });
