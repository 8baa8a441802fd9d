import fastifyStatic from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PAGE_KIT } from '@trueque/page-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { dirname, join } from 'node:path';

const PAGE = join(__dirname, '../page');
const ECHARTS = dirname(require.resolve('echarts/dist/echarts.min.js'));

/** Nothing is loaded from elsewhere; charts set styles of their tooltips. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Serves the page at `/` and its files under `/page/`. */
@Injectable()
export class PageFiles implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  async onModuleInit(): Promise<void> {
    const server = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (server === undefined) return;
    const files = { cacheControl: false, setHeaders: revalidated };
    await server.register(fastifyStatic, { root: [PAGE, PAGE_KIT], prefix: '/page/', ...files });
    await server.register(fastifyStatic, {
      root: ECHARTS,
      prefix: '/page/vendor/',
      decorateReply: false,
      allowedPath: (path) => path === '/echarts.min.js',
      ...files,
    });
    server.get('/', (_, reply) => reply.sendFile('index.html'));
  }
}

const revalidated = (reply: FastifyReply): void => {
  void reply
    .header('Cache-Control', 'no-cache')
    .header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    .header('X-Content-Type-Options', 'nosniff');
};
