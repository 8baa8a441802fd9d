import { OPERATION_REASONS } from '@trueque/contracts';
import { QueryFields } from '@trueque/http';

/** Where a change takes two people, why it is wanted: `?reasonCode=…&reason=…`. */
export const AsksWhy = (): MethodDecorator =>
  QueryFields(
    { name: 'reasonCode', enum: OPERATION_REASONS },
    { name: 'reason', description: 'Why, where it takes two people.' },
  );
