// Every dialog by which leads change the network: what each asks, and how what was entered becomes a command. Nothing is drawn or decided here.
import { buddyForms } from './buddy-forms.ts';
import type { NetworkForm } from './fields.ts';
import { hoursForms } from './hours-forms.ts';
import { settingForms } from './setting-forms.ts';
import { setupForms } from './setup-forms.ts';
import { staffForms } from './staff-forms.ts';
import { stageForms } from './stage-form.ts';
import { taskTemplateForms } from './task-template-form.ts';

export type { FormAsked, NetworkForm } from './fields.ts';

export const networkForms: readonly NetworkForm[] = [
  ...staffForms,
  ...hoursForms,
  ...settingForms,
  ...stageForms,
  ...taskTemplateForms,
  ...buddyForms,
  ...setupForms,
];
