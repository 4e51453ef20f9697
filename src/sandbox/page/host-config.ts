// How Teams draws adaptive cards. Colours are names of the page's own, so light and dark switch under a card without redrawing it.

const shade = (name: string): { default: string; subtle: string } => ({
  default: `var(--card-${name})`,
  subtle: `var(--card-${name}-subtle)`,
});
const foregroundColors = {
  default: shade('default'),
  dark: shade('dark'),
  light: shade('light'),
  accent: shade('accent'),
  good: shade('good'),
  warning: shade('warning'),
  attention: shade('attention'),
};
const surface = (name: string) => ({
  backgroundColor: `var(--card-${name}-bg)`,
  borderColor: `var(--card-${name}-line)`,
  foregroundColors,
});

/** The sizes are those of Teams' desktop client (14 px text, 12 px small, 8 px grid). */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'var(--font)',
  fontTypes: {
    default: {
      fontFamily: 'var(--font)',
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 200, default: 400, bolder: 600 },
    },
    monospace: {
      fontFamily: 'var(--font-mono)',
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 200, default: 400, bolder: 600 },
    },
  },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--card-line)' },
  containerStyles: {
    default: surface('default'),
    emphasis: surface('emphasis'),
    accent: surface('accent'),
    good: surface('good'),
    attention: surface('attention'),
    warning: surface('warning'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    iconPlacement: 'leftOfTitle',
    allowTitleToWrap: true,
    iconSize: 16,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', size: 'small', spacing: 'small', weight: 'default' },
  },
  adaptiveCard: { allowCustomStyle: true },
  factSet: {
    title: { color: 'default', size: 'default', weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', weight: 'default', wrap: true },
    spacing: 16,
  },
  // Below the conversation's own heading (level 1), beside a dialog's (level 2).
  textBlock: { headingLevel: 2 },
  textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default' }, columnHeader: { weight: 'bolder' } },
} as const;
