import { runVerifyReceipt } from './verify-receipt';

/** Checks a signed receipt without any network: `npm run --silent verify-receipt -- FILE --keys JWKS_FILE`. */
void runVerifyReceipt(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
