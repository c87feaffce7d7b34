import './volume-queries.ts';
import './volume-mutations.ts';
import './volume-changes.ts';
import './volume-bulk.ts';
import './volume-upload.ts';
