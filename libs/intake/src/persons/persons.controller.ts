import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { type CommandContext, etagOf, RequestContext, refusal, unlessRefused } from '@trueque/http';
import { canonicalJson, CLOCK, type Clock } from '@trueque/kernel';
import { type PersonalData, type PersonId, PersonVault } from '@trueque/vault';
import type { FastifyReply } from 'fastify';
import { MarketPath } from '../bodies/paths.js';
import { bodyOf } from '../bodies/read-body.js';
import { answerCreated, provenance } from '../command-edge.js';
import { market } from '../domain/market.decider.js';
import { person, type PersonCommand } from '../domain/person.decider.js';
import { REFUSAL_STATUSES } from '../refusal-statuses.js';
import { PersonBody, PersonPath, RegisterPersonBody } from './person-bodies.js';

/** Who stands behind peers: what identifies them is in the vault alone, events have a random reference. */
@ApiTags('intake')
@Controller('markets/:marketId/persons')
export class PersonsController {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CLOCK) readonly clock: Clock,
    private readonly vault: PersonVault,
  ) {}

  /** The vault first: a reference without data is a promise nobody can keep. */
  @Post()
  @ApiOperation({ summary: 'Keeps who stands behind a peer; events have a random reference alone' })
  @ApiBody({ type: RegisterPersonBody })
  async register(
    @Param() { marketId }: MarketPath,
    @Body() input: unknown,
    @RequestContext() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { peerId, ...data } = bodyOf(RegisterPersonBody, input);
    await this.assertPeer(marketId, peerId);
    const personId = await this.vault.reference(marketId, context.causedBy);
    const id = { marketId, personId };
    await this.keepOnce(id, data);
    const registered = { ...id, peerId };
    const command = { type: 'RegisterPerson', person: registered } as const;
    const outcome = await this.transact(command, context);
    answerCreated(reply, outcome, `/markets/${marketId}/persons/${personId}`);
    return registered;
  }

  @Get(':personId')
  @ApiOperation({ summary: 'What is kept of a person' })
  @ApiOkResponse({ type: PersonBody })
  async read(
    @Param() { marketId, personId }: PersonPath,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonalData> {
    const id = { marketId, personId };
    const version = await this.vault.version(id);
    const data = await this.vault.read(id);
    if (version === undefined || data === undefined) return unknown(personId);
    void reply.header('ETag', etagOf(version));
    return data;
  }

  /** What was kept before cannot be read any more. */
  @Put(':personId')
  @ApiOperation({ summary: 'Keeps something else of a person, under a new key' })
  @ApiBody({ type: PersonBody })
  @ApiOkResponse({ type: PersonBody })
  async correct(
    @Param() { marketId, personId }: PersonPath,
    @Body() input: unknown,
    @RequestContext() { onlyIf }: CommandContext,
  ): Promise<PersonalData> {
    const data = { ...bodyOf(PersonBody, input) };
    const id = { marketId, personId };
    const version = await this.matched(id, onlyIf);
    if (await this.vault.replace(id, data, version)) return data;
    return (await this.vault.version(id)) === undefined ? unknown(personId) : changedMeanwhile();
  }

  /** Whatever happens in between, nobody can read it any more; or, as it was read, it is another by now. */
  @Delete(':personId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes the key of a person for good, and records that' })
  async erase(
    @Param() { marketId, personId }: PersonPath,
    @RequestContext() context: CommandContext,
  ): Promise<void> {
    const { onlyIf, ...unconditional } = context;
    const id = { marketId, personId };
    const read = await this.vault.version(id);
    if (read !== undefined && onlyIf?.includes(read) === false) changedMeanwhile();
    await this.vault.erase(id, onlyIf && read);
    if (onlyIf && (await this.vault.version(id)) !== undefined) changedMeanwhile();
    const command = { type: 'ErasePerson', person: { marketId, personId } } as const;
    await this.transact(command, unconditional);
  }

  /** The version that is kept, where the request is for one; undefined where it is for any. */
  private async matched(id: PersonId, onlyIf: CommandContext['onlyIf']) {
    if (onlyIf === undefined) return undefined;
    const version = (await this.vault.version(id)) ?? unknown(id.personId);
    return onlyIf.includes(version) ? version : changedMeanwhile();
  }

  private async assertPeer(marketId: string, peerId: string): Promise<void> {
    const { state } = await this.store.load(market, marketId, marketId);
    if (!state.peers.has(peerId))
      refusal('peer-unknown', `${marketId} has no peer ${peerId}`, REFUSAL_STATUSES);
  }

  /** What is said again is kept already, and an erased person is not kept again. */
  private async keepOnce(id: PersonId, data: PersonalData): Promise<void> {
    const { state } = await this.store.load(person, `${id.marketId}/${id.personId}`, id.marketId);
    if (state.status === 'unknown') return this.vault.keep(id, data);
    const kept = await this.vault.read(id);
    if (kept !== undefined && canonicalJson(kept) !== canonicalJson(data))
      refusal('person-registered', 'Under this key another person was registered.');
  }

  private async transact(command: PersonCommand, context: CommandContext) {
    const { marketId, personId } = command.person;
    const options = provenance(this, marketId, context);
    const outcome = await this.store.transact(person, `${marketId}/${personId}`, command, options);
    return unlessRefused(outcome, REFUSAL_STATUSES);
  }
}

const changedMeanwhile = (): never =>
  refusal('changed-meanwhile', 'It was changed meanwhile. Read it again.', REFUSAL_STATUSES);

const unknown = (personId: string): never =>
  refusal('person-unknown', `Nothing is kept of ${personId}.`, REFUSAL_STATUSES);
