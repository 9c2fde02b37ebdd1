// The front alone, before an engine that runs by itself at KVARBO_ENGINE_URL. Needs none of the packages of this folder.
import { engineElsewhere, runFront } from './built.mjs';

await runFront(engineElsewhere);
