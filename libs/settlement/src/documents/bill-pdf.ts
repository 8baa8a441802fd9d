import type { Bill } from '../domain/billing/bills.js';
import PDFDocument from 'pdfkit';
import { buffer } from 'node:stream/consumers';
import { type BillDocument, billDocument } from './bill-document.js';
import type { Language } from './words.js';

const LEFT = 50;
const COLUMNS = [LEFT, 230, 315, 460] as const;
const RIGHT = 545;
const ROW = 18;
/** Of text of ten points. */
const LINE = 11.56;
const GAP = 10;

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
  for (const result of results) resultRow(pdf.font('Helvetica-Bold'), result);
};

/** As high as the quality of its readings needs lines. */
const row = (pdf: Pdf, [name, energy, quality, amount]: BillDocument['lines'][number]): void => {
  const y = pdf.y;
  const [left, atEnergy, atQuality, atAmount] = COLUMNS;
  const right = { align: 'right', lineBreak: false } as const;
  pdf.text(energy, atEnergy, y, { width: atQuality - atEnergy - GAP, ...right });
  pdf.text(amount, atAmount, y, { width: RIGHT - atAmount, ...right });
  const width = energy === '' ? atAmount - left - GAP : atEnergy - left;
  const lows = [
    lowOf(pdf, name, { x: left, y, width }),
    lowOf(pdf, quality, { x: atQuality, y, width: atAmount - atQuality - GAP }),
  ];
  pdf.x = LEFT;
  pdf.y = Math.max(y + ROW, ...lows.map((low) => low + ROW - LINE));
};

/** A result may be as long as a number in its series. */
const resultRow = (pdf: Pdf, [label, value]: BillDocument['results'][number]): void => {
  const y = pdf.y;
  pdf.text(label, LEFT, y, { width: COLUMNS[2] - LEFT - GAP, lineBreak: false });
  pdf.text(value, COLUMNS[2], y, { width: RIGHT - COLUMNS[2], align: 'right', lineBreak: false });
  pdf.x = LEFT;
  pdf.y = y + ROW;
};

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Writes a text of any length, and says where it ends. */
const lowOf = (pdf: Pdf, text: string, { x, y, width }: Place): number => {
  if (text === '') return y;
  pdf.text(text, x, y, { width });
  return pdf.y;
};
