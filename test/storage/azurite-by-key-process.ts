// Azurite as a process of its own that finds rows by their key; its arguments are Azurite's.
import { createRequire } from 'node:module';
import { findByRowKey } from './azurite-by-key.ts';

findByRowKey();
createRequire(import.meta.url)('azurite/dist/src/table/main.js');
