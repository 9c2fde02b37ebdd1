// The engine of the federated graph as one process: the front, and Hive Gateway behind it.
import { runFront } from './built.mjs';
import { makeHiveEngine } from './hive-engine.mjs';

await runFront(makeHiveEngine);
