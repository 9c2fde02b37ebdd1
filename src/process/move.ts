/** Who or what makes a case move. */
export type Actor =
  'LANDLORD' | 'TENANT' | 'SOCIAL_SERVICES' | 'ENFORCEMENT' | 'COURT' | 'CALENDAR';

/** Why a move is made: by whom, on what event, under which rules. */
export interface MoveCause {
  readonly event: string;
  readonly actor: Actor;
  /** Rule ids of the law. */
  readonly rules: readonly string[];
  /** The operation of the API that makes the move; left out where the gateway only learns of it. */
  readonly operation?: string;
  /** What must hold beside the state, in words. */
  readonly condition?: string;
}

/** One lawful move within a region. */
export interface Move<State extends string> extends MoveCause {
  readonly from: State;
  readonly to: State;
}

/** A region of the process: its states in the order of the law, and every lawful move between them. */
export interface Region<State extends string> {
  readonly name: string;
  readonly states: Readonly<Record<State, string>>;
  readonly moves: readonly Move<State>[];
}

/** The same move out of each of several states. */
export function fromEach<State extends string>(
  states: readonly State[],
  to: State,
  cause: MoveCause,
): readonly Move<State>[] {
  return states.map((from) => ({ from, to, ...cause }));
}

/** The lawful moves out of a state, in the order of the table. */
export function movesFrom<State extends string>(
  region: Region<State>,
  from: State,
): readonly Move<State>[] {
  return region.moves.filter((move) => move.from === from);
}

/** Whether a case may go from one state to another; to stay where it is is always lawful. */
export function isLawfulMove<State extends string>(
  region: Region<State>,
  from: State,
  to: State,
): boolean {
  return from === to || movesFrom(region, from).some((move) => move.to === to);
}
