import { createHash, type Hash } from 'node:crypto';
import type { ChainRegister } from './chain-register';
import { ChainWalk, type Witness } from './chain-walk';
import { addHead, type CheckpointTrail } from './checkpoint-trail';
import type { FaultList } from './log-faults';
import type { SheetRecord, HeadRecord } from './log-record';
import type { SharedRows } from './shared-rows';

/** What sheets are held against. */
export interface SheetCheckParts {
  readonly chains: ChainRegister;
  readonly trail: CheckpointTrail;
  readonly shapes: SharedRows;
  readonly actors: SharedRows;
  readonly faults: FaultList;
}

/** One chain under way. */
interface Current {
  readonly instance: string;
  /** Null when the log has no such chain. */
  readonly walk: ChainWalk | null;
  /** What later chains say, by sequence; taken as their sheets come. */
  readonly links: Witness[];
  readonly heads: Hash;
}

/** Takes sheets and heads, chain by chain, and holds them against all that speaks about them. */
export class SheetCheck {
  sheets = 0;
  /** One for each case of a sheet. */
  entries = 0;
  unsigned = 0;
  extra = 0;
  readonly #parts: SheetCheckParts;
  readonly #done = new Set<string>();
  #current: Current | null = null;

  constructor(parts: SheetCheckParts) {
    this.#parts = parts;
  }

  add({ sheet, hash }: SheetRecord): void {
    const { walk, links } = this.#enter(sheet.instance, sheet.sequence);
    this.sheets += 1;
    this.entries += sheet.cases.length;
    this.#parts.shapes.refer(sheet.shape, sheet.instance, sheet.sequence);
    this.#parts.actors.refer(sheet.actor, sheet.instance, sheet.sequence);
    walk?.sheet(sheet, hash);
    while (links[0] && links[0].sequence <= sheet.sequence) takeFirst(links, walk);
  }

  addHead(head: HeadRecord): void {
    const { walk, heads } = this.#enter(head.instance, null);
    addHead(heads, head);
    const { sequence, hash, number } = head;
    walk?.witness({ sequence, hash, name: `checkpoint ${number}`, isSigned: true });
  }

  /** To be called after the last record. */
  end(): void {
    this.#leave();
    // Chains of which no sheet is left, among them such as never had one.
    const { chains, trail } = this.#parts;
    for (const instance of new Set([...chains.instances(), ...trail.instances()])) {
      if (this.#done.has(instance)) continue;
      this.#enter(instance, null);
      this.#leave();
    }
  }

  #enter(instance: string, sequence: number | null): Current {
    if (this.#current?.instance === instance) return this.#current;
    this.#leave();
    const { chains, faults } = this.#parts;
    const start = chains.startOf(instance);
    if (this.#done.has(instance)) {
      const place = sequence === null ? { instance } : { instance, sequence };
      faults.add('REPEATED', place, `chain ${instance} stands in two places`);
    } else if (start === null && sequence !== null) {
      const message = `chain ${instance}: sheet ${sequence} and those after it belong to no chain of the log`;
      faults.add('NO_CHAIN', { instance, sequence }, message);
    }
    this.#done.add(instance);
    const walk = start && new ChainWalk(instance, start, faults);
    const links = [...chains.linksOf(instance)];
    const from = start?.sequence ?? 0;
    while (links[0] && links[0].sequence <= from) takeFirst(links, walk);
    this.#current = { instance, walk, links, heads: createHash('sha256') };
    return this.#current;
  }

  #leave(): void {
    if (!this.#current) return;
    const { instance, walk, links, heads } = this.#current;
    this.#current = null;
    while (links.length > 0) takeFirst(links, walk);
    walk?.end();
    this.unsigned += walk?.unsigned ?? 0;
    this.extra += walk?.extra ?? 0;
    if (!this.#parts.trail.isSum(instance, heads)) {
      const message = `chain ${instance}: what stands among its sheets is not what the checkpoints say`;
      this.#parts.faults.add('CHECKPOINT_CHANGED', { instance }, message);
    }
  }
}

function takeFirst(links: Witness[], walk: ChainWalk | null): void {
  const link = links.shift();
  if (link) walk?.witness(link);
}
