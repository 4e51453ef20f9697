// Notes that name a patient by an email address, of domains kept for examples or of nobody.

/** All have an email address in them. */
export const emails: readonly string[] = [
  // Plain.
  'jane@example.org',
  'jane.doe@example.com please',
  'Email: j.doe1961@example.co.uk',
  'mailto:jane@example.net',
  '<jane@example.org>',
  'JANE@EXAMPLE.ORG',
  'jane_doe+nhs@mail.example.org',
  'send it to jane-doe@example.ac.uk.',
  // With blanks.
  'jane @ example.org',
  'jane@ example.org',
  'jane @example.com',
  'j doe @ example.co.uk',
  // Without its end.
  'jane@gmail',
  'jane.doe@hotmail',
  'jane @ gmail',
  'jane@icloud wants the form',
  // At in words.
  'jane at gmail',
  'jane.doe at hotmail',
  'jane at gmail dot com',
  'jane at outlook.com',
  'jane at yahoo.co.uk',
  'jane doe at icloud',
  'jane61 at btinternet',
  'jane at example dot org',
  // Dot in words.
  'jane@example dot org',
  'jane@example dot co dot uk',
  'jane dot doe at example dot com',
  'jane.doe@example dot ac dot uk',
  'jane@gmail dot com',
  'jane AT example DOT org',
  // In brackets.
  'jane(at)example.org',
  'jane [at] example.org',
  'jane {at} example.org',
  'jane(at)example(dot)org',
  'jane [at] example [dot] co [dot] uk',
  'jane (at) gmail',
  // Underscores and hyphens.
  'jane_at_example_dot_org',
  'jane-at-gmail',
  // Other letters and signs.
  'jane\uff20example.org',
  'j\u00e4ne@ex\u00e4mple.org',
  'jane\u200b@example.org',
  'ja\u00adne@example.org',
  'jane@\u00a0example.org',
  // In sentences.
  'Please send the form to jane@example.org, she has no mobile',
  'Her email changed: old jane@example.org, new jane.doe@example.com',
  'Replies go to jane at example.com until Friday',
  'Cannot open the link, write to jane at gmail instead',
  'Photo sent from jane.doe@example.net yesterday',
  'Interpreter booked via jane @ example.org',
  "carer's mail\njane@example.org\nthank you",
  // More of them.
  'j.doe@nhs.example.net',
  'jane@example.co.uk,',
  'jane at gmail.com',
  'jane at example dot co dot uk',
  'jane[at]example.com',
  'jane @gmail.com',
  'jane(dot)doe(at)gmail(dot)com',
  'jane.doe @ hotmail.co.uk',
  'email is jane hyphen doe at gmail',
  'jane@live.co.uk',
  'janedoe61@btinternet.com thanks',
];
