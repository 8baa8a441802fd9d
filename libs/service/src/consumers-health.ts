import type { ConsumerRunner } from '@trueque/messaging';

/** Ready means caught up or catching up; a consumer that waits for something ill is not. Throws what it waits for. */
export const consumersHealth = async (runner: ConsumerRunner) => {
  const consumers = await runner.status();
  const unwell = consumers.filter(({ errors }) => errors.length > 0);
  if (unwell.length === 0) return consumers;
  throw new Error(unwell.map(({ name, errors }) => `${name}: ${errors.join(', ')}`).join('; '));
};
