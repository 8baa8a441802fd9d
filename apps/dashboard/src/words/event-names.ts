import type { EventType } from '@trueque/contracts';
import { type Language, wordOf } from './words';

/** What events are called in Spanish; in English their types are words already. */
const SPANISH: Readonly<Record<EventType, string>> = {
  MarketOpened: 'Mercado abierto',
  CommunityRegistered: 'Comunidad registrada',
  PeerRegistered: 'Par registrado',
  ContractAgreed: 'Contrato acordado',
  ContractEnded: 'Contrato terminado',
  FallbackPriceSet: 'Precio de respaldo fijado',
  AuctionScheduled: 'Subasta convocada',
  OfferSubmitted: 'Oferta presentada',
  OfferAmended: 'Oferta modificada',
  OfferWithdrawn: 'Oferta retirada',
  GateClosed: 'Ofertas cerradas',
  PersonRegistered: 'Persona registrada',
  PersonErased: 'Persona borrada',
  MeterReadingsRecorded: 'Lecturas registradas',
  MeterHistoryRecorded: 'Historial de medidas registrado',
  PriceHistoryRecorded: 'Historial de precios registrado',
  AuctionCleared: 'Subasta casada',
  TradeExecuted: 'Intercambio ejecutado',
  ClearingStopped: 'Casación detenida',
  ResultJudged: 'Resultado examinado',
  AuctionFailed: 'Subasta fallida',
  MarketDivided: 'Mercado dividido en distritos',
  DistrictFormed: 'Distrito formado',
  CurvesDrawn: 'Curvas trazadas',
  DistrictReported: 'Distrito informa',
  HubPriced: 'Precio del nodo fijado',
  HubPriceTold: 'Precio del nodo comunicado',
  DistrictDispatched: 'Distrito despachado',
  DistrictStopped: 'Distrito detenido',
  DivisionGivenUp: 'División abandonada',
  SettlementRunCompleted: 'Liquidación completada',
  StatementIssued: 'Estado de cuenta emitido',
  RulePackAdopted: 'Reglas adoptadas',
  MeterDayRecorded: 'Día de medida registrado',
  WindowSettled: 'Ventana liquidada',
  BillIssued: 'Factura emitida',
  DisputeRaised: 'Reclamación presentada',
  DisputeAdmitted: 'Reclamación admitida',
  DisputeRejected: 'Reclamación rechazada',
  DisputeUpheld: 'Reclamación estimada',
  DisputeNotUpheld: 'Reclamación desestimada',
  CreditLimitSet: 'Límite de crédito fijado',
  PaymentReceived: 'Pago recibido',
  CreditSuspended: 'Crédito suspendido',
  CreditResumed: 'Crédito reanudado',
  CreditReserved: 'Crédito reservado',
  CreditCaptured: 'Crédito cargado',
  CreditAdjusted: 'Crédito ajustado',
  CreditReleased: 'Crédito liberado',
  CreditBilled: 'Crédito facturado',
  CreditStandingChanged: 'Situación de crédito cambiada',
  CreditLevelChanged: 'Nivel de crédito cambiado',
};

/** `Gate closed`, `Ofertas cerradas`; a type from a newer server stays as it is. */
export const eventName = (type: string, language: Language): string => {
  if (language === 'en' || !Object.hasOwn(SPANISH, type)) return inWords(type);
  return wordOf(SPANISH, type);
};

const inWords = (type: string): string =>
  type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
