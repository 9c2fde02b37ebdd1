const { execFileSync } = require('node:child_process');

/** Fails when what was just generated differs from what is committed, untracked files included. */
const changed = execFileSync('git', ['status', '--porcelain', '--', 'schema'], {
  encoding: 'utf8',
});
if (changed !== '') {
  process.stderr.write(
    `schema/ is not what npm run generate makes; commit the result:\n${changed}`,
  );
  process.exit(1);
}
