/** Loaded into a gateway before the service: tells its parent of its heap and of what its time goes to. */
import { Session } from 'node:inspector';

/** What the parent asks for: bytes of the heap in use after a collection of garbage, and a profile of the time between two messages. */
export type ProbeRequest = 'heap' | 'profile' | 'profiled';

const SAMPLE_MICROS = 500;
const session = new Session();

process.on('message', (request: ProbeRequest) => {
  if (request === 'heap') {
    for (let time = 0; time < 2; time += 1) global.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
  } else if (request === 'profile') {
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROS });
    session.post('Profiler.start', () => process.send?.(null));
  } else {
    session.post('Profiler.stop', (_error, { profile }) => process.send?.(profile));
  }
});
// It keeps no process running that has drained.
process.channel?.unref();
