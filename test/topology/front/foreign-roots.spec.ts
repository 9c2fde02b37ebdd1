import { guardForeignRoots } from '../../../src/topology/front/foreign-roots';
import type { EngineError, EngineResult } from '../../../src/topology/front/engine';

const ASKED =
  '{ f0: enforcementRecord(caseNumber: "F-1-26") { f1: case { f2: notices { f3: id } } } }';
/** As the foreign subgraph and ours answer it: the row, and of its case what each of ours knows. */
const row = (id: string | null, notices: unknown = null) => ({
  f0: { f1: { f2: notices }, itsCase: { id } },
});
const at = (code: string, ...path: readonly (string | number)[]): EngineError => ({
  path,
  extensions: { code },
});

/** What is left of an engine's answer. */
async function guarded(answer: EngineResult): Promise<EngineResult> {
  const guard = guardForeignRoots(() => Promise.resolve(answer), new Set(['enforcementRecord']));
  const signal = new AbortController().signal;
  return guard({ query: ASKED, variables: {}, headers: {}, signal });
}

describe('a row of a foreign subgraph', () => {
  it('is shown to whom its case is shown, with its errors', async () => {
    const errors = [at('UNAVAILABLE', 'f0', 'f1', 'f2')];
    const { f0 } = row('a');
    expect(await guarded({ data: { f0 }, errors })).toEqual({
      data: { f0: { f1: f0.f1 } },
      errors,
    });
  });

  it.each(['UNAVAILABLE', 'LOG_UNAVAILABLE', 'RATE_LIMITED', 'UNAUTHENTICATED', 'INTERNAL'])(
    'that is hidden is like none, though %s is told within it',
    async (code) => {
      const errors = [at(code, 'f0', 'f1', 'f2')];
      const none = await guarded({ data: { f0: null } });
      expect(await guarded({ data: row(null), errors })).toEqual({ ...none, errors: [] });
      expect(none.data).toEqual({ f0: null });
    },
  );

  it('is absent while nobody can tell whether its case is shown', async () => {
    const errors = [
      at('UNAVAILABLE', 'f0', 'itsCase', 'id'),
      at('UNAVAILABLE', 'f0', 'f1', 'f2'),
      at('INTERNAL', 'f0', 'itsCase', 'id'),
    ];
    expect(await guarded({ data: row(null), errors })).toEqual({
      data: { f0: null },
      errors: [at('UNAVAILABLE', 'f0')],
    });
  });

  it('that fails as a whole is told to have failed, with whatever code', async () => {
    const errors = [at('INTERNAL', 'f0')];
    expect(await guarded({ data: { f0: null }, errors })).toEqual({ data: { f0: null }, errors });
  });
});
