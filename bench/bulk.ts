import { civilDay } from '../src/shared';
import { arrearsInput, tenancy } from '../test/support/many-tenancies';
import { LANDLORD } from './operation';
import type { Send } from './load-data';

/** What a bulk call came to. */
export interface BulkSample {
  readonly notices: number;
  readonly taken: number;
  readonly refused: number;
  /** Refused ones that were not answered with every problem, and taken ones that were not answered with a notice. */
  readonly wrong: number;
  readonly milliseconds: number;
}

interface Answer {
  readonly submitNotices: {
    readonly results: readonly {
      readonly index: number;
      readonly notice: { readonly receiptNumber: string } | null;
      readonly problems: readonly { readonly path: string }[];
    }[];
  };
}

const SUBMIT = `mutation ($input: SubmitNoticesInput!) { submitNotices(input: $input) {
  results { index notice { receiptNumber } problems { path code message } } } }`;

/** Above the tenancies that are loaded for the other measurements. */
const FIRST_TENANCY = 50_000;
/** What is wrong with each bad notice. */
const FAULTS = ['tenants', 'recoveryTotal', 'termination.on'];

/** Sends notices in one call, every second of them bad, and checks the answer. */
export async function measureBulk(send: Send, notices: number): Promise<BulkSample> {
  const today = civilDay(new Date());
  const sent = Array.from({ length: notices }, (_, index) => {
    const facts = { key: `bench-bulk-${index}`, landlord: 'Bostaden', today };
    const good = arrearsInput(tenancy(FIRST_TENANCY + index), facts);
    const bad = { tenants: [], recoveryTotal: '1.00', termination: { on: 'never', ground: 'X' } };
    return index % 2 === 0 ? good : { ...good, ...bad };
  });
  const startedAt = performance.now();
  const answer = (await send(LANDLORD.client, SUBMIT, {
    input: { idempotencyKey: 'bench-bulk', notices: sent },
  })) as Answer;
  const milliseconds = performance.now() - startedAt;
  const { results } = answer.submitNotices;
  const right = results.filter(({ index, notice, problems }) => {
    const isGood = index % 2 === 0;
    const paths = problems.map(({ path }) => path);
    return isGood
      ? notice !== null && paths.length === 0
      : notice === null && FAULTS.every((fault) => paths.includes(`notices.${index}.${fault}`));
  });
  return {
    notices,
    taken: results.filter(({ notice }) => notice !== null).length,
    refused: results.filter(({ problems }) => problems.length > 0).length,
    wrong: notices - right.length,
    milliseconds,
  };
}
