/** The landlord who asks: a demo client and its organisation number. */
export const LANDLORD = { client: 'landlord-bostaden', number: '559900-0014' } as const;
/** The board that asks: a demo client and its id. */
export const BOARD = { client: 'board-farsta', id: 'farsta' } as const;
