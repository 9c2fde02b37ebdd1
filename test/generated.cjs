const { execFileSync } = require('node:child_process');

/** Everything that `npm run generate` writes. */
const GENERATED = ['schema', 'migrations/1764000000099-second-wall.ts'];

/** Fails when what was just generated differs from what is committed, untracked files included. */
const changed = execFileSync('git', ['status', '--porcelain', '--', ...GENERATED], {
  encoding: 'utf8',
});
if (changed !== '') {
  process.stderr.write(
    `These files are not what npm run generate makes; commit the result:\n${changed}`,
  );
  process.exit(1);
}
