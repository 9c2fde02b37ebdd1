import type { Answer } from '../../gateway';
import { MARK, VERSION_MARK } from './marks';
import type { Known, OracleAnswer, OracleCaller } from './oracle';

/** Which text of which reader stands for which mark; each stands for one, and no two readers share an id. */
export class Recognised implements Known {
  private readonly textOf = new Map<string, string>();
  private readonly mark = new Map<string, string>();
  private readonly organisationOf = new Map<string, string>();

  markOf({ organisation }: OracleCaller, text: string): string | null {
    return this.mark.get(`${organisation} ${text}`) ?? null;
  }

  /** Texts of a reader whose marks begin in the same way. */
  textsOf({ organisation }: OracleCaller, mark: string): readonly string[] {
    return [...this.textOf].flatMap(([key, text]) =>
      key.startsWith(`${organisation} ${mark}`) ? text : [],
    );
  }

  /** Whether the text may stand for the mark; from then on it does. */
  agrees({ organisation }: OracleCaller, mark: string, text: string): boolean {
    const known = this.textOf.get(`${organisation} ${mark}`);
    const other = this.mark.get(`${organisation} ${text}`);
    const owner = this.organisationOf.get(text);
    if (known !== undefined || other !== undefined) return known === text && other === mark;
    if (owner !== undefined && owner !== organisation) return false;
    this.textOf.set(`${organisation} ${mark}`, text);
    this.mark.set(`${organisation} ${text}`, mark);
    this.organisationOf.set(text, organisation);
    return true;
  }
}

/** Where the product's answer differs from the oracle's; empty if it does not. */
export function differences(
  { body }: Answer,
  oracle: OracleAnswer,
  recognised: Recognised,
  caller: OracleCaller,
): readonly string[] {
  const found: string[] = [];
  compareValues(body.data ?? null, oracle.data ?? null, 'data');
  const errors = (body.errors ?? []).map(({ path = [], extensions }) => {
    const { code, coordinate, legalBasis, problems } = extensions;
    return {
      path,
      code,
      ...(coordinate !== undefined && { coordinate, legalBasis }),
      ...(problems !== undefined && {
        problems: (problems as { path: string; code: string }[]).map((one) => ({
          path: one.path,
          code: one.code,
        })),
      }),
    };
  });
  const isNamed = (refusal: object): boolean =>
    errors.some((error) => canonical(error) === canonical(refusal));
  const named = oracle.refusals.filter(isNamed);
  const isNulled = oracle.data === null && named.length > 0;
  compareSets('errors', errors, [...(isNulled ? named : oracle.refusals), ...oracle.denials]);
  const { conditional = [] } = (body.extensions?.disclosure ?? {}) as { conditional?: object[] };
  compareSets('conditional', conditional, oracle.conditional);
  return found;

  function compareValues(got: unknown, wanted: unknown, at: string): void {
    if (typeof wanted === 'string' && wanted.startsWith(MARK)) {
      if (typeof got !== 'string' || !recognised.agrees(caller, wanted, got))
        found.push(`${at}: ${show(got)} does not stand for ${wanted}`);
    } else if (wanted === VERSION_MARK) {
      if (!(Number.isInteger(got) && Number(got) > 0))
        found.push(`${at}: ${show(got)} is no version`);
    } else if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === got.length) {
      wanted.forEach((one, index) => {
        compareValues(got[index], one, `${at}.${index}`);
      });
    } else if (isObject(wanted) && isObject(got)) {
      const keys = new Set([...Object.keys(wanted), ...Object.keys(got)]);
      for (const key of keys) compareValues(got[key], wanted[key], `${at}.${key}`);
    } else if (show(got) !== show(wanted)) {
      found.push(`${at}: is ${show(got)}, and should be ${show(wanted)}`);
    }
  }

  function compareSets(name: string, got: readonly object[], wanted: readonly object[]): void {
    const [have, want] = [got, wanted].map((set) => set.map((one) => canonical(one)).sort()) as [
      string[],
      string[],
    ];
    if (have.join('\n') === want.join('\n')) return;
    for (const one of have.filter((text) => !want.includes(text)))
      found.push(`${name} too many: ${one}`);
    for (const one of want.filter((text) => !have.includes(text)))
      found.push(`${name} missing: ${one}`);
    if (have.length !== want.length)
      found.push(`${name}: ${have.length} instead of ${want.length}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return show(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, member]) => `${name}:${canonical(member)}`).join(',')}}`;
}
