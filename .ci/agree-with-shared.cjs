// Compares the built policy and reference data with the law's own tables, cell by cell: run it after `npm run build`.
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '..');
const SHARED = resolve(ROOT, '..', 'shared');
const AGENCIES = ['LANDLORD', 'SOCIAL_SERVICES', 'ENFORCEMENT', 'OVERSIGHT'];

if (!existsSync(SHARED)) {
  process.stdout.write('No shared tables beside this repository: nothing to agree with.\n');
  process.exit(0);
}

require('reflect-metadata');
const { DISCLOSURE_ROWS, OPERATIONS, cellText } = require(join(ROOT, 'dist/src/disclosure'));
const { MUNICIPALITIES } = require(join(ROOT, 'dist/src/cases/reference/municipalities'));
const { SOCIAL_BOARDS } = require(join(ROOT, 'dist/src/cases/reference/social-boards'));

const differences = [];
const words = (text) => text.split(' ').filter((word) => word !== '');

/** Where the tests keep the copies of the law's tables by which their oracle judges. */
const ORACLE = resolve(ROOT, 'test', 'support', 'disclosure', 'oracle');

compareCopy('disclosure-matrix.csv');
compareCopy('operations.csv');
compare('disclosure-matrix.csv', expectedRows(), ownRows());
compare('operations.csv', expectedOperations(), ownOperations());
compare('municipalities.csv', expectedMunicipalities(), ownMunicipalities());
compare('stockholm-district-boards.csv', expectedBoards(), ownBoards());

for (const difference of differences) process.stdout.write(`${difference}\n`);
process.stdout.write(
  differences.length === 0
    ? `Agrees: ${DISCLOSURE_ROWS.length} coordinates, ${OPERATIONS.length} operations, ${MUNICIPALITIES.length} municipalities, ${SOCIAL_BOARDS.length} boards.\n`
    : `${differences.length} differences.\n`,
);
process.exitCode = differences.length === 0 ? 0 : 1;

/** The oracle's copy must be the law's table, letter by letter. */
function compareCopy(file) {
  const copy = readFileSync(join(ORACLE, file), 'utf8');
  if (copy !== readFileSync(join(SHARED, 'domain', file), 'utf8'))
    differences.push(`${file}: the oracle's copy differs`);
}

/** Both sides are maps from a key to named values. */
function compare(file, expected, own) {
  for (const [key, values] of expected) {
    const found = own.get(key);
    if (!found) {
      differences.push(`${file}: ${key} is missing here`);
      continue;
    }
    for (const [name, value] of Object.entries(values)) {
      if (found[name] !== value) {
        differences.push(`${file}: ${key} ${name} is ${found[name]} here and ${value} there`);
      }
    }
  }
  for (const key of own.keys()) {
    if (!expected.has(key)) differences.push(`${file}: ${key} is not there`);
  }
}

function ownRows() {
  return keyed(DISCLOSURE_ROWS, 'coordinate', (row) => ({
    row: row.row,
    ...Object.fromEntries(AGENCIES.map((agency) => [agency, cellText(row.cells[agency])])),
    basis: row.legalBasis.join(' '),
    rationale: row.rationale,
  }));
}

function expectedRows() {
  return keyed(table('domain/disclosure-matrix.csv'), 'coordinate', (row) => ({
    row: row.row,
    ...Object.fromEntries(AGENCIES.map((agency) => [agency, spelledOut(row, agency)])),
    basis: words(row.legal_basis).join(' '),
    rationale: row.rationale,
  }));
}

/** The cell with its switch and consent group. Of several switches in one line each ends in its reader's name. */
function spelledOut(row, agency) {
  const readerNames = {
    LANDLORD: 'LANDLORD',
    SOCIAL_SERVICES: 'BOARD',
    ENFORCEMENT: 'ENFORCEMENT',
  };
  const switches = words(row.switch);
  const ownSwitch =
    switches.length > 1
      ? switches.find((name) => name.endsWith(`_TO_${readerNames[agency]}`))
      : switches[0];
  return row[agency]
    .split('+')
    .map((part) => {
      if (part === 'IF_CONSENT') return `IF_CONSENT(${row.consent_group})`;
      if (part === 'IF_SWITCH') return `IF_SWITCH(${ownSwitch})`;
      if (part === 'IF_SWITCH_OR_CONSENT')
        return `IF_SWITCH_OR_CONSENT(${ownSwitch}, ${row.consent_group})`;
      return part;
    })
    .join('+');
}

function ownOperations() {
  return keyed(OPERATIONS, 'operation', (row) => ({
    ...row.agencies,
    scope: row.scopes.join('|') || '-',
    purposes: row.purposes.join(' '),
    basis: row.legalBasis.join(' '),
    rationale: row.rationale,
  }));
}

function expectedOperations() {
  return keyed(table('domain/operations.csv'), 'operation', (row) => ({
    ...Object.fromEntries(AGENCIES.map((agency) => [agency, row[agency]])),
    scope: row.scope,
    purposes: words(row.purposes).join(' '),
    basis: words(row.legal_basis).join(' '),
    rationale: row.rationale,
  }));
}

function ownMunicipalities() {
  return keyed(MUNICIPALITIES, 'code', ({ name, countyCode, county }) => ({
    name,
    countyCode,
    county,
  }));
}

function expectedMunicipalities() {
  return keyed(table('data/municipalities.csv'), 'code', (row) => ({
    name: row.name,
    countyCode: row.county_code,
    county: row.county_name,
  }));
}

function ownBoards() {
  const districts = SOCIAL_BOARDS.filter(({ id }) => !/^\d{4}$/.test(id));
  return keyed(districts, 'id', ({ name, municipality, validFrom }) => ({
    name,
    municipality,
    established: validFrom ?? '',
  }));
}

function expectedBoards() {
  return keyed(table('data/stockholm-district-boards.csv'), 'board_id', (row) => ({
    name: row.name,
    municipality: row.municipality_code,
    established: row.established,
  }));
}

function keyed(rows, key, values) {
  return new Map(rows.map((row) => [row[key], values(row)]));
}

/** A CSV file with a header line and quoted cells, as objects. */
function table(path) {
  const [header, ...lines] = readFileSync(join(SHARED, path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(cells);
  return lines.map((line) =>
    Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])),
  );
}

function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
