/**
 * What the question asks for beyond columns: opened envelopes, the stage of the day, the name of a board. Each is a step of
 * Grafast's own over the columns it needs, so that these are selected by the one statement that PostGraphile writes.
 */
import { lambda } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';

/**
 * @param open - opens an envelope for its place
 * @param stageOf - the stage of a share today
 * @param boardName - the name of a board, by its id
 */
export function openedFields({ open, stageOf, boardName }) {
  const noticePart = (name) => ($notice) =>
    lambda([$notice.get('id'), $notice.get(`sealed_${name}`)], ([id, envelope]) =>
      open(envelope, `landlord.notice/${id}/${name}`),
    );
  const member = (name) => ($address) => lambda($address, (address) => address[name]);
  return extendSchema(() => ({
    typeDefs: gql`
      type OpenedAddress {
        street: String
        postalCode: String
        city: String
        apartmentNumber: String
      }
      extend type LandlordNotice {
        address: OpenedAddress
        tenantNames: [String!]
      }
      extend type Share {
        stageToday: String
        boardName: String
      }
    `,
    objects: {
      OpenedAddress: {
        plans: {
          street: member('street'),
          postalCode: member('postalCode'),
          city: member('city'),
          apartmentNumber: member('apartmentNumber'),
        },
      },
      LandlordNotice: {
        plans: { address: noticePart('address'), tenantNames: noticePart('tenant_names') },
      },
      Share: {
        plans: {
          stageToday: ($share) =>
            lambda([$share.get('stage'), $share.get('recovery_ends_on')], stageOf),
          boardName: ($share) => lambda($share.get('board_id'), boardName),
        },
      },
    },
  }));
}
