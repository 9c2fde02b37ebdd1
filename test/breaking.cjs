const { execFileSync } = require('node:child_process');
const { existsSync, readFileSync } = require('node:fs');
const { buildSchema, findBreakingChanges, findDangerousChanges } = require('graphql');

/**
 * Names each change of the served schema by which a client of the last release breaks, and fails on any; before the first
 * release the contract stands in for it, of which the parts that are not served yet are listed.
 */
const SERVED = 'schema/schema.graphql';
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

function baseline() {
  const tag = git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*')?.trim();
  const released = tag && git('show', `${tag}:${SERVED}`);
  if (released) return { name: `release ${tag}`, sdl: released, known: [] };
  const known = existsSync(NOT_SERVED_YET) ? readFileSync(NOT_SERVED_YET, 'utf8').split('\n') : [];
  return { name: 'the contract', sdl: readFileSync(CONTRACT, 'utf8'), known };
}

/** What a change is about, as the list of parts that are not served writes it. */
function coordinateOf({ description }) {
  return description
    .replace(/^(\S+) was removed from enum type (\S+)\.$/u, '$2.$1')
    .replace(/^(\S+) arg (\S+) was removed\.$/u, '$1($2:)')
    .replace(/ was removed\.$/u, '');
}

const { name, sdl, known } = baseline();
const before = buildSchema(sdl);
const served = buildSchema(readFileSync(SERVED, 'utf8'));
const breaking = findBreakingChanges(before, served).filter(
  (change) => !known.includes(coordinateOf(change)),
);
const dangerous = findDangerousChanges(before, served);

for (const { type, description } of breaking)
  process.stderr.write(`breaking: ${type} ${description}\n`);
for (const { type, description } of dangerous)
  process.stdout.write(`dangerous: ${type} ${description}\n`);
if (breaking.length > 0) {
  process.stderr.write(`Clients of ${name} break by ${breaking.length} changes of ${SERVED}.\n`);
  process.exit(1);
}
process.stdout.write(`Nothing breaks a client of ${name}.\n`);
