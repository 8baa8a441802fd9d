import { clearingConsumers } from '@trueque/clearing';
import type { Service } from '@trueque/service';
import { ClearingServiceModule } from './clearing-service.module.js';

/** Clears each auction once its gate has closed. */
export const clearingService: Service = {
  name: 'clearing',
  portByDefault: 3002,
  module: ClearingServiceModule,
  consumers: clearingConsumers,
};
