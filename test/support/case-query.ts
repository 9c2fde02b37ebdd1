/**
 * Everything that is served of a case, as one selection; what an agency may not read it asks for all the same. The clocks are left
 * out, since they count from today.
 */
const WHOLE_CASE = `
fragment Person on Tenant { id name postalAddress personalIdentityNumber phone email protectedIdentity }
fragment Home on Dwelling { street postalCode city apartmentNumber municipality roomCount tenure }
fragment WholeCase on Case {
  id version stage receivedAt earlierNotices
  board { id name municipality municipalityName county }
  dwelling { ...Home }
  tenants { ...Person }
  settlement { status amount on }
  deferral { grantedOn until }
  notices {
    id receiptNumber kind landlordReference recoveryTotal arrearsMonths calledOnTenantOn status supersedes supersededBy
    case { id }
    landlord { name organisationNumber category postalAddress phone }
    tenants { ...Person }
    dwelling { ...Home }
    claims { periodStart periodEnd dueOn amount interest }
    paymentInstruction { bankgiro plusgiro ocr other }
    termination { on ground }
    tenantServed { tenantName servedOn method }
    message { sentAt channel receivedByBoardAt proofReference }
    receipt { jws receivedAt contentSha256 }
    disturbances { occurredOn category description }
    terminationCopy { mediaType sha256 contentBase64 }
    warnings { code message ruleId }
  }
  socialServices {
    openedAt status journalReference priority priorityReasons
    caseworker { id name phone email }
    household { adults children elderly }
    contacts { at channel result }
    assessment { pattern cause assessedOn }
    financialAid { status amount decidedOn }
    evictionConfirmation { confirmedAt dueOn onTime caseworker { id name phone email } }
    attendance { status contactName contactPhone }
    paymentPlan { instalments { dueOn amount } proposedOn response }
    rentUndertaking { issuedAt inTime document { jws receivedAt contentSha256 } }
    consents { id tenantId fieldGroup recipient purpose validFrom validTo revokedAt evidence }
    outcome { kind decidedOn }
  }
  enforcement {
    case { id }
    caseNumber version status appliedOn documentsReceivedOn applicant heardOn executedOn childrenAffected childrenCount
    dwelling { ...Home }
    summaryCase { appliedOn contested contestationSentOn decidedOn }
    title { kind decidedOn ground claim }
    defendants { ...Person }
    evictionTime { date time notifiedAt }
    stay { decidedOn until exceptional reasons }
    closure { kind on }
    storage { place endsOn }
    consents { id tenantId fieldGroup recipient purpose validFrom validTo revokedAt evidence }
    history { version recordedAt status evictionDate }
  }
}`;

/** One case by id, whole. */
export const READ_CASE = `query ($id: ID!) { case(id: $id) { ...WholeCase } } ${WHOLE_CASE}`;
