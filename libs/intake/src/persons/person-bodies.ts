import { ApiProperty } from '@nestjs/swagger';
import { identifier } from '@trueque/contracts';
import { personalDataSchema } from '@trueque/vault';
import { z } from 'zod';
import { MarketPath } from '../bodies/paths.js';
import { Maybe, Shaped } from '../bodies/shaped.js';

const { address, meterIds, name } = personalDataSchema.shape;

/** What identifies a person. */
export class PersonBody {
  @ApiProperty()
  @Shaped(name.unwrap())
  name!: string;

  @ApiProperty({ required: false })
  @Maybe()
  @Shaped(address)
  address?: string;

  /** As the grid operator knows them. */
  @ApiProperty({ required: false, type: [String] })
  @Maybe()
  @Shaped(meterIds)
  meterIds?: string[];
}

export class RegisterPersonBody extends PersonBody {
  @ApiProperty()
  @Shaped(identifier)
  peerId!: string;
}

export class PersonPath extends MarketPath {
  @ApiProperty({ format: 'uuid' })
  @Shaped(z.uuid())
  personId!: string;
}
