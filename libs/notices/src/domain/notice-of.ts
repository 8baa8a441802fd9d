import type { BillingEvent, ClearingsEvent, OffersEvent, ReviewDecision } from '@trueque/contracts';
import type { Notice } from './notices.decider.js';

/** What of all that happens people should know. */
export type Noticed = Extract<
  OffersEvent | ClearingsEvent | BillingEvent,
  { readonly type: (typeof NOTICED)[number] }
>;

export const NOTICED = [
  'TradingRulesSet',
  'FallbackPriceSet',
  'RulePackAdopted',
  'AuctionSuspended',
  'AuctionResumed',
  'AuctionCancelled',
  'AuctionFailed',
  'ReviewOpened',
  'ReviewDecided',
  'ResultPublished',
  'AdministeredPricingBegan',
  'AdministeredPricingEnded',
  'WindowSettled',
] as const;

const MICROS = 1e6;

/** The notice that follows from an event; undefined where it is nobody's business. */
export const noticeOf = (event: Noticed): Notice | undefined => {
  switch (event.type) {
    case 'TradingRulesSet':
    case 'FallbackPriceSet':
    case 'RulePackAdopted':
      return ruleChange(event);
    case 'AuctionSuspended':
    case 'AuctionResumed':
    case 'AuctionCancelled':
      return lifeChange(event);
    case 'AuctionFailed':
    case 'ReviewOpened':
    case 'ReviewDecided':
    case 'ResultPublished':
      return resultNotice(event);
    case 'AdministeredPricingBegan':
    case 'AdministeredPricingEnded':
      return administered(event);
    case 'WindowSettled':
      return reRun(event);
  }
};

type Of<Type extends Noticed['type']> = Extract<Noticed, { readonly type: Type }>;

const ruleChange = (
  event: Of<'TradingRulesSet' | 'FallbackPriceSet' | 'RulePackAdopted'>,
): Notice => ({ kind: 'rule-change', text: ruleText(event) });

const ruleText = (
  event: Of<'TradingRulesSet' | 'FallbackPriceSet' | 'RulePackAdopted'>,
): Notice['text'] => {
  switch (event.type) {
    case 'TradingRulesSet':
      return {
        en: 'The trading rules of the market have changed.',
        es: 'Las reglas de negociación del mercado han cambiado.',
      };
    case 'FallbackPriceSet':
      return {
        en: `The fallback price is ${event.data.price} per kWh from now on.`,
        es: `El precio de reserva es ${event.data.price} por kWh desde ahora.`,
      };
    case 'RulePackAdopted': {
      const { packId, validFrom, version } = event.data.pack;
      return {
        en: `Settlement rules ${packId} version ${version} hold for delivery from ${validFrom} on.`,
        es: `Las reglas de liquidación ${packId} versión ${version} rigen para entregas desde ${validFrom}.`,
      };
    }
  }
};

const lifeChange = ({
  type,
  data: { auctionId, reason },
}: Of<'AuctionSuspended' | 'AuctionResumed' | 'AuctionCancelled'>): Notice => {
  switch (type) {
    case 'AuctionSuspended':
      return {
        ...{ kind: 'suspension', auctionId },
        text: {
          en: `Auction ${auctionId} is suspended and takes no offers. Reason: ${reason}`,
          es: `La subasta ${auctionId} está suspendida y no admite ofertas. Motivo: ${reason}`,
        },
      };
    case 'AuctionResumed':
      return {
        ...{ kind: 'resumption', auctionId },
        text: {
          en: `Auction ${auctionId} goes on. Reason: ${reason}`,
          es: `La subasta ${auctionId} continúa. Motivo: ${reason}`,
        },
      };
    case 'AuctionCancelled':
      return {
        ...{ kind: 'cancellation', auctionId },
        text: {
          en: `Auction ${auctionId} is cancelled: nobody trades in it. Reason: ${reason}`,
          es: `La subasta ${auctionId} queda anulada: nadie negocia en ella. Motivo: ${reason}`,
        },
      };
  }
};

