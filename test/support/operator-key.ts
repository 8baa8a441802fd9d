/** The key that every trueque of the tests is started with, and that the tests show. */
export const OPERATOR_KEY = 'tq_0000000000000001_for-tests-only-for-tests-only-for-tests-onl';

/** As headers of a request. */
export const asOperator = { authorization: `Bearer ${OPERATOR_KEY}` } as const;
