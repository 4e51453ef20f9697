// The box of a card that says what must be noticed before anybody acts.

/** What needs noticing stands in a box of its own that says so in a word: a colour alone is not legible in every theme. */
export const cautionBox = (cautions: readonly string[]) => ({
  cautions: cautions.map((words) => ({ words })),
  cautionTitle: cautions.length === 0 ? '' : cautions.length === 1 ? 'Caution' : `${cautions.length} cautions`,
});
