import type { Read } from './answers';

/** A difference between the topologies that is meant. */
interface KnownDifference {
  readonly reason: string;
  /** What of an answer is alike in both. */
  readonly alike: (answer: Read) => unknown;
}

/**
 * By name of the combination. Of a case that goes while a request is under way one process tells all or nothing, and a federated graph what was
 * told before, with an error for the rest: `vanished-case.federated.ts`.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<string, KnownDifference>> = {
  'Query.subjectAccessReport of oversight-farsta': aboutItself(),
  'Query.subjectAccessReport of oversight-kronofogden': aboutItself(),
};

/** No difference of topologies: whoever asks second is told that the first has asked. */
function aboutItself(): KnownDifference {
  return {
    reason: 'a report has its own time, and the disclosures of the report before',
    alike: (answer) => {
      const { subjectAccessReport } = JSON.parse(String(answer.data)) as {
        subjectAccessReport: { generatedAt: string; disclosures: { disclosed: string[] }[] };
      };
      const disclosures = subjectAccessReport.disclosures.filter(
        ({ disclosed }) => !disclosed.some((name) => name.startsWith('SubjectAccessReport.')),
      );
      return { ...answer, data: { ...subjectAccessReport, generatedAt: null, disclosures } };
    },
  };
}
