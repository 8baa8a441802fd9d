import fastifyStatic from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** As built: beside the compiled services, or in dist where those run from their sources. */
const BUILT = resolve(__dirname, '../../../web');
const WEB = existsSync(BUILT) ? BUILT : resolve(__dirname, '../../../dist/web');

/** Serves the dashboard: its page at `/` and at each of its screens, its files under `/assets/`. */
@Injectable()
export class PageFiles implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  async onModuleInit(): Promise<void> {
    const server = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (server === undefined) return;
    await server.register(fastifyStatic, {
      root: join(WEB, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      ...{ cacheControl: false, setHeaders: withAge },
    });
    for (const path of ['/', '/app', '/app/*'])
      server.get(path, (_, reply) => reply.sendFile('index.html', WEB));
  }
}

/** A file whose name has a hash never changes; the page that names it is asked for anew. */
const HASHED = /-[\w-]{8}\.\w+(\.\w+)?$/;

const withAge = (reply: FastifyReply, path: string): void => {
  const forEver = HASHED.test(path);
  void reply.header('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
};
