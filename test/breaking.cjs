const { execFileSync } = require('node:child_process');
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { buildSchema, findDangerousChanges } = require('graphql');
const {
  apiOf,
  besideApi,
  breakingChanges,
  changesOfSubgraph,
} = require('./federation-changes.cjs');

/**
 * Names each change by which a client or an engine of the last release breaks, and fails on any: of the served schema, of the API
 * that an engine serves by the supergraph, and of each subgraph. Before the first release the contract stands in for it, of which the
 * parts that are not served yet are listed; to subgraphs there is nothing to compare then but the API.
 */
const SERVED = 'schema/schema.graphql';
const SUPERGRAPH = 'schema/supergraph.graphql';
const SUBGRAPHS = 'schema/subgraphs';
const CONTRACT = 'test/contract/contract.graphql';
const NOT_SERVED_YET = 'test/contract/not-served-yet.txt';

/** Output of git, or null where it fails: no repository, no tag, no such file in it. */
function git(...args) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

function baseline() {
  const tag = git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*')?.trim();
  const released = tag && git('show', `${tag}:${SERVED}`);
  if (released) return { tag, name: `release ${tag}`, sdl: released, known: [] };
  const known = (textOf(NOT_SERVED_YET) ?? '').split('\n');
  return { tag: null, name: 'the contract', sdl: readFileSync(CONTRACT, 'utf8'), known };
}

/** What a change is about, as the list of parts that are not served writes it. */
function coordinateOf({ description }) {
  return description
    .replace(/^(\S+) was removed from enum type (\S+)\.$/u, '$2.$1')
    .replace(/^(\S+) arg (\S+) was removed\.$/u, '$1($2:)')
    .replace(/ was removed\.$/u, '');
}

const { tag, name, sdl, known } = baseline();
const before = buildSchema(sdl);
const served = buildSchema(readFileSync(SERVED, 'utf8'));
const breaksFrom = (old, now) =>
  breakingChanges(old, now).filter((change) => !known.includes(coordinateOf(change)));
let broken = 0;

/** Names what has changed at a place, and who breaks by it. */
function tell(changes, place, who) {
  const where = place === SERVED ? '' : ` in ${place}`;
  for (const { type, description } of changes)
    process.stderr.write(`breaking${where}: ${type} ${description}\n`);
  broken += changes.length;
  if (changes.length > 0)
    process.stderr.write(`${who} of ${name} break by ${changes.length} changes of ${place}.\n`);
}

function compareSupergraph() {
  const now = textOf(SUPERGRAPH);
  const released = tag && git('show', `${tag}:${SUPERGRAPH}`);
  const removed = { type: 'FILE_REMOVED', description: `${SUPERGRAPH} was removed.` };
  if (now === null) return tell(released ? [removed] : [], SUPERGRAPH, 'Clients');
  return tell(breaksFrom(released ? apiOf(released) : before, apiOf(now)), SUPERGRAPH, 'Clients');
}

/** Says whether there was anything to compare with. */
function compareSubgraphs() {
  const list = tag && git('ls-tree', '--name-only', tag, `${SUBGRAPHS}/`);
  const released = (list ?? '').split('\n').filter((file) => file.endsWith('.graphql'));
  for (const file of released) {
    const now = textOf(file);
    const removed = { type: 'FILE_REMOVED', description: `${file} was removed.` };
    const changes =
      now === null ? [removed] : changesOfSubgraph(git('show', `${tag}:${file}`), now);
    tell(changes, file, 'Engines');
  }
  return released.length > 0;
}

/** Says what a subgraph has beside the API; whatever was released, no engine can serve that. */
function compareWithApi(files) {
  for (const file of files) {
    const beside = besideApi(readFileSync(file, 'utf8'), served);
    for (const one of beside) process.stderr.write(`${file} is not as ${SERVED}: ${one}\n`);
    broken += beside.length;
  }
}

const files = existsSync(SUBGRAPHS)
  ? readdirSync(SUBGRAPHS).map((file) => `${SUBGRAPHS}/${file}`)
  : [];
tell(breaksFrom(before, served), SERVED, 'Clients');
compareSupergraph();
const wereReleased = compareSubgraphs();
compareWithApi(files);
for (const { type, description } of findDangerousChanges(before, served))
  process.stdout.write(`dangerous: ${type} ${description}\n`);
if (broken > 0) process.exit(1);
process.stdout.write(`Nothing breaks a client of ${name}.\n`);
if (wereReleased) process.stdout.write(`Nothing breaks an engine of ${name}.\n`);
else if (files.length > 0)
  process.stdout.write(
    `No release has subgraphs to compare with; what the ${files.length} of now serve is in ${SERVED}.\n`,
  );
