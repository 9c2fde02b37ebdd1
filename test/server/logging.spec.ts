import { createLogger } from '../../src/server';
import { describeError } from '../../src/server/error-description';
import { SECRETS } from './support';

const logged = (write: (log: ReturnType<typeof createLogger>) => void): string => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'info', destination }));
  return lines.join('');
};

describe('createLogger', () => {
  it('writes lines of JSON with the name of the level and an instant in UTC', () => {
    const line = logged((log) => {
      log.info({ part: 'database' }, 'started');
    });
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/Z$/) as string,
      part: 'database',
      msg: 'started',
    });
  });

  it('leaves out what is below its level', () => {
    expect(
      logged((log) => {
        log.debug('detail');
      }),
    ).toBe('');
  });

  it.each(['token', 'authorization', 'variables', 'personalIdentityNumber', 'name'])(
    'hides what is called %s',
    (field) => {
      const line = logged((log) => {
        log.info(
          { [field]: SECRETS.name, inner: { deep: [{ [field]: SECRETS.identityNumber }] } },
          'line',
        );
      });
      expect(line).not.toMatch(/Testsson|1212/);
    },
  );

  it('never writes the message of an error', () => {
    const line = logged((log) => {
      log.error(new Error(SECRETS.name));
      log.error({ err: new Error(SECRETS.name) }, 'failed');
      log.error({ error: new Error(SECRETS.name) }, 'failed');
    });
    expect(line).not.toContain('Testsson');
    expect(line.split('logging.spec').length).toBeGreaterThan(3);
  });
});

describe('describeError', () => {
  it('tells kind, code and place', () => {
    const error = Object.assign(new TypeError('x'), { code: '23505', constraint: 'notice_key' });
    const { frames, ...rest } = describeError(error);
    expect(rest).toEqual({ type: 'TypeError', code: '23505', constraint: 'notice_key' });
    expect(frames[0]).toContain('logging.spec');
  });

  it('takes no line of a message for a place', () => {
    const error = new Error(`first\n    at ${SECRETS.name} (x.ts:1:1)\n    at home:1:1`);
    expect(describeError(error).frames.join()).not.toMatch(/Testsson|home/);
  });

  it('takes no line of a message that was changed for a place', () => {
    const error = new Error(`at ${SECRETS.name}`);
    error.message = 'changed';
    expect(describeError(error).frames.join()).not.toContain('Testsson');
  });

  it('leaves out a code, a table or a type that is no plain name', () => {
    const error = Object.assign(new Error('x'), { code: SECRETS.name, table: SECRETS.address });
    error.name = SECRETS.name;
    expect(JSON.stringify(describeError(error))).not.toMatch(/Testsson|gatan/);
  });

  it('follows causes three deep and no further', () => {
    const error = [1, 2, 3, 4, 5].reduce<Error>(
      (cause) => new Error('x', { cause }),
      new Error('y'),
    );
    expect(JSON.stringify(describeError(error)).match(/"type"/g)).toHaveLength(4);
  });

  it.each([undefined, null, 'Testsson', 7])('describes %p, which is no error', (value) => {
    expect(JSON.stringify(describeError(value))).not.toContain('Testsson');
  });
});
