/**
 * The kind of authority or party that calls; every rule of disclosure is written per agency.
 *
 * `OVERSIGHT` is the control function of one controller, never a reader of cases at large.
 *
 * @swedish hyresvärd, socialnämnd, Kronofogden, tillsyn
 */
export enum Agency {
  LANDLORD = 'LANDLORD',
  SOCIAL_SERVICES = 'SOCIAL_SERVICES',
  ENFORCEMENT = 'ENFORCEMENT',
  OVERSIGHT = 'OVERSIGHT',
}

/**
 * What a request is for; the token grants purposes and each request is made under exactly one.
 *
 * @swedish ändamål
 */
export enum Purpose {
  LANDLORD_DUTY = 'LANDLORD_DUTY',
  CASE_HANDLING = 'CASE_HANDLING',
  EXECUTION = 'EXECUTION',
  FOLLOW_UP = 'FOLLOW_UP',
  AUDIT = 'AUDIT',
}
