import { belowLegend, LEGEND_LINE, legendLines } from './fitted';
import { type Option, withBase } from './option';
import type { Language } from '../words/words';
import type { Palette } from './palette';

/** What a picture says of itself besides what it shows. */
export interface Caption {
  readonly title: string;
  readonly unit: string;
  readonly run: string;
  readonly status: string;
  readonly language: Language;
}

const WIDTH = 1200;
const HEAD = 74;
const FOOT = 40;
const MARGIN = 32;
const RATIO = 2;

/** A PNG of a chart with title, unit, run and status, so that it can stand alone in a report. */
export const pictureOf = async (
  option: Option,
  height: number,
  palette: Palette,
  caption: Caption,
): Promise<Blob> => {
  const { init } = await import('./engine');
  const place = document.createElement('div');
  const width = WIDTH - 2 * MARGIN;
  const lines = legendLines(option, width);
  const drawnHeight = height + (lines - 1) * LEGEND_LINE;
  const chart = init(place, null, {
    ...{ renderer: 'canvas', width, height: drawnHeight, devicePixelRatio: RATIO },
  });
  const drawn = belowLegend(option, lines);
  chart.setOption({ ...withBase(palette, true, drawn, caption.language), animation: false });
  const rendered = chart.getRenderedCanvas({ pixelRatio: RATIO });
  const canvas = framed(rendered, drawnHeight, palette, caption);
  chart.dispose();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)));
  });
};

const framed = (
  drawn: HTMLCanvasElement,
  height: number,
  palette: Palette,
  { title, unit, run, status }: Caption,
): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  const all = HEAD + height + FOOT;
  canvas.width = WIDTH * RATIO;
  canvas.height = all * RATIO;
  const pen = canvas.getContext('2d');
  if (pen === null) return drawn;
  pen.scale(RATIO, RATIO);
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, WIDTH, all);
  const write = (text: string, font: string, colour: string, y: number) => {
    pen.font = `${font} "Inter Variable", sans-serif`;
    pen.fillStyle = colour;
    pen.fillText(text, MARGIN, y);
  };
  write(title, '650 22px', palette.ink, 38);
  write(unit, '14px', palette.soft, 60);
  write(`${run} · ${status} · trueque`, '12px', palette.soft, all - 16);
  pen.drawImage(drawn, MARGIN, HEAD, WIDTH - 2 * MARGIN, height);
  return canvas;
};
