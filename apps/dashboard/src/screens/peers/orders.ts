import type { PeerOrder } from '@trueque/contracts';

/** As the API names them. */
export const PEER_ORDER_NAMES: readonly PeerOrder[] = [
  ...(['generation', 'imports', 'exports', 'served', 'name'] as const),
];
