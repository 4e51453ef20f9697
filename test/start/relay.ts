// A mail relay on this machine that speaks as much SMTP as the product needs, and can refuse or fall silent.
import { createServer, type Server, type Socket } from 'node:net';

export interface Relay {
  readonly port: number;
  /** Each message as it came, with the envelope it came in. */
  readonly got: readonly { readonly from: string; readonly to: readonly string[]; readonly message: string }[];
  answer(how: 'takes' | 'refuses'): void;
  stop(): Promise<void>;
}

export async function relay(): Promise<Relay> {
  const got: { from: string; to: string[]; message: string }[] = [];
  const open = new Set<Socket>();
  let how = 'takes';
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    let [rest, body, inBody] = ['', '', false];
    let envelope = { from: '', to: [] as string[] };
    /** What is answered to a line; nothing within a message. */
    const answerTo = (said: string): string | undefined => {
      if (inBody && said !== '.') {
        body += `${said.startsWith('..') ? said.slice(1) : said}\r\n`;
        return undefined;
      }
      if (inBody) {
        got.push({ ...envelope, message: body });
        [inBody, body, envelope] = [false, '', { from: '', to: [] }];
        return '250 taken';
      }
      const address = /<(.*)>/.exec(said)?.[1] ?? '';
      switch (said.slice(0, 4).toUpperCase()) {
        case 'EHLO':
          return '250-relay\r\n250 8BITMIME';
        case 'MAIL':
          envelope.from = address;
          return how === 'refuses' ? '451 not now' : '250 ok';
        case 'RCPT':
          envelope.to.push(address);
          return '250 ok';
        case 'STAR':
          return '502 no TLS here';
        case 'DATA':
          inBody = true;
          return '354 go on';
        default:
          return '250 ok';
      }
    };
    socket.on('data', (bytes) => {
      const lines = `${rest}${bytes.toString('utf8')}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const each of lines) {
        const answer = answerTo(each);
        if (answer !== undefined) socket.write(`${answer}\r\n`);
      }
    });
    socket.write('220 relay\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  return {
    port: typeof at === 'object' && at !== null ? at.port : 0,
    got,
    answer: (next) => {
      how = next;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
