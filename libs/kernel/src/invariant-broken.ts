/**
 * A bug, not a refusal and not a failure: something that holds by construction does not. Nothing
 * is stored, the message goes to the dead letters, and a person has to look.
 */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}
