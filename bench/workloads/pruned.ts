import { Kind, parse, print, visit } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** An error of an answer, as far as it says where. */
export interface AnswerError {
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/**
 * A question without the fields that an answer says are denied to who asks: what a client of that agency would send.
 *
 * @param errors - of the answer to the whole question
 * @throws Error when one says something else than that a field is denied
 */
export function withoutDenied(query: string, errors: readonly AnswerError[]): string {
  const other = errors.find(({ extensions }) => extensions?.code !== 'DISCLOSURE_DENIED');
  if (other) throw new Error(`A question was refused: ${JSON.stringify(other)}`);
  const denied = new Set(errors.map(({ path = [] }) => path.filter(isName).join('.')));
  const document = parse(query);
  return print(pruned(withFragmentsInPlace(document), denied));
}

function isName(step: string | number): step is string {
  return typeof step === 'string' && step !== '@';
}

/** One fragment may be used in several places, of which one is denied. */
function withFragmentsInPlace(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment.selectionSet]),
  );
  const spread = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        return spread(fragments.get(selection.name.value) ?? set).selections;
      }
      const { selectionSet } = selection;
      return [selectionSet ? { ...selection, selectionSet: spread(selectionSet) } : selection];
    }),
  });
  return {
    ...document,
    definitions: document.definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION
        ? [{ ...one, selectionSet: spread(one.selectionSet) }]
        : [],
    ),
  };
}

function pruned(document: DocumentNode, denied: ReadonlySet<string>): DocumentNode {
  const path: string[] = [];
  return visit(document, {
    Field: {
      enter: (field: FieldNode) => {
        path.push(field.name.value);
        if (!denied.has(path.join('.'))) return undefined;
        path.pop();
        return null;
      },
      leave: (field: FieldNode) => {
        path.pop();
        return field.selectionSet?.selections.length === 0 ? null : undefined;
      },
    },
  });
}
