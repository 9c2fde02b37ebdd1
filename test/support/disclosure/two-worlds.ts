import type { RawAnswer } from './world-gateway';
import type { ReaderId } from './readers';
import type { LiveWorld } from './world-lab';

/** What a reader was answered in each of two worlds. */
export type Answers = readonly [RawAnswer, RawAnswer];

/** The input of a mutation, as it is in one of the worlds. */
export type InputFor = (world: LiveWorld) => Promise<object> | object;

/** Lets things happen in two worlds that live at the same instants, or in the second one alone. */
export class TwoWorlds {
  /** What the reader was answered, where it did things itself. */
  readonly answers: Answers[] = [];

  constructor(
    readonly one: LiveWorld,
    readonly other: LiveWorld,
    readonly reader: ReaderId,
  ) {}

  /** The same in both, a second after what happened last. */
  async inBoth(client: ReaderId, query: string, inputFor: InputFor): Promise<Answers> {
    const now = new Date(this.one.gateway.clock.now.getTime() + 1_000);
    const answers = await Promise.all(
      [this.one, this.other].map((world) => answered(world, client, query, inputFor, now)),
    );
    const [a, b] = answers as [RawAnswer, RawAnswer];
    if (client === this.reader) this.answers.push([a, b]);
    return [a, b];
  }

  /** In the other world alone, between two instants at which something happens in both. */
  async inOther(client: ReaderId, query: string, inputFor: InputFor): Promise<RawAnswer> {
    const now = new Date(this.one.gateway.clock.now.getTime() + 500);
    return answered(this.other, client, query, inputFor, now);
  }
}

async function answered(
  world: LiveWorld,
  client: ReaderId,
  query: string,
  inputFor: InputFor,
  now: Date,
): Promise<RawAnswer> {
  world.gateway.clock.now = now;
  return world.ask(client, { query, variables: { input: await inputFor(world) } });
}
