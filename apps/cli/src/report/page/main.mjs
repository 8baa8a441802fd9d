import { drawBar } from './bar.mjs';
import { head, onePeriod } from './data.mjs';
import { h, replaceContent } from './dom.mjs';
import { dayFigure } from './figures/day.mjs';
import { flowsFigure } from './figures/flows.mjs';
import { headline } from './figures/headline.mjs';
import { infeasibleFigure } from './figures/infeasible.mjs';
import { meritFigure } from './figures/merit.mjs';
import { peersFigure } from './figures/peers.mjs';
import { pricesFigure } from './figures/prices.mjs';
import { proofFigure } from './figures/proof.mjs';
import { tiles } from './figures/tiles.mjs';
import { tradesFigure } from './figures/trades.mjs';
import { disposeCharts } from './parts/chart.mjs';
import { onTheme } from './theme.mjs';
import { language, onLanguage, word } from './words.mjs';

const result = () => [
  headline(),
  tiles(),
  onePeriod ? null : dayFigure(),
  peersFigure(),
  meritFigure(),
  h('div', { class: 'pair' }, pricesFigure(), flowsFigure()),
  tradesFigure(),
  proofFigure(),
];

const draw = () => {
  document.documentElement.lang = language();
  document.querySelector('.skip').textContent = word('skip');
  drawBar();
  const parts = head.status === 'optimal' ? result() : [headline(), infeasibleFigure()];
  replaceContent(document.getElementById('content'), ...parts.filter((part) => part !== null));
  disposeCharts();
  document.getElementById('foot').textContent = word('foot', { currency: head.currency });
};

onTheme(draw);
onLanguage(draw);
draw();
