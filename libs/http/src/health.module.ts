import { Controller, type DynamicModule, Get, Inject, Module } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { problem } from './problem.js';

/** One thing that a process needs: answers with what is worth knowing, throws where it is away. */
export interface HealthCheck {
  readonly name: string;
  readonly check: () => Promise<unknown>;
}

const CHECKS = 'HealthChecks';

/** `/health/live`: the process answers. `/health/ready`: what it needs is there too, else 503. */
@ApiExcludeController()
@Controller('health')
class HealthController {
  constructor(@Inject(CHECKS) private readonly checks: readonly HealthCheck[]) {}

  @Get('live')
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  async ready() {
    const results = await Promise.all(this.checks.map(resultOf));
    const failed = results.flatMap(({ name, error }) =>
      error === undefined ? [] : [{ pointer: `/${name}`, detail: error }],
    );
    if (failed.length === 0)
      return {
        status: 'ready',
        ...Object.fromEntries(results.map(({ name, answer }) => [name, answer])),
      };
    const names = failed.map(({ pointer }) => pointer.slice(1)).join(', ');
    throw problem(503, 'not-ready', `Waiting for: ${names}.`, failed);
  }
}

const resultOf = async ({ name, check }: HealthCheck) => {
  try {
    return { name, answer: await check(), error: undefined };
  } catch (error) {
    return {
      name,
      answer: undefined,
      error: error instanceof Error ? error.message : String(error),
    };
  }
};

@Module({})
export class HealthModule {
  /** The factory is given what it injects and answers the checks. */
  static forRoot(checks: Omit<FactoryProvider<readonly HealthCheck[]>, 'provide'>): DynamicModule {
    return {
      module: HealthModule,
      controllers: [HealthController],
      providers: [{ provide: CHECKS, ...checks }],
    };
  }
}
