import './public-ip-address-queries.ts';
import './public-ip-address-mutations.ts';
import './public-ip-address-bulk.ts';
import './public-ip-address-reservation.ts';
