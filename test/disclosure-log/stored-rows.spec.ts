import { StoredRows } from '../../src/disclosure-log/stored-rows';

const row = (id: number) => ({ id: Buffer.from([id]) });

describe('the rows that are known to be stored', () => {
  it('are not sent again within the hour, and are after it', () => {
    let now = 5;
    const rows = new StoredRows(() => now);
    const [a, b] = [row(1), row(2)];
    expect(rows.missing([a, b])).toEqual([a, b]);
    rows.note([a]);
    now += 3_600_000;
    expect(rows.missing([a, b])).toEqual([b]);
    now += 1;
    expect(rows.missing([a])).toEqual([a]);
  });

  it('are sent once each and in the order of their ids, so that instances never wait in a circle', () => {
    const rows = new StoredRows(() => 0);
    const [a, b, c] = [row(1), row(2), row(3)];
    expect(rows.missing([c, a, b, a, c])).toEqual([a, b, c]);
  });
});
