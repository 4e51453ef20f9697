// The first five minutes: a strip above the conversation that says what to do next, notices when it is done, and can be skipped.
import { amara, siobhan } from '../demo/people.ts';
import { el, icon } from './elements.ts';

export interface TourUses {
  /** The page as somebody, at their own channel. */
  readonly addressAs: (person: string) => string;
}
export interface Tour {
  /** Only where its people are: with another network there is nobody to be led to. */
  readonly show: (me: string, people: readonly { readonly id: string }[]) => void;
  /** What a person has just done: pressed or sent in a dialog, or opened a dialog, by its verb. */
  readonly did: (verb: string, how: 'pressed' | 'opened') => void;
}

interface Step {
  /** Whose step it is: it would tell anybody else who they are not. */
  readonly as: typeof amara;
  /** Words in ** ** are what is to be pressed. */
  readonly words: string;
  /** What ends it: a press, or being somebody else. */
  readonly until: { readonly pressed: string } | { readonly opened: string } | { readonly be: typeof amara } | 'told';
}
const steps: readonly Step[] = [
  { as: amara, words: `You are ${amara.name}, a GP at the eHub. Press **Claim** on the red flag.`, until: { pressed: 'claim' } },
  { as: amara, words: 'It is yours, and everybody can see so. Press **Open** and read what the patient wrote.', until: { opened: 'open' } },
  {
    as: amara,
    words: 'Close it. Then press **Pass to practice** and ask the practice to see the patient.',
    until: { pressed: 'passBack' },
  },
  { as: amara, words: `The practice has its own channel. See it as ${siobhan.name}, its administrator:`, until: { be: siobhan } },
  { as: siobhan, words: 'Here it is, with what you asked for. Press **Accept** on its card.', until: { pressed: 'accept' } },
  { as: siobhan, words: `One card, one clock, two organisations. See the hub\u2019s side again as ${amara.name}:`, until: { be: amara } },
  {
    as: amara,
    words:
      'That was an eConsult\u2019s way there and back. Under **Sandbox**, send more, move the clock on and read the warnings, or put Teams in trouble.',
    until: 'told',
  },
];

const kept = 'sandbox.tour';
const over = String(steps.length);

export function tour(place: HTMLElement, { addressAs }: TourUses): Tour {
  let me = '';
  const at = (): number => Number(localStorage.getItem(kept) ?? 0);
  const goTo = (step: number | string): void => {
    localStorage.setItem(kept, String(step));
    draw();
  };
  const words = el('p', { role: 'status' });
  const be = el('a', { class: 'plain' });
  const next = el('button', { type: 'button', class: 'plain', click: () => goTo(at() + 1) });
  const skip = el(
    'button',
    { type: 'button', class: 'tool', 'aria-label': 'Skip the first five minutes', click: () => goTo(over) },
    icon('close'),
  );
  place.append(words, be, next, skip);

  function draw(): void {
    const number = at();
    const step = steps[number];
    place.hidden = step?.as.id !== me;
    if (step === undefined) return;
    const count = el('strong', {}, `First five minutes, ${number + 1} of ${steps.length}. `);
    const said = step.words.split('**').map((part, index) => (index % 2 === 1 ? el('strong', {}, part) : part));
    words.replaceChildren(count, ...said);
    const person = typeof step.until === 'object' && 'be' in step.until ? step.until.be : undefined;
    be.hidden = person === undefined;
    if (person !== undefined) {
      be.href = addressAs(person.id);
      be.textContent = `Be ${person.name}`;
    }
    next.hidden = person !== undefined;
    next.textContent = number === steps.length - 1 ? 'Finish' : 'Next';
  }
  /** Another window may have gone on. */
  addEventListener('storage', ({ key }) => {
    if (key === kept) draw();
  });
  return {
    show: (person, people) => {
      if (![amara, siobhan].every(({ id }) => people.some((each) => each.id === id))) return;
      me = person;
      const until = steps[at()]?.until;
      if (typeof until === 'object' && 'be' in until && until.be.id === me) goTo(at() + 1);
      else draw();
    },
    did: (verb, how) => {
      const until = steps[at()]?.until;
      if (typeof until !== 'object' || 'be' in until) return;
      const wanted = 'pressed' in until ? { verb: until.pressed, how: 'pressed' } : { verb: until.opened, how: 'opened' };
      if (wanted.verb === verb && wanted.how === how) goTo(at() + 1);
    },
  };
}
