// Sends the paper pack by e-mail through the relay of the settings: the page to print and the table, attached.
import type { KeepPaper } from '../app/disaster/papers.ts';
import { paperFileName, paperMailWords, paperPage, paperTable } from '../cards/disaster/paper.ts';
import type { PaperMailSettings } from './paper-settings.ts';

/** A relay that does not answer is given up after so long, and tried again later. */
const answerMs = 10_000;
const quietMs = 20_000;

/** Rejects where the relay does not take it, cannot be reached, or offers no TLS. */
export function papersBy({ host, port, secure, isHere, auth, from, to }: PaperMailSettings): KeepPaper {
  return async (paper, network) => {
    // Loaded when it is first needed: most of the time nothing is sent.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      ...{ host, port, secure, ...(auth === undefined ? {} : { auth }) },
      // Passwords and names of staff go over no open line.
      requireTLS: !secure && !isHere,
      tls: { minVersion: 'TLSv1.2' },
      ...{ connectionTimeout: answerMs, greetingTimeout: answerMs, dnsTimeout: answerMs, socketTimeout: quietMs },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    const name = paperFileName(paper);
    try {
      await transport.sendMail({
        ...{ from, to: [...to], ...paperMailWords(paper, network) },
        attachments: [
          { filename: `${name}.html`, content: paperPage(paper, network), contentType: 'text/html; charset=utf-8' },
          { filename: `${name}.csv`, content: paperTable(paper, network), contentType: 'text/csv; charset=utf-8' },
        ],
      });
    } finally {
      transport.close();
    }
  };
}
