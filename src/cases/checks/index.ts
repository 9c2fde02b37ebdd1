export { checkContext, type CheckContext } from './check-context';
export { optionalEmail, optionalPhone, requiredPhone } from './check-contact';
export { optionalFormat, requiredFormat } from './check-format';
export { checkList, type ListRule } from './check-list';
export {
  optionalAmount,
  optionalPositiveAmount,
  requiredPositiveAmount,
  requiredWhole,
} from './check-number';
export { optionalText, requiredText, type TextRule } from './check-text';
export {
  notBefore,
  optionalDate,
  requiredDate,
  requiredPastDate,
  requiredPastInstant,
  wasSoundInTime,
} from './check-time';
export { complete, type Checked } from './complete';
