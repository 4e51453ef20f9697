// The dialog that gives somebody what a colleague has: first who and like whom, then what that is, shown before it is saved.
import { z } from 'zod/v4';
import { type Field, faultsIn, isOffered } from '../../cards/fields.ts';
import { fillForm, type Problem } from '../../cards/form.ts';
import { formInputMissing } from '../../cards/network/answers.ts';
import { nextButton, roleTitle, saveButton } from '../../cards/network/form-words.ts';
import { isLead } from '../../cards/network/lists.ts';
import { makeLikeForm as words } from '../../cards/network/setup-form-words.ts';
import { abilityWords, networkRefusalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import { heldAt } from '../../domain/network/make-like.ts';
import { staffNameCharactersMax } from '../../domain/network/staff.ts';
import { hubOf, type Network, organisationName, organisationsOf, type StaffMember } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { entraOf, type HubId, personId } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { type ClickDeps, operationOf, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply } from '../replies.ts';
import { choice, optionalLine, text, title } from './fields.ts';

const objectId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const first = z.object({ objectId, name: optionalLine(staffNameCharactersMax), like: z.string().min(3).max(100) });
const chosen = z.object({ practices: optionalLine(10_000) });

/** Colleagues at the hub and its practices, by name: whoever holds a post there. */
function colleagues(network: Network, hub: HubId): readonly StaffMember[] {
  const all = organisationsOf(network, hub).flatMap((at) => staffAt(network, at));
  return [...new Map(all.map((member) => [member.id, member])).values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The hub that the button was about, or the only one that they lead. */
function hubFor(network: Network, { by, data }: Press): HubId | undefined {
  const led = Object.keys(network.hubs).filter((hub) => isLead(network, by.id, hub));
  const about = typeof data['hub'] === 'string' && data['hub'] !== '' ? hubOf(network, data['hub']) : undefined;
  return led.find((hub) => hub === about) ?? (led.length === 1 ? led[0] : undefined);
}

function askingWho(network: Network, hub: HubId | undefined): readonly Field[] {
  const all = hub === undefined ? [] : colleagues(network, hub);
  return [
    { kind: 'person', id: 'objectId', ...words.who, required: true },
    text('name', words.name, { max: staffNameCharactersMax, required: false }),
    choice(
      'like',
      words.like,
      all.map(({ id, name }) => ({ value: id, title: title(name) })),
      { none: words.none },
    ),
  ];
}

/** Who it is stays as it was chosen: another person would be given what was shown for this one. */
function askingWhat(
  network: Network,
  person: { objectId: string; name: string },
  like: StaffMember,
  held: ReturnType<typeof heldAt>,
): readonly Field[] {
  const named = (code: string): string => `${organisationName(network, code)} (${code})`;
  return [
    choice('objectId', words.who.label, [{ value: person.objectId, title: title(person.name) }], { value: person.objectId }),
    text('name', words.name, { max: staffNameCharactersMax, required: false, value: person.name }),
    choice('like', words.like, [{ value: like.id, title: title(like.name) }], { value: like.id }),
    ...(held.cleared.length === 0
      ? []
      : [
          {
            ...text('practices', words.practices, { required: false }),
            kind: 'several' as const,
            choices: held.cleared.map(({ practice, capabilities }) => ({
              value: practice,
              title: title(words.able(named(practice), capabilities.map((each) => abilityWords[each]).join(', '))),
            })),
            value: held.cleared.map(({ practice }) => practice).join(','),
            max: 10_000,
          },
        ]),
  ];
}

interface Shown {
  readonly step: 'who' | 'what';
  readonly fields: readonly Field[];
  readonly lines?: readonly string[];
  readonly problem?: string | Problem;
  readonly given?: Readonly<Record<string, unknown>>;
}
/** The second step says by `rest` that what the colleague has was in the form that was sent. */
function shown(hub: HubId | undefined, { step, fields, lines = [], problem = '', given = {} }: Shown): InvokeReply {
  const form = { verb: 'makeLike', title: words.title, submit: step === 'what' ? saveButton : nextButton, lines, fields };
  return dialogReply(
    words.title,
    fillForm(form, { hub: hub ?? '', id: '', revision: 0, rest: step === 'what' ? 'shown' : '' }, problem, given),
  );
}

/** Opens the dialog, shows what the colleague has, and gives it. Errors as `handle`. */
export async function answerMakeLike(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const network = await deps.network.current();
  const hub = hubFor(network, press);
  const asking = askingWho(network, hub);
  if (how === 'fetch' || hub === undefined) return shown(hub, { step: 'who', fields: asking });
  const who = first.safeParse(press.data);
  const again = (problem: Problem): InvokeReply => shown(hub, { step: 'who', fields: asking, problem, given: press.data });
  const like = who.success ? own(network.staff, who.data.like) : undefined;
  if (!who.success || like === undefined) return again({ words: formInputMissing, at: faultsIn(asking, press.data) });
  const person = personId(entraOf(press.by.id).tenantId, who.data.objectId);
  const name = who.data.name ?? own(network.staff, person)?.name;
  if (name === undefined) return again({ words: '', at: { name: words.name.error } });
  const held = heldAt(network, like, hub, onTheWall(deps.clock.now()).date);
  const posts = held.posts.map(({ role, at }) => `${roleTitle(role)}, ${organisationName(network, at)}`).join('; ');
  const fields = askingWhat(network, { objectId: who.data.objectId, name }, like, held);
  const lines = [words.given(like.name, posts), ...(held.cleared.length === 0 ? [words.noClearances] : [])];
  const what = chosen.safeParse(press.data);
  const second = (problem: string): InvokeReply => shown(hub, { step: 'what', fields, lines, problem });
  if (press.data['rest'] !== 'shown') return second('');
  if (!what.success || !isOffered(fields, press.data)) return second(formInputMissing);
  const handled = await deps.network.change({
    ...{ type: 'makeLike', operation: operationOf(press.activity), at: deps.clock.now(), by: press.by, hub, person, name, like: like.id },
    practices: (what.data.practices ?? '').split(',').filter((code) => code !== ''),
  });
  return handled.kind === 'done' ? closedReply : second(networkRefusalWords(handled.refusal, network));
}
