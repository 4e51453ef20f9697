// Made-up people, channels and cards for looking at the sandbox's page without the rest of the sandbox.
import type { SampleListed, SandboxPerson } from '../../src/sandbox/api.ts';

export const hubChannel = '19:hub-incoming@thread.tacv2';
export const leadChannel = '19:hub-leads@thread.tacv2';
export const practiceChannel = '19:willow-requests@thread.tacv2';
export const chatOfPat = 'a:chat-of-pat';

export const people: readonly SandboxPerson[] = [
  { id: 'p-1', name: 'Dr Priya Patel', title: 'Clinician, North Hub', channels: [hubChannel, leadChannel] },
  { id: 'p-2', name: 'Dr Owen Hughes', title: 'Clinician, North Hub', channels: [hubChannel] },
  { id: 'p-3', name: 'Marian Cole', title: 'Hub lead, North Hub', channels: [hubChannel, leadChannel, practiceChannel] },
  { id: 'p-4', name: 'Tess Adeyemi', title: 'Practice administrator, Willow Surgery', channels: [practiceChannel] },
];

export const channels = [
  { id: hubChannel, team: 'North Hub', name: 'Incoming' },
  { id: leadChannel, team: 'North Hub', name: 'Leads' },
  { id: practiceChannel, team: 'Willow Surgery', name: 'Requests' },
] as const;

export const samples: readonly SampleListed[] = [
  { name: 'knee', title: 'Knee pain after running', about: 'Clinical, routine' },
  { name: 'fit-note', title: 'Fit note', about: 'Administrative with a clinician' },
  { name: 'chest', title: 'Chest tightness', about: 'Red flag' },
  { name: 'child', title: 'Rash, by a parent', about: 'Child, written by proxy' },
];

/** A card like the product's: who has it, how urgent, by when, and what can be done. */
export function requestCard(
  reference: string,
  priority: 'Routine' | 'Urgent' | 'Red flag',
  status: string,
  actions: readonly object[],
): object {
  const style = priority === 'Red flag' ? 'attention' : priority === 'Urgent' ? 'warning' : 'emphasis';
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    refresh: { action: { type: 'Action.Execute', verb: 'look', data: { id: reference } }, userIds: [] },
    body: [
      {
        type: 'Container',
        style,
        bleed: true,
        items: [
          {
            type: 'ColumnSet',
            columns: [
              {
                type: 'Column',
                width: 'stretch',
                items: [{ type: 'TextBlock', text: `eConsult ${reference}`, style: 'heading', wrap: true }],
              },
              { type: 'Column', width: 'auto', items: [{ type: 'TextBlock', text: `**${priority}**`, wrap: true }] },
            ],
          },
        ],
      },
      {
        type: 'FactSet',
        facts: [
          { title: 'Practice', value: 'Willow Surgery' },
          { title: 'About', value: 'Pain or injury, 40 to 64' },
          { title: 'First look by', value: '10:14' },
          { title: 'Answer by', value: 'today 18:30' },
        ],
      },
      { type: 'TextBlock', text: status, wrap: true, weight: 'Bolder', spacing: 'Medium' },
    ],
    actions,
    msteams: { entities: [{ type: 'mention', text: '<at>Dr Owen Hughes</at>', mentioned: { id: 'p-2', name: 'Dr Owen Hughes' } }] },
  };
}

export const execute = (verb: string, title: string, style?: string): object => ({
  type: 'Action.Execute',
  verb,
  title,
  data: { from: 'button' },
  ...(style === undefined ? {} : { style }),
});
export const fetchDialog = { type: 'Action.Submit', title: 'Open', data: { msteams: { type: 'task/fetch' }, id: 'K7M4QX' } };
export const askBack = {
  type: 'Action.ShowCard',
  title: 'Ask the practice',
  card: {
    type: 'AdaptiveCard',
    body: [
      {
        type: 'Input.Text',
        id: 'question',
        label: 'Question',
        isRequired: true,
        errorMessage: 'Write what you want to know',
        isMultiline: true,
      },
      {
        type: 'Input.ChoiceSet',
        id: 'reason',
        label: 'Reason',
        value: 'records',
        choices: [
          { title: 'Records needed', value: 'records' },
          { title: '*Unclear* request', value: 'unclear' },
        ],
      },
    ],
    actions: [execute('ask', 'Send question', 'positive')],
  },
};

export const dialogCard: object = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'What the patient wrote', style: 'heading', wrap: true },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'My knee hurts *a lot* <b>since</b> Sunday.' }] },
    {
      type: 'Input.ChoiceSet',
      id: 'told',
      style: 'expanded',
      label: 'How was the patient told?',
      isRequired: true,
      errorMessage: 'Choose how the patient was told',
      choices: [
        { title: 'Message', value: 'message' },
        { title: 'Telephone', value: 'telephone' },
      ],
    },
    { type: 'Input.Toggle', id: 'safe', title: 'Safety-netting advice given' },
  ],
  actions: [{ type: 'Action.Submit', title: 'Complete', data: { id: 'K7M4QX' } }],
};

/** Everything a card could try: markup, scripts, addresses, mentions it does not list. */
export const hostileCard: object = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    {
      type: 'TextBlock',
      wrap: true,
      text: '<img src=x onerror="document.title=1"><script>1</script> [press](javascript:alert(1)) <at>Marian Cole</at>',
    },
    { type: 'FactSet', facts: [{ title: '<b>t</b>', value: '<i onclick=1>v</i> [web](https://example.org/a?b=c&d)' }] },
    { type: 'NewThing', fallback: { type: 'TextBlock', text: 'Shown instead' } },
  ],
  actions: [{ type: 'Action.OpenUrl', title: 'Go', url: 'javascript:document.title=2' }],
};
