import { Chain } from './chain';
import { Consumers } from './consumers';
import { DeadLetters } from './dead-letters';
import { Feed } from './feed';
import { SolveTimes } from './solve-times';

/** The log, those who read it, and the proof that nothing was changed. */
export const Operations = () => (
  <div className="stack">
    <Chain />
    <div className="pair">
      <SolveTimes />
      <Consumers />
    </div>
    <DeadLetters />
    <Feed />
  </div>
);
