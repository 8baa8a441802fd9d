/** The chart library, of which only what is drawn is taken; loaded once the first chart is wanted. */
import {
  BarChart,
  CustomChart,
  GraphChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
} from 'echarts/charts';
import {
  AriaComponent,
  AxisPointerComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use as take } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

take([
  ...[BarChart, CustomChart, GraphChart, HeatmapChart, LineChart, SankeyChart, ScatterChart],
  ...[AriaComponent, AxisPointerComponent, GridComponent, LegendComponent, MarkAreaComponent],
  ...[MarkLineComponent, MarkPointComponent, TooltipComponent, VisualMapComponent],
  CanvasRenderer,
]);

export { init };
