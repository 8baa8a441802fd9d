export {
  clearingSeconds,
  gateLatenessSeconds,
  inQueue,
  offersDecided,
  problems,
  requestSeconds,
} from './instruments.js';
export { MetricsModule } from './metrics.module.js';
export type { Figure, Reading } from './readings.js';
