import type { Service } from '@trueque/service';
import { settlementConsumers, SettlementModule } from '@trueque/settlement';

/** Settles what was cleared, and again when the meters have spoken. */
export const settlementService: Service = {
  name: 'settlement',
  portByDefault: 3003,
  module: SettlementModule,
  consumers: settlementConsumers,
};
