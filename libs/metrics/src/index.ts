export {
  clearingSeconds,
  gateLatenessSeconds,
  offersDecided,
  problems,
  requestSeconds,
} from './instruments.js';
export { MetricsModule } from './metrics.module.js';
export type { Figure, Reading } from './readings.js';
