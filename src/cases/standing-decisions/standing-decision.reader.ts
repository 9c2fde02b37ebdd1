import type { Position, Reading, Source, Sources } from '../../disclosure';
import { column, columnsFor, NO_FACTS, project } from '../../disclosure';
import type { Aliases, Keyring } from '../../persistence';
import { statementName } from '../../persistence';
import type { SealedDecision } from './decision-seal';
import { decisionSeal } from './decision-seal';

/** A standing decision as a plan may ask for it. */
interface DecisionRow {
  readonly id: string;
  readonly switch: string;
  readonly decided_on: string;
  readonly valid_to: string;
  readonly ended_at: Date | null;
  readonly sealed_decision: Buffer;
}

/** Reads standing decisions: which ones, the row policy of the reader's own role says. */
export class StandingDecisionReader {
  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
  ) {}

  /** All decisions of the reader's authority, those that ended or expired included, the newest first. */
  async all(reading: Reading, position: Position): Promise<readonly object[]> {
    return this.read(reading, position, '', []);
  }

  /** One decision by its own id, or null if it is not of the reader's authority. */
  async byId(reading: Reading, position: Position, id: string): Promise<object | null> {
    return (await this.read(reading, position, 'WHERE id = $1', [id]))[0] ?? null;
  }

  private async read(
    reading: Reading,
    position: Position,
    where: string,
    params: readonly unknown[],
  ): Promise<readonly object[]> {
    const sources = this.sourcesFor(reading);
    const columns = columnsFor(position, sources, ['id']);
    const sql = `SELECT ${columns.join(', ')} FROM disclosure.standing_decision ${where} ORDER BY registered_at DESC, id`;
    const rows = await reading.session.rows<DecisionRow>(
      statementName('decisions', sql),
      sql,
      params,
    );
    return rows.map((row) => project(position, sources, row, NO_FACTS));
  }

  private sourcesFor({ caller: { reader } }: Reading): Sources<DecisionRow> {
    const sealed = (name: keyof SealedDecision): Source<DecisionRow> => ({
      columns: ['id', 'sealed_decision'],
      value: ({ id, sealed_decision: envelope }) =>
        this.keyring.open<SealedDecision>(envelope, decisionSeal(id))[name],
    });
    return {
      id: { columns: ['id'], value: ({ id }) => this.aliases.alias('decision', reader, id) },
      // The store knows an authority by a blind name; whoever reads a decision reads those of its own.
      owner: { columns: [], value: () => reader },
      switch: column('switch'),
      decidedBy: sealed('decidedBy'),
      decidedOn: column('decided_on'),
      reference: sealed('reference'),
      validTo: column('valid_to'),
      endedAt: column('ended_at'),
    };
  }
}
