// Every dialog by which leads change the network: what each asks, and how what was entered becomes a command. Nothing is drawn or decided here.
import type { NetworkForm } from './network-fields.ts';
import { hoursForms } from './network-hours-forms.ts';
import { settingForms } from './network-setting-forms.ts';
import { staffForms } from './network-staff-forms.ts';

export type { FormAsked, NetworkForm } from './network-fields.ts';

export const networkForms: readonly NetworkForm[] = [...staffForms, ...hoursForms, ...settingForms];
