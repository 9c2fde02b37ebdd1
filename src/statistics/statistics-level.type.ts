import { registerEnumType } from 'type-graphql';

/** The areas by which a table counts. */
export enum StatisticsLevel {
  MUNICIPALITY = 'MUNICIPALITY',
  COUNTY = 'COUNTY',
  COUNTRY = 'COUNTRY',
}

registerEnumType(StatisticsLevel, {
  name: 'StatisticsLevel',
  description: 'The areas by which a table counts.',
  valuesConfig: {
    MUNICIPALITY: { description: 'The 290 municipalities; protected persons are left out.' },
    COUNTY: { description: 'The 21 counties.' },
    COUNTRY: { description: 'The whole country.' },
  },
});