const resultNotice = (
  event: Of<'AuctionFailed' | 'ReviewOpened' | 'ReviewDecided' | 'ResultPublished'>,
): Notice | undefined => {
  const { auctionId } = event.data;
  switch (event.type) {
    case 'AuctionFailed':
      return {
        ...{ kind: 'failure', auctionId },
        text: {
          en: `Auction ${auctionId} has no result: ${event.data.detail}`,
          es: `La subasta ${auctionId} no tiene resultado: ${event.data.detail}`,
        },
      };
    case 'ReviewOpened': {
      const causes = event.data.causes
        .map(({ cause, detail }) => `${cause} (${detail})`)
        .join('; ');
      return {
        ...{ kind: 'price-review', auctionId },
        text: {
          en: `The result of auction ${auctionId} is under review and does not count yet: ${causes}`,
          es: `El resultado de la subasta ${auctionId} está en revisión y aún no cuenta: ${causes}`,
        },
      };
    }
    case 'ReviewDecided':
      return reviewNotice(event.data);
    case 'ResultPublished':
      return priceNotice(event.data);
  }
};

const DECIDED: Readonly<Record<ReviewDecision, Notice['text']>> = {
  publish: { en: 'its result counts', es: 'su resultado cuenta' },
  'clear-again': { en: 'it is cleared again', es: 'se casa de nuevo' },
  administer: {
    en: 'it is cleared at the fallback price',
    es: 'se casa al precio de reserva',
  },
  'second-auction': { en: 'a second auction is held', es: 'se celebra una segunda subasta' },
  cancel: { en: 'it is cancelled', es: 'queda anulada' },
};

const reviewNotice = ({
  auctionId,
  decision,
  reason,
  secondAuction,
}: Of<'ReviewDecided'>['data']): Notice => {
  const [en, es] = secondAuction
    ? [
        ` Auction ${secondAuction.auctionId} takes offers until ${secondAuction.gateClosesAt}.`,
        ` La subasta ${secondAuction.auctionId} admite ofertas hasta ${secondAuction.gateClosesAt}.`,
      ]
    : ['', ''];
  return {
    ...{ kind: secondAuction ? 'second-auction' : 'price-review', auctionId },
    text: {
      en: `Auction ${auctionId} was looked at: ${DECIDED[decision].en}.${en} Reason: ${reason}`,
      es: `La subasta ${auctionId} se ha revisado: ${DECIDED[decision].es}.${es} Motivo: ${reason}`,
    },
  };
};

/** A price as everybody expects it needs no notice. */
const priceNotice = ({
  auctionId,
  priceStatus,
}: Of<'ResultPublished'>['data']): Notice | undefined =>
  priceStatus === 'firm'
    ? undefined
    : {
        ...{ kind: 'administered-price', auctionId },
        text: {
          en: `Auction ${auctionId} was cleared at the fallback price of the operator.`,
          es: `La subasta ${auctionId} se ha casado al precio de reserva del operador.`,
        },
      };

const administered = ({
  type,
  data: { sumMicros, thresholdMicros },
}: Of<'AdministeredPricingBegan' | 'AdministeredPricingEnded'>): Notice => {
  const [sum, threshold] = [sumMicros / MICROS, thresholdMicros / MICROS];
  const text =
    type === 'AdministeredPricingBegan'
      ? {
          en: `The cumulative price of ${sum} is above its threshold of ${threshold}: the fallback price applies to the next auctions.`,
          es: `El precio acumulado de ${sum} supera su umbral de ${threshold}: el precio de reserva se aplica a las próximas subastas.`,
        }
      : {
          en: `The cumulative price of ${sum} is no longer above its threshold of ${threshold}: prices are set by offers again.`,
          es: `El precio acumulado de ${sum} ya no supera su umbral de ${threshold}: las ofertas vuelven a fijar los precios.`,
        };
  return { kind: 'administered-price', text };
};

/** Only what changes bills that were final. */
const reRun = ({
  data: { kind, from, to, reason, reasonCode },
}: Of<'WindowSettled'>): Notice | undefined => {
  if (kind !== 'revision' && kind !== 'dispute') return undefined;
  const why = reason ?? reasonCode ?? '';
  return {
    kind: reasonCode === 'late-data' ? 'late-data' : 're-run',
    text: {
      en: `Delivery from ${from} to ${to} was settled again. Reason: ${why}`,
      es: `Las entregas de ${from} a ${to} se han liquidado de nuevo. Motivo: ${why}`,
    },
  };
};
