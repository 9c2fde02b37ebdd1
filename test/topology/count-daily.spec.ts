import { countDaily } from '../../src/topology/count-daily';

const DAY_MS = 86_400_000;

describe('counting day by day', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('begins at once, goes on the next day after a failure that it tells, and ends', async () => {
    const fault = new Error('away');
    const count = jest.fn<Promise<void>, []>().mockRejectedValueOnce(fault).mockResolvedValue();
    const warn = jest.fn();
    const counting = countDaily(count, { warn });
    expect(count).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(2 * DAY_MS);
    expect(count).toHaveBeenCalledTimes(3);
    expect(warn.mock.calls).toEqual([[{ err: fault }, expect.any(String)]]);
    await counting.stop();
    await jest.advanceTimersByTimeAsync(2 * DAY_MS);
    expect(count).toHaveBeenCalledTimes(3);
  });

  it('waits at its end for the count that runs', async () => {
    let finish: () => void = () => undefined;
    const counting = countDaily(() => new Promise((resolve) => (finish = resolve)), {
      warn: jest.fn(),
    });
    let stopped = false;
    const stopping = counting.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(0);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(stopped).toBe(true);
  });
});
