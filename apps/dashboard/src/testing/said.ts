import { QueryClientProvider } from '@tanstack/react-query';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { parseAddress } from '../address/address';
import { answers } from '../api/answers';
import type { MarketRow } from '../api/rows';
import { SessionProvider } from '../session/session';
import { ChosenProvider } from '../shell/market';
import { LanguageProvider } from '../words/language';
import type { Language } from '../words/words';

const place = (language: Language) =>
  new URL(`http://localhost/app/day?market=harbour&period=2026-06-01&lang=${language}`);

/** A part of a screen in a language, as the server of a page would write it: no browser, no effects. */
export const markupOf = (part: ReactNode, language: Language): string => {
  const location = place(language);
  Object.assign(globalThis, { window: { location } });
  return renderToStaticMarkup(
    createElement(
      QueryClientProvider,
      { client: answers },
      createElement(LanguageProvider, {
        children: createElement(SessionProvider, { children: part }),
      }),
    ),
  );
};

const market = {
  ...{ marketId: 'harbour', name: 'Harbour', currency: 'EUR', timeZone: 'Etc/UTC', mtu: 'PT1H' },
} as MarketRow;

/** The same of a part that is shown within a market. */
export const markupInMarket = (part: ReactNode, language: Language): string =>
  markupOf(
    createElement(ChosenProvider, {
      ...{ address: parseAddress(place(language)), market, path: '/markets/harbour' },
      bounds: {
        ...{ firstStart: '2026-06-01T00:00:00Z', lastEnd: '2026-06-02T00:00:00Z' },
        ...{ communities: 3, peers: 3, nextGateClosesAt: null },
      },
      children: () => part,
    }),
    language,
  );

/** What of it people read: a space in place of every tag. */
export const textOf = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
