// The rota as a kind: a week of a hub, whose shifts begin and end by the clock; nothing of it is shown by itself.
import type { RotaCommand } from '../../domain/rota/command.ts';
import type { RotaRefusal, RotaRules } from '../../domain/rota/decide.ts';
import type { RotaEvent } from '../../domain/rota/event.ts';
import type { Rota } from '../../domain/rota/state.ts';
import type { Kind } from '../kind.ts';
import { lookAtRota, rotas } from './rota.ts';

/** Its id is the Monday on which it begins. */
export const rotaKind: Kind<Rota, RotaCommand, RotaEvent, RotaRefusal, RotaRules> = {
  ...rotas,
  ids: /^\d{4}-\d\d-\d\d$/,
  looks: lookAtRota,
};
