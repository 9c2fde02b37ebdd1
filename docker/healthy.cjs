/** Ends with 0 when this instance is ready, else with 1: the health check of the image, which has no curl. */
const { get } = require('node:http');

// eslint-disable-next-line no-restricted-properties -- all of the configuration would take longer to load than to ask
const port = process.env.PORT || '4000';
const request = get(`http://127.0.0.1:${port}/health/ready`, { timeout: 3000 }, (response) => {
  response.resume();
  process.exitCode = response.statusCode === 200 ? 0 : 1;
});
request.on('timeout', () => request.destroy(new Error('late')));
request.on('error', () => {
  process.exitCode = 1;
});
