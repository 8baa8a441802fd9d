/** What a peer would owe, 10⁻⁹ currency. */
export interface PeerAmount {
  readonly peerId: string;
  readonly amountNanos: bigint;
}

interface OfAuction {
  readonly marketId: string;
  readonly auctionId: string;
}

interface OfPeer {
  readonly marketId: string;
  readonly peerId: string;
}

export interface SetCreditLimit extends OfPeer {
  readonly type: 'SetCreditLimit';
  readonly limitNanos: bigint;
}

export interface ReceivePayment extends OfPeer {
  readonly type: 'ReceivePayment';
  readonly paymentId: string;
  readonly amountNanos: bigint;
}

export interface ChangeSuspension extends OfPeer {
  readonly type: 'SuspendCredit' | 'ResumeCredit';
  readonly reason: string;
}

/** At the gate; again where an auction that failed is to be cleared after all. */
export interface ReserveCredit extends OfAuction {
  readonly type: 'ReserveCredit';
  readonly again?: boolean;
  readonly amounts: readonly PeerAmount[];
}

/** When it is settled, and again. */
export interface CaptureCredit extends OfAuction {
  readonly type: 'CaptureCredit';
  readonly runId: string;
  readonly amounts: readonly PeerAmount[];
}

/** An auction failed, or is over without a result. */
export interface ReleaseCredit extends OfAuction {
  readonly type: 'ReleaseCredit';
}

/** A window was settled: bills that are new, and the auctions that bills of it include. */
export interface BillCredit {
  readonly type: 'BillCredit';
  readonly marketId: string;
  readonly from: string;
  readonly to: string;
  readonly runId: string;
  readonly auctionIds: readonly string[];
  readonly amounts: readonly PeerAmount[];
}

export type PeerCommand = SetCreditLimit | ReceivePayment | ChangeSuspension;
export type CreditCommand =
  PeerCommand | ReserveCredit | CaptureCredit | ReleaseCredit | BillCredit;
