import type { Results, Sample } from '../measure/results';
import { SERVERS } from '../names';
import { READS } from '../workloads/reads';
import { drawPanel, heightOf } from './panel';
import { rateOf, ratiosOf } from './ratios';
import { roundAbove } from './scale';
import { spreadOf } from './spread';
import { SIZE } from './svg';
import type { Bar, Panel } from './svg';

const COLOURS: Readonly<Record<string, string>> = {
  [SERVERS.floor]: '#8b929c',
  [SERVERS.unguarded]: '#7fa8d1',
  [SERVERS.kvarbo]: '#0a6c4a',
  [SERVERS.postgraphile]: '#c9852b',
  [SERVERS.textbook]: '#a4473d',
};
const STORE = '#c3c8cf';
/** Which share of the floor's throughput Kvarbo is meant to reach, by the start of a ratio's name. */
const MARKS: Readonly<Record<string, number>> = {
  'landlord-list@32': 0.6,
  'case-board-farsta@32': 0.55,
  pushEvictionRecords: 0.4,
  submitNotices: 0.25,
};
const BUSY = 32;

/** The results as one picture: throughput of the main read, what it costs on the processor, and Kvarbo beside the floor. */
export function chart(results: Results): string {
  const main = READS.find(({ isMain }) => isMain)?.name;
  const samples = results.samples.filter(({ workload }) => workload === main);
  const [left, right] = [[throughput(samples)], [processor(samples), shares(results)]];
  const gap = 28;
  const heights = [left, right].map((panels) =>
    panels.reduce((sum, panel) => sum + heightOf(panel) + gap, gap),
  );
  const height = Math.max(...heights);
  const drawn = [left, right].flatMap((panels, column) => {
    let top = gap;
    return panels.map((panel) => {
      const at = top;
      top += heightOf(panel) + gap;
      return drawPanel(panel, 20 + column * SIZE.column, at);
    });
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${height}" width="${SIZE.width}" height="${height}" role="img">`,
    '<title>Kvarbo beside a floor, PostGraphile and a textbook build</title>',
    `<style>${STYLE}</style>`,
    `<rect width="${SIZE.width}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = [
  'text{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1d2430}',
  '.title{font-size:15px;font-weight:600}',
  '.note{fill:#5a6473}',
  '.heading{font-weight:600;fill:#3c4655}',
  '.range{stroke:#1d2430;stroke-width:1.5;stroke-opacity:.55}',
  '.mark{stroke:#c0172b;stroke-width:2}',
].join('');

function throughput(samples: readonly Sample[]): Panel {
  const groups = [...new Set(samples.map(({ concurrency }) => concurrency))].map((concurrency) => ({
    heading: concurrency === 1 ? 'one at a time' : `${concurrency} at a time`,
    bars: serversOf(samples).flatMap((server): Bar[] => {
      const rates = samples
        .filter((sample) => sample.server === server && sample.concurrency === concurrency)
        .map(rateOf);
      const spread = spreadOf(rates);
      if (!spread) return [];
      const parts = [{ value: spread.median, colour: colourOf(server) }];
      return [{ label: server, parts, text: spread.median.toFixed(0), range: spread }];
    }),
  }));
  return {
    title: 'The landlord’s list of 20: answers in a second',
    note: 'more is better; the line spans lowest to highest round',
    end: roundAbove(Math.max(...samples.map(rateOf))),
    groups,
  };
}

function processor(samples: readonly Sample[]): Panel {
  const bars = serversOf(samples).flatMap((server): Bar[] => {
    const own = samples.filter((sample) => sample.server === server && sample.concurrency === BUSY);
    const node = spreadOf(own.flatMap(({ nodeMicros }) => nodeMicros ?? []))?.median;
    const store = spreadOf(own.flatMap(({ storeMicros }) => storeMicros ?? []))?.median;
    if (node === undefined || store === undefined) return [];
    const parts = [
      { value: node, colour: colourOf(server) },
      { value: store, colour: STORE },
    ];
    return [{ label: server, parts, text: `${node.toFixed(0)} + ${store.toFixed(0)}` }];
  });
  const sums = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  return {
    title: 'The same: µs on a processor for each answer',
    note: `less is better; Node in colour, PostgreSQL in grey; ${BUSY} at a time`,
    end: roundAbove(Math.max(0, ...sums)),
    groups: [{ heading: '', bars }],
  };
}

function shares(results: Results): Panel {
  const titles = new Map(READS.map(({ name, title }) => [`${name}@${BUSY}`, title]));
  const bars = ratiosOf(results).flatMap(({ name, values }): Bar[] => {
    const isShare = /(throughput|rows\/s): /.test(name) && name.endsWith(` / ${SERVERS.floor}`);
    const [what = ''] = name.split(' ');
    const spread = spreadOf(values);
    const isOtherLoad = what.includes('@') && !titles.has(what);
    if (!isShare || !spread || isOtherLoad) return [];
    return [
      {
        label: shortened(titles.get(what) ?? what),
        parts: [{ value: spread.median, colour: colourOf(SERVERS.kvarbo) }],
        text: spread.median.toFixed(2),
        range: spread,
        mark: MARKS[what],
      },
    ];
  });
  return {
    title: 'Kvarbo’s throughput as a share of the floor’s',
    note: 'the floor keeps no promises; red: the share that is aimed at',
    end: 1,
    groups: [{ heading: '', bars }],
  };
}

function shortened(title: string): string {
  return title.replace(' by next deadline', '').replace('search by identity number', 'search');
}

function serversOf(samples: readonly Sample[]): readonly string[] {
  return [...new Set(samples.map(({ server }) => server))];
}

function colourOf(server: string): string {
  return COLOURS[server] ?? STORE;
}
