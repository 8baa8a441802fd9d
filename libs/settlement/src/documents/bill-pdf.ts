import type { Bill } from '../domain/billing/bills.js';
import PDFDocument from 'pdfkit';
import { buffer } from 'node:stream/consumers';
import { type BillDocument, billDocument } from './bill-document.js';
import type { Language } from './words.js';

const LEFT = 50;
const COLUMNS = [LEFT, 300, 420] as const;
const RIGHT = 545;
const ROW = 18;

/** A bill on paper. The same bill gives the same bytes: its date is the one of the run. */
export const billPdf = (bill: Bill, language: Language, issuedAt: string): Promise<Buffer> => {
  const document = billDocument(bill, language);
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: LEFT, lang: language },
    info: { Title: document.title, CreationDate: new Date(issuedAt) },
  });
  const bytes = buffer(pdf);
  write(pdf, document);
  pdf.end();
  return bytes;
};

type Pdf = InstanceType<typeof PDFDocument>;

const write = (pdf: Pdf, { title, facts, headings, lines, results }: BillDocument): void => {
  pdf.font('Helvetica-Bold').fontSize(18).text(title).moveDown();
  pdf.fontSize(10);
  for (const [label, value] of facts) {
    pdf.font('Helvetica-Bold').text(`${label}: `, { continued: true });
    pdf.font('Helvetica').text(value);
  }
  pdf.moveDown();
  row(pdf.font('Helvetica-Bold'), headings);
  pdf.moveTo(LEFT, pdf.y).lineTo(RIGHT, pdf.y).stroke().moveDown(0.4);
  for (const line of lines) row(pdf.font('Helvetica'), line);
  pdf.moveTo(LEFT, pdf.y).lineTo(RIGHT, pdf.y).stroke().moveDown(0.4);
  for (const [label, value] of results) row(pdf.font('Helvetica-Bold'), [label, '', value]);
};

const row = (pdf: Pdf, [name, energy, amount]: BillDocument['lines'][number]): void => {
  const y = pdf.y;
  pdf.text(name, COLUMNS[0], y, { width: COLUMNS[1] - LEFT, lineBreak: false });
  pdf.text(energy, COLUMNS[1], y, { width: 100, align: 'right', lineBreak: false });
  pdf.text(amount, COLUMNS[2], y, { width: RIGHT - COLUMNS[2], align: 'right', lineBreak: false });
  pdf.x = LEFT;
  pdf.y = y + ROW;
};
