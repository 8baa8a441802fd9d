import { type ServiceName, SERVICES } from '../services/service-process.js';
import type { FourServices } from '../services/four-services.js';

const LOOK_MS = 1_000;
const RESIDENT = /^trueque_process_resident_memory_bytes (\S+)$/m;

/** How much memory each service has, looked at every now and then. */
export class MemoryWatch {
  private readonly bytes = new Map<ServiceName, number[]>(SERVICES.map((name) => [name, []]));
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly services: FourServices) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A service's memory in the last quarter over that in the second; the first is warming up. */
  growthOf(name: ServiceName): number {
    const bytes = this.bytes.get(name) ?? [];
    const quarter = Math.floor(bytes.length / 4);
    return medianOf(bytes.slice(-quarter)) / medianOf(bytes.slice(quarter, 2 * quarter));
  }

  /** One that is being started again has nothing to tell. */
  private async look(): Promise<void> {
    for (const name of SERVICES) {
      const text = await fetch(`${this.services.urlOf(name)}/metrics`).then(
        (answer) => answer.text(),
        () => '',
      );
      const resident = Number(RESIDENT.exec(text)?.[1] ?? NaN);
      if (!Number.isNaN(resident)) this.bytes.get(name)?.push(resident);
    }
  }
}

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
