import type { EChartsType } from 'echarts/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type * as Engine from './engine';
import { useLanguage } from '../words/language';
import { belowLegend, LEGEND_LINE, legendLines } from './fitted';
import { type Option, withBase } from './option';
import { usePalette } from './palette';

interface ChartProps {
  readonly option: Option;
  readonly height: number;
  readonly label: string;
  /** Told what was pressed: the name and the index of the datum. */
  readonly onSelect?: (name: string, index: number) => void;
}

const wantsStillness = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A drawing of numbers that are in the table beside it too. */
export const Chart = ({ option, height, label, onSelect }: ChartProps) => {
  const place = useRef<HTMLDivElement>(null);
  const chart = useChart(place);
  const palette = usePalette();
  const language = useLanguage();
  const lines = legendLines(option, useWidth(place));
  useEffect(() => {
    const drawn = withBase(palette, wantsStillness(), belowLegend(option, lines), language);
    chart?.setOption(drawn, { notMerge: true });
  }, [chart, option, lines, palette, language]);
  useEffect(() => {
    if (chart === undefined || onSelect === undefined) return undefined;
    const press = ({ name, dataIndex }: { name: string; dataIndex: number }) =>
      onSelect(name, dataIndex);
    chart.on('click', press);
    return () => {
      chart.off('click', press);
    };
  }, [chart, onSelect]);
  return (
    <div className="chart" role="img" aria-label={label} data-drawn={chart !== undefined}>
      <div ref={place} style={{ height: height + (lines - 1) * LEGEND_LINE }} />
    </div>
  );
};

/** Of its place as it is now, pixels; nothing until it is laid out. */
const useWidth = (place: React.RefObject<HTMLDivElement | null>): number => {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setWidth(place.current?.clientWidth ?? 0);
    const observer = new ResizeObserver(measure);
    measure();
    if (place.current !== null) observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return width;
};

const hasRoom = ({ clientWidth, clientHeight }: HTMLElement) => clientWidth > 0 && clientHeight > 0;

/**
 * The library comes when the first chart does; the chart grows and shrinks with its place. A place
 * may have no extent for a moment, while the page is laid out: nothing can be drawn in that.
 */
const useChart = (place: React.RefObject<HTMLDivElement | null>): EChartsType | undefined => {
  const [chart, setChart] = useState<EChartsType>();
  const [failure, fail] = useState<Error>();
  useEffect(() => {
    let engine: typeof Engine | undefined;
    let made: EChartsType | undefined;
    const fit = () => {
      if (engine === undefined || place.current === null || !hasRoom(place.current)) return;
      if (made !== undefined) return made.resize();
      made = engine.init(place.current, null, { renderer: 'canvas' });
      setChart(made);
    };
    const observer = new ResizeObserver(fit);
    import('./engine').then((loaded) => {
      engine = loaded;
      if (place.current !== null) observer.observe(place.current);
    }, fail);
    return () => {
      observer.disconnect();
      made?.dispose();
    };
  }, [place]);
  // What the library did not come for, the screen says.
  if (failure !== undefined) throw failure;
  return chart;
};
