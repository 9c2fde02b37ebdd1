import { Roles1764000000001 } from './1764000000001-roles';
import { Cases1764000000002 } from './1764000000002-cases';
import { Landlord1764000000003 } from './1764000000003-landlord';
import { Social1764000000004 } from './1764000000004-social';
import { Enforcement1764000000005 } from './1764000000005-enforcement';

/** Every migration, in the order in which it runs. */
export const migrations = [
  Roles1764000000001,
  Cases1764000000002,
  Landlord1764000000003,
  Social1764000000004,
  Enforcement1764000000005,
];
