import { Body, Controller, Delete, Get, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiResponse,
  ApiTags,
  getSchemaPath,
  ApiOperation,
} from '@nestjs/swagger';
import {
  type CommandContext,
  etagOf,
  openApiOf,
  problem,
  RequestContext,
  tellReplayed,
} from '@trueque/http';
import type { FastifyReply } from 'fastify';
import { AmendOfferBody, OfferBody } from './bodies/auction-bodies.js';
import { AuctionPath, OfferPath } from './bodies/paths.js';
import { bodyOf, invalidContent } from './bodies/read-body.js';
import { BulkAnswers, bodyDigest } from './bulk/bulk-answers.js';
import { mayReadOffer } from './domain/offer-reader.js';
import { offerAnswer, offerAnswerSchema, versionOf } from './offer-answer.js';
import { OfferDesk } from './offer-desk.js';
import { batchRequest, submitLines } from './offer-batch.js';
import {
  type BatchReport,
  batchReport,
  batchStatus,
  type LineReport,
  offerLines,
} from './offer-lines.js';
import {
  amendOffer,
  type DecidedOffer,
  loadAuction,
  type OfferReport,
  offerRequest,
  type OfferRequest,
  submitOffer,
  withdrawOffer,
} from './offer-request.js';

const ONE_OFFER = { $ref: getSchemaPath(OfferBody) };

const IF_MATCH = { name: 'If-Match', description: 'Changes only this version of the offer.' };

/** What peers offer, until the gate closes. */
@ApiTags('intake')
@ApiExtraModels(OfferBody)
@Controller('markets/:marketId/auctions/:auctionId/offers')
export class OffersController {
  constructor(
    private readonly edge: OfferDesk,
    private readonly answers: BulkAnswers,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Takes one offer, an array of them, or NDJSON; a line that is refused stops no other',
  })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({ schema: { oneOf: [ONE_OFFER, { type: 'array', items: ONE_OFFER }] } })
  @ApiResponse({ status: 201, description: 'Every line was taken.' })
  @ApiResponse({ status: 207, description: 'Some lines were refused; the report says which.' })
  async submit(
    @Param() path: AuctionPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchReport> {
    if (!isBatch(input)) return this.submitOne(path, bodyOf(OfferBody, input), context, reply);
    const key = reply.request.headers['idempotency-key'] && context.causedBy;
    const report = batchReport(await this.submitBatch(path, input, { context, key }));
    void reply.status(batchStatus(report));
    return report;
  }

  /** Under a key, what was answered before is answered again. */
  private async submitBatch(
    { auctionId, marketId }: AuctionPath,
    input: readonly unknown[] | string,
    { context, key }: { readonly context: CommandContext; readonly key: string | undefined },
  ): Promise<readonly LineReport[]> {
    const lines = offerLines(input);
    const place = { marketId, auctionId };
    if (!key) return submitLines(await batchRequest(this.edge, place, context), lines);
    const asked = { ...place, key, bodyDigest: bodyDigest(input) };
    const before = await this.answers.recall(asked);
    const request = await batchRequest(this.edge, place, context);
    const reports = await submitLines({ ...request, before }, lines);
    if (before === undefined) await this.answers.keep(asked, reports);
    return reports;
  }

  @Get(':offerId')
  @ApiOperation({ summary: 'One offer: what it says now, its version, and what it said before' })
  @ApiOkResponse({ content: { 'application/json': { schema: openApiOf(offerAnswerSchema) } } })
  async one(
    @Param() path: OfferPath,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { auctionId, offerId } = path;
    const request = await offerRequest(this.edge, path, context);
    const { offers, scheduled } = await loadAuction(request);
    if (!scheduled) throw problem(404, 'auction-unknown', `There is no auction ${auctionId}.`);
    const kept = offers.get(offerId);
    if (!kept) throw problem(404, 'offer-unknown', `Auction ${auctionId} has no offer ${offerId}.`);
    const { peerId } = kept;
    const communityId = request.peers.get(peerId)?.communityId;
    if (!mayReadOffer(context.actor, { peerId, communityId }))
      throw problem(403, 'not-your-offer', `Offer ${offerId} is not for ${context.actor} to read.`);
    void reply.header('ETag', etagOf(versionOf(kept)));
    return offerAnswer(this.edge.store, path, kept);
  }

  @Put(':offerId')
  @ApiOperation({ summary: 'Replaces a standing offer' })
  @ApiBody({ type: AmendOfferBody })
  @ApiHeader(IF_MATCH)
  async amend(
    @Param() path: OfferPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferReport> {
    const body = bodyOf(AmendOfferBody, input);
    if (body.offerId !== undefined && body.offerId !== path.offerId)
      throw invalidContent([
        { pointer: '/offerId', detail: `expected ${path.offerId}, as in the path` },
      ]);
    const request = await offerRequest(this.edge, path, context);
    return answerOffer(request, await amendOffer(request, path.offerId, body), reply);
  }

  @Delete(':offerId')
  @ApiOperation({ summary: 'Takes a standing offer back' })
  @ApiHeader(IF_MATCH)
  async withdraw(
    @Param() path: OfferPath,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferReport> {
    const request = await offerRequest(this.edge, path, context);
    return answerOffer(request, await withdrawOffer(request, path.offerId), reply);
  }

  private async submitOne(
    path: AuctionPath,
    body: OfferBody,
    context: CommandContext,
    reply: FastifyReply,
  ): Promise<BatchReport> {
    const request = await offerRequest(this.edge, path, context);
    const report = answerOffer(request, await submitOffer(request, body), reply);
    return batchReport([{ line: 1, ...report }]);
  }
}

/** NDJSON comes as text. */
const isBatch = (input: unknown): input is readonly unknown[] | string =>
  typeof input === 'string' || Array.isArray(input);

/** The report of an offer that came alone, with its version; throws where it was refused. */
const answerOffer = (
  { auctionId, marketId }: OfferRequest,
  { outcome, report, version }: DecidedOffer,
  reply: FastifyReply,
): OfferReport => {
  const { offerId, status, code, detail = '', errors } = report;
  if (code !== undefined || outcome === 'refused')
    throw problem(status, code ?? 'refused', detail, errors);
  tellReplayed(reply, outcome);
  if (version !== undefined) void reply.header('ETag', etagOf(version));
  void reply
    .status(status === 201 && reply.request.method !== 'POST' ? 200 : status)
    .header('Location', `/markets/${marketId}/auctions/${auctionId}/offers/${offerId}`);
  return { ...report, status: reply.statusCode };
};
