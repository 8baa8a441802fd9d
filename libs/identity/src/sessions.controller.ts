import '@fastify/cookie';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { problem } from '@trueque/http';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from './access.guard.js';
import { Authenticator } from './authenticator.js';
import { SESSION_COOKIE } from './credential.js';
import { grantText, type Principal } from './domain/grant.js';

export class SignInBody {
  @ApiProperty({ description: 'An API key, or a token of the identity provider.' })
  @IsString()
  @Length(1, 8_000)
  credential!: string;
}

/**
 * Signing in with a browser: the credential goes into a cookie that scripts cannot read and that
 * other sites cannot send, so live streams and downloads carry it as well.
 */
@ApiTags('identity')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly authenticator: Authenticator) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs a browser in' })
  async signIn(
    @Body() { credential }: SignInBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const principal = await this.authenticator.principalOf(credential.trim());
    if (principal === undefined)
      throw problem(401, 'unauthenticated', 'This key is unknown, expired or revoked.');
    void reply.setCookie(SESSION_COOKIE, credential.trim(), cookieOptions(reply.request));
    return told(principal);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs a browser out' })
  signOut(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.clearCookie(SESSION_COOKIE, cookieOptions(reply.request));
  }

  @Get('current')
  @ApiOperation({ summary: 'Who asks, and what they may do' })
  current(@Req() request: FastifyRequest) {
    const principal = principalOf(request);
    if (principal === undefined) throw new Error('the guard let nobody through');
    return told(principal);
  }
}

const cookieOptions = (request: FastifyRequest) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  }) as const;

const told = ({ id, tenant, grants }: Principal) => ({
  id,
  tenant,
  grants: grants.map(grantText),
});
