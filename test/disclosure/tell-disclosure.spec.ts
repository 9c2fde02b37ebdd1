import { buildSchema, execute, GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { DisclosureDeniedError } from '../../src/disclosure/disclosure-denied.error';
import { tellDisclosure } from '../../src/disclosure';
import { Agency, KvarboError } from '../../src/shared';
import { operationOf, planOf, SMALL_SDL } from './small-policy';

const told = (source: string, result: ExecutionResult): ExecutionResult =>
  tellDisclosure(result, planOf(source));

/** Answers as graphql-js does, with what a null in a non-null field brings. */
async function answered(source: string, rootValue: object): Promise<ExecutionResult> {
  const { document } = operationOf(source);
  return told(source, await execute({ schema: buildSchema(SMALL_SDL), document, rootValue }));
}

const inside = (result: ExecutionResult) =>
  (result.errors ?? []).map(({ path, message, originalError }) => [
    path?.join('.'),
    originalError instanceof KvarboError ? originalError.code : message,
  ]);

describe('tellDisclosure', () => {
  it('adds one error for each denied field, with coordinate and legal basis', () => {
    const { errors } = told('{ case { hidden } }', { data: { case: null } });
    const [error] = errors ?? [];
    expect(error).toBeInstanceOf(GraphQLError);
    expect(error?.path).toEqual(['case', 'hidden']);
    expect(error?.originalError).toBeInstanceOf(DisclosureDeniedError);
    expect((error?.originalError as DisclosureDeniedError).extensions()).toEqual({
      coordinate: 'Case.hidden',
      legalBasis: ['GDPR-5'],
    });
  });

  it('lists conditional fields with condition and legal basis, whether or not they are open', () => {
    const source = '{ case { party servant { phone } } }';
    const lists = [{ case: { party: 'x' } }, { case: { party: null } }, { case: null }].map(
      (data) => told(source, { data }).extensions,
    );
    expect(lists[0]).toEqual({
      disclosure: {
        conditional: [
          {
            path: ['case', 'party'],
            coordinate: 'Case.party',
            condition: 'IF_PARTY',
            legalBasis: ['GDPR-5'],
          },
          {
            path: ['case', 'servant', 'phone'],
            coordinate: 'Person.phone@Case.servant',
            condition: 'IF_PARTY+IF_DATE_SET',
            legalBasis: ['GDPR-5'],
          },
        ],
      },
    });
    expect([lists[1], lists[2]]).toEqual([lists[0], lists[0]]);
  });

  it('says that nothing is conditional where nothing is', () => {
    const result = told('{ case { id } }', {
      data: { case: { id: '1' } },
      extensions: { cost: 3 },
    });
    expect(result).toEqual({
      data: { case: { id: '1' } },
      extensions: { cost: 3, disclosure: { conditional: [] } },
    });
  });

  it('tells what is denied before what went wrong', () => {
    const fault = new GraphQLError('fault', { path: ['word'] });
    const result = told('{ word case { hidden } }', { data: { word: null }, errors: [fault] });
    expect(inside(result)).toEqual([
      ['case.hidden', 'DISCLOSURE_DENIED'],
      ['word', 'fault'],
    ]);
  });

  it('leaves out the complaint about a null in a non-null field that the policy closes', async () => {
    const source = '{ cases { id firm firmHidden } }';
    const closed = await answered(source, { cases: [{ id: '1' }, { id: '2' }] });
    expect(closed.data).toBeNull();
    expect(inside(closed)).toEqual([['cases.@.firmHidden', 'DISCLOSURE_DENIED']]);
    const empty = await answered(source, { cases: [] });
    expect([inside(empty), empty.extensions]).toEqual([inside(closed), closed.extensions]);
  });

  it('says the same of a failed condition as of a parent that is not there', async () => {
    const source = '{ case { id firm } }';
    const failed = await answered(source, { case: { id: '1', firm: null } });
    expect(failed).toEqual(await answered(source, { case: null }));
    expect(failed.errors).toBeUndefined();
  });

  it('keeps the complaint about a null where the policy closes nothing', async () => {
    const result = await answered('{ case { id firm } }', { case: { id: null, firm: 'x' } });
    expect(inside(result)).toEqual([
      ['case.id', 'Cannot return null for non-nullable field Case.id.'],
    ]);
  });

  it('keeps a resolver’s own fault at a field that the policy may close', async () => {
    const firm = (): never => {
      throw new Error('store');
    };
    expect(inside(await answered('{ case { id firm } }', { case: { id: '1', firm } }))).toEqual([
      ['case.firm', 'store'],
    ]);
  });

  it('says nothing to an agency from which nothing is kept', () => {
    const plan = planOf('{ case { hidden party } }', { agency: Agency.SOCIAL_SERVICES });
    expect(tellDisclosure({ data: { case: null } }, plan)).toEqual({
      data: { case: null },
      extensions: { disclosure: { conditional: [] } },
    });
  });
});
