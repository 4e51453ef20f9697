// What the dialog leaves out on purpose, each with its reason. Everything else in a message is shown.

/** One simple value of a message and where it stands. */
export interface Leaf {
  readonly holder: Readonly<Record<string, unknown>>;
  readonly key: string;
  /** The field that `holder` stands in, and the object that has it. */
  readonly under: string;
  readonly outer: Readonly<Record<string, unknown>> | undefined;
}

interface Kind {
  readonly kind: string;
  readonly because: string;
  /** `inMessage` says whether an address leads to something that is itself shown. */
  readonly is: (leaf: Leaf, inMessage: (address: unknown) => boolean) => boolean;
}

const given = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const oneOf = (value: unknown, ...values: readonly string[]): boolean => typeof value === 'string' && values.includes(value);

export const leftOut: readonly Kind[] = [
  {
    kind: 'type of resource',
    because: 'its words stand in front of what is shown of it',
    is: ({ key }) => key === 'resourceType',
  },
  {
    kind: 'id',
    because: 'a name for machines; a question without words shows its link instead',
    is: ({ key }) => key === 'id' || key === 'linkId' || key === 'fullUrl',
  },
  {
    kind: 'meta',
    because: 'version, profile and time of storing; security labels and tags are shown',
    is: ({ key, under }) => under === 'meta' && oneOf(key, 'versionId', 'lastUpdated', 'source', 'profile'),
  },
  {
    kind: 'rules for machines',
    because: 'which rules and what kind of Bundle it was made by',
    is: ({ key, holder }) => key === 'implicitRules' || (key === 'type' && holder['resourceType'] === 'Bundle'),
  },
  {
    kind: 'system of a code',
    because: 'the address of the list that a code, unit, number or telephone is from',
    is: ({ key, holder }) => key === 'system' || (key === 'version' && (given(holder['system']) || given(holder['code']))),
  },
  {
    kind: 'code beside its words',
    because: 'the display, text or unit says the same for people; a code alone is shown',
    is: ({ key, holder, outer, under }) =>
      key === 'code' && (given(holder['display']) || given(holder['unit']) || (under === 'coding' && given(outer?.['text']))),
  },
  {
    kind: 'address of something else',
    because: 'its name is shown in its place, or it is shown itself',
    is: ({ key, holder }, inMessage) =>
      (key === 'reference' || (key === 'type' && given(holder['reference']))) &&
      (given(holder['display']) || 'identifier' in holder || inMessage(holder)),
  },
  {
    kind: 'address of an extension',
    because: 'its last part is the label of what the extension says',
    is: ({ key, holder }) => key === 'url' && ('extension' in holder || Object.keys(holder).some((each) => /^_?value[A-Z]/.test(each))),
  },
  {
    kind: 'file',
    because: 'bytes and their check sum: a file is named and kept with the original; plain text is shown',
    is: ({ key, holder }) => (key === 'data' && !('origin' in holder)) || (key === 'hash' && !('resourceType' in holder)),
  },
  {
    kind: 'routing',
    because: 'which machine sent the message to which, as which event; who sent it is shown',
    is: ({ key, under, holder }) =>
      (holder['resourceType'] === 'MessageHeader' && oneOf(key, 'eventUri', 'definition')) ||
      under === 'eventCoding' ||
      (under === 'destination' && key === 'endpoint') ||
      (under === 'source' && oneOf(key, 'endpoint', 'software', 'version')),
  },
  {
    kind: 'usual use',
    because: 'that a name is the official or usual one and an address of both kinds; any other use is shown',
    is: ({ key, holder, under }) =>
      (key === 'use' && oneOf(holder['use'], 'official', 'usual')) ||
      (key === 'type' && holder['type'] === 'both' && (under === 'address' || 'postalCode' in holder || 'line' in holder)),
  },
  {
    kind: 'order of choice',
    because: 'telephone numbers stand in this order; who picked a code from a list is of no matter',
    is: ({ key, holder }) => (key === 'rank' && typeof holder['value'] === 'string') || key === 'userSelected',
  },
  {
    kind: 'state of a narrative',
    because: 'how the narrative was made; its words are shown where they say more than the rest',
    is: ({ key, holder }) => key === 'status' && 'div' in holder,
  },
];

export const kindLeftOut = (leaf: Leaf, inMessage: (address: unknown) => boolean): string | undefined =>
  leftOut.find(({ is }) => is(leaf, inMessage))?.kind;
