/**
 * The floor: a plain node:http and pg server with one prepared statement for each question, which gives the same content without
 * verifying a token, without row security and without asking any policy. Nothing that keeps the product's promises can be faster
 * than it.
 */
import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { BlindIndexer, Keyring } from '../../src/persistence';
import { columnTypes } from '../../src/persistence/column-types';
import type { SealingKey } from '../../src/persistence';
import { civilDay } from '../../src/shared';
import { boardCase } from './board-case';
import { BOARD_QUEUE, BOARD_SEARCH, LANDLORD_LIST, listAnswer, listStatement } from './list';

/** What the floor is told when it starts; it answers with its port. */
export interface FloorSettings {
  readonly databaseUrl: string;
  readonly sealingKeys: readonly SealingKey[];
  readonly indexKey: string;
  /** The landlord, as the store names it. */
  readonly landlord: string;
  /** The board, by its id. */
  readonly board: string;
  readonly connections: number;
}

process.once('message', (settings: FloorSettings) => {
  void serve(settings);
});
process.once('disconnect', () => {
  process.exit(0);
});

type Answer = (asked: URLSearchParams) => Promise<object>;

/** What is asked for, by path. */
function answersOf(settings: FloorSettings): Readonly<Record<string, Answer>> {
  const pool = new Pool({
    connectionString: settings.databaseUrl,
    max: settings.connections,
    types: columnTypes,
  });
  const keyring = new Keyring(settings.sealingKeys);
  const indexer = new BlindIndexer(Buffer.from(settings.indexKey, 'base64'));
  const { landlord, board } = settings;
  const [own, queue, search] = [LANDLORD_LIST, BOARD_QUEUE, BOARD_SEARCH].map(listStatement);
  if (!own || !queue || !search) throw new Error('A statement is missing.');
  const opening = () => ({ keyring, today: civilDay(new Date()) });
  return {
    '/landlord-list': () => listAnswer(pool, own, [landlord], opening()),
    '/board-queue': () => {
      const known = opening();
      return listAnswer(pool, queue, [board, known.today], known);
    },
    '/board-search': (asked) => {
      const number = indexer.blindIndex('person-number', asked.get('number') ?? '');
      return listAnswer(pool, search, [board, number], opening());
    },
    '/board-case': (asked) => boardCase(pool, [asked.get('id'), board], opening()),
  };
}

async function serve(settings: FloorSettings): Promise<void> {
  const answers = answersOf(settings);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://floor');
    request.resume().on('end', () => {
      const answer = answers[pathname]?.(searchParams) ?? Promise.reject(new Error(pathname));
      void answer
        .then((data) => {
          const body = JSON.stringify({ data });
          response.writeHead(200, {
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': Buffer.byteLength(body),
          });
          response.end(body);
        })
        .catch((error: unknown) => {
          response.writeHead(500).end(String(error));
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.((server.address() as AddressInfo).port);
}
