// Made-up patients whose names are hard to tell from words, places, illnesses and colleagues; and the colleagues around them.
import { marksOf, type PatientKnown, type PatientMarks } from '../../src/domain/patient.ts';

const known = (name: string, dateOfBirth: string, nhsNumber: string, telephone: string, email: string, address: string): PatientKnown => ({
  names: [name],
  dateOfBirth,
  nhsNumbers: [nhsNumber],
  numbers: [],
  telephones: [telephone],
  emails: [email],
  addresses: [address],
});

export const cast = {
  green: known(
    'Mrs Jane Green',
    '1961-04-23',
    '9990000018',
    '07700 900123',
    'jane.green61@example.org',
    '12 Acacia Avenue\nHarbourton\nHB1 2AB',
  ),
  young: known(
    'Thomas Young',
    '1988-11-05',
    '9990000026',
    '01632 960777',
    'tomyoung88@example.com',
    'Flat 3, 41 High Street, Saltern, SL4 5QX',
  ),
  day: known(
    'Miss Olivia Day',
    '2019-02-28',
    '9990000034',
    '+44 7700 900456',
    'day.family@example.net',
    '7 Kestrel Close, Harbourton HB2 9ZZ',
  ),
  cook: known(
    'Peter John Cook',
    '1947-12-01',
    '9990000042',
    '02079460018',
    'pjcook@example.org',
    'Rose Cottage, Mill Lane, Little Saltern, SL9 1AA',
  ),
  wells: known(
    'WELLS, Margaret Anne',
    '1939-07-17',
    '9990000050',
    '07700 900789',
    'mwells@example.org',
    '101 Station Road, Harbourton, HB1 4CD',
  ),
  black: known(
    'Mr Denzel Black',
    '1995-09-30',
    '9990000069',
    '07700900222',
    'dblack95@example.com',
    '5b Orchard Terrace, Harbourton, HB3 3EF',
  ),
  ward: known('Grace Ward', '1972-05-14', '9990000077', '07700 900 333', 'grace_ward@example.org', '22 Linden Drive, Saltern, SL1 1GH'),
  obrien: known(
    'Siobh\u00e1n O\u2019Brien',
    '1983-03-09',
    '9990000085',
    '07700 900444',
    'sobrien@example.ie',
    '9 Wharf View, Harbourton, HB5 6IJ',
  ),
  smithJones: known(
    'Dr Alexandra Smith-Jones',
    '1979-10-21',
    '9990000093',
    '07700 900555',
    'alex.sj@example.org',
    '64 Quarry Rise, Saltern, SL2 7KL',
  ),
  vanDerBerg: known(
    'Anneke van der Berg',
    '1966-01-31',
    '9990000107',
    '+31 20 555 0199',
    'anneke.vdb@example.nl',
    '3 Lockkeeper\u2019s Row, Harbourton, HB4 8MN',
  ),
  nguyen: known(
    'Nguy\u1ec5n Th\u1ecb Mai',
    '2001-06-06',
    '9990000115',
    '07700 900666',
    'mai.nguyen01@example.org',
    '18 Gull Court, Harbourton, HB6 1OP',
  ),
  li: known('Wei Li', '1990-08-08', '9990000123', '07700 900777', 'weili90@example.cn', '77 Cormorant Way, Saltern, SL3 2QR'),
  kaur: known(
    'Harpreet Kaur',
    '1985-04-13',
    '9990000131',
    '07700 900888',
    'harpreet.k85@example.org',
    '250 Victoria Road, Harbourton, HB1 7ST',
  ),
  mohammed: known(
    'Mohammed Abdul Rahman',
    '1958-02-02',
    '999 000 0158',
    '07700 900999',
    'm.rahman58@example.org',
    '30 Beacon Hill, Saltern, SL8 3UV',
  ),
  okonkwo: known('Chidi Okonkwo', '1999-12-25', '9990000166', '07700 901001', 'chidi.o@example.org', '6 Tern Walk, Harbourton, HB7 4WX'),
  macleod: known(
    'Fiona MacLeod',
    '1953-05-19',
    '9990000174',
    '01632 960888',
    'fmacleod53@example.scot',
    'The Old Rectory, Church Lane, Saltern, SL5 5YZ',
  ),
  parkinson: known(
    'Keith Parkinson',
    '1944-08-27',
    '9990000182',
    '07700 901112',
    'kp.parkinson44@example.org',
    '88 Marram Gardens, Harbourton, HB8 2BB',
  ),
  haddad: known(
    'Yusra Haddad',
    '1992-10-10',
    '9990000190',
    '07700 901223',
    'yusra.h92@example.org',
    '14 Samphire Grove, Harbourton, HB9 9CC',
  ),
  garcia: known(
    'Mar\u00eda Garc\u00eda L\u00f3pez',
    '1976-07-04',
    '9990000204',
    '+34 612 345 678',
    'mgl76@example.es',
    '2 Oyster Mews, Saltern, SL6 6DD',
  ),
  rose: known(
    'Rose Hope',
    '1931-01-15',
    '9990000212',
    '01632 960333',
    'rosehope31@example.org',
    'Sunnyside Care Home, Dune Road, Harbourton, HB2 2EE',
  ),
  kowalska: known(
    'Agnieszka Kowalska',
    '1987-09-12',
    '9990000220',
    '07700 901334',
    'a.kowalska87@example.pl',
    '53 Jetty Street, Harbourton, HB1 1FF',
  ),
  tidewater: known(
    'Liam Tideway',
    '2010-03-23',
    '9990000239',
    '07700 901445',
    'tideways@example.org',
    '19 Sandpiper Lane, Harbourton, HB3 8GG',
  ),
  bell: known('Colin Bell', '1968-06-29', '9990000247', '07700 901556', 'c.bell68@example.org', '35 Heron Parade, Saltern, SL7 7HH'),
  march: known('April March', '1982-05-06', '9990000255', '07700 901667', 'april.march82@example.org', '1 Plover Square, Saltern, SL7 1JJ'),
} as const;
export type Member = keyof typeof cast;

export const around = {
  staff: [
    'Dr Leila Haddad',
    'Sarah Green',
    'Dr Amara Okafor',
    'Tomasz Wieczorek',
    'Gareth Pritchard',
    'Mei-Ling Chua',
    'Siobh\u00e1n Doyle',
    'Grace Bell',
  ],
  organisations: ['Harbour eHub', 'Saltern Quay Medical Centre', 'Kestrel Road Surgery', 'Tideway', 'Ferryman\u2019s Lane Practice'],
};
const made = new Map<Member, PatientMarks>();
export function marks(member: Member): PatientMarks {
  const kept = made.get(member) ?? marksOf(cast[member]);
  made.set(member, kept);
  return kept;
}
