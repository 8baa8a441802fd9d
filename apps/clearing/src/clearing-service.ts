import { clearingConsumers, ClearingModule } from '@trueque/clearing';
import type { Service } from '@trueque/service';

/** Clears each auction once its gate has closed. */
export const clearingService: Service = {
  name: 'clearing',
  portByDefault: 3002,
  module: ClearingModule,
  consumers: clearingConsumers,
};
