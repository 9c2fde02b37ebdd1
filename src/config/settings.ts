import { signingKeyFaults, type SigningKey } from '../persistence';

/** The environment cannot be used; `faults` says all that is wrong with it, one line each, without any value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

/** The variables of the process, or what stands in for them in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A range of whole numbers, and what counts when nothing is set. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}

/** Strict base64: Node's decoder would take almost anything. */
export function isKey(value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === value;
}

/** The environment while it is read: hands out values and collects what is wrong with them. */
export class Settings {
  readonly faults: string[] = [];
  private readonly read = new Set<string>();

  constructor(private readonly environment: Environment) {}

  text(name: string): string | undefined {
    this.read.add(name);
    const value = this.environment[name];
    return value === '' ? undefined : value;
  }

  isSet(name: string): boolean {
    return this.text(name) !== undefined;
  }

  require(name: string): void {
    if (!this.isSet(name)) this.fault(name, 'is required');
  }

  fault(name: string, rule: string): void {
    this.faults.push(`${name}: ${rule}`);
  }

  matching(name: string, pattern: RegExp, what: string, otherwise: string): string {
    const value = this.text(name) ?? otherwise;
    if (!pattern.test(value)) this.fault(name, `must be ${what}`);
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.text(name) ?? otherwise;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) this.fault(name, `must be one of ${choices.join(', ')}`);
    return choice ?? otherwise;
  }

  port(name: string, otherwise: number): number {
    const value = this.text(name) ?? String(otherwise);
    const isPort = /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
    if (!isPort) this.fault(name, 'must be a port, 0 to 65535');
    return isPort ? Number(value) : otherwise;
  }

  key(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !isKey(value)) this.fault(name, 'must be 32 bytes in base64');
    return value;
  }

  number(name: string, unit: string, { least, most, otherwise }: NumberRange): number {
    const value = this.text(name) ?? String(otherwise);
    const isInRange = /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= most;
    if (!isInRange) this.fault(name, `must be a number of ${unit}, ${least} to ${most}`);
    return isInRange ? Number(value) : otherwise;
  }

  signingKeys(name: string): readonly SigningKey[] | undefined {
    const value = this.json(name);
    if (value === undefined) return undefined;
    const faults = signingKeyFaults(value);
    for (const fault of faults) this.fault(name, fault);
    return faults.length === 0 ? (value as SigningKey[]) : undefined;
  }

  json(name: string): unknown {
    const value = this.text(name);
    if (value === undefined) return undefined;
    try {
      return JSON.parse(value);
    } catch {
      this.fault(name, 'must be JSON');
      return undefined;
    }
  }

  refuseEqualPorts(names: readonly string[], ports: readonly number[]): void {
    const fixed = ports.filter((port) => port !== 0);
    if (new Set(fixed).size < fixed.length) this.fault(names.join(', '), 'must be different ports');
  }

  /** A misspelt name would silently leave its default in force. */
  refuseUnknown(): void {
    for (const name of Object.keys(this.environment)) {
      if (name.startsWith('KVARBO_') && !this.read.has(name)) {
        this.fault(name, 'is not a setting of this service');
      }
    }
  }
}
