import { CanonicalBytes } from '@trueque/kernel';

/** Where in the bytes of a whole a part of it is. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/** A value in canonical JSON, and where in it its parts are: what an event says, its command said before. */
export interface Spelled {
  readonly bytes: Buffer;
  readonly places: ReadonlyMap<object, Place>;
}

class Noting extends CanonicalBytes {
  places = new Map<object, Place>();

  protected override part(value: object): this {
    const from = this.end;
    super.part(value);
    this.places.set(value, { from, to: this.end });
    return this;
  }
}

class Repeating extends CanonicalBytes {
  said: Spelled | undefined;

  protected override part(value: object): this {
    const place = this.said?.places.get(value);
    if (this.said === undefined || place === undefined) return super.part(value);
    return this.raw(this.said.bytes.subarray(place.from, place.to));
  }
}

const noting = new Noting();
const repeating = new Repeating();

export const spell = (value: unknown): Spelled => {
  const places = new Map<object, Place>();
  noting.places = places;
  return { bytes: Buffer.from(noting.restart().value(value).seen()), places };
};

/** The canonical JSON of a value, of which parts were said before: those are taken as they are. */
export const canonicalBytes = (value: unknown, said?: Spelled): Buffer => {
  repeating.said = said;
  return Buffer.from(repeating.restart().value(value).seen());
};

/**
 * What the sender of a command said, in one spelling, to tell a repeated command from another one
 * under the same cause. A command's member `facts` is left out: it is what the caller looked up for
 * the decision (the time, what other streams know), and may differ when the same is said again.
 */
export const spellCommand = (command: unknown): Spelled =>
  spell(
    command !== null && typeof command === 'object' && 'facts' in command
      ? { ...command, facts: undefined }
      : command,
  );
