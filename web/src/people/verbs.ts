// SPDX-License-Identifier: Apache-2.0
// What a person may do today, in the server's words. The screen only hides what would be refused; the server decides.
export const verbs = {
  readAction: 'action.read',
  readAgreed: 'action.read-agreed',
  writeAction: 'action.write',
  validateAction: 'action.validate',
  writeFollowup: 'followup.write',
  readPeople: 'people.read',
  managePeople: 'people.manage',
  assign: 'assignment.manage',
  readSums: 'aggregate.read',
  runImport: 'import.run',
  runExport: 'export.run',
  administer: 'system.manage',
  viewAs: 'view-as',
} as const;
export type Verb = (typeof verbs)[keyof typeof verbs];
