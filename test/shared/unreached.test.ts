import { hasCure, whyUnreached } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';

test.each([
  ['connect ECONNREFUSED 127.0.0.1:18789', /nothing listens/],
  ['request to https://a.example/ failed, reason: connect ECONNREFUSED 10.0.0.9:1', /nothing listens/],
  ['request to https://a.example/ failed, reason: connect ECONNREFUSED ::1:1', /an address with IPv4/],
  ['connect ENETUNREACH 2001:db8::1:443 - Local (:::0)', /an address with IPv4/],
  ['ENETUNREACH 10.0.0.9:443', /no way to that network/],
  ['getaddrinfo ENOTFOUND openclaw.invalid', /name of the host is not known/],
  ['getaddrinfo EAI_AGAIN openclaw.example', /name server/],
  ['connect EHOSTUNREACH 10.0.0.9:443', /no way to that host/],
  ['self-signed certificate', /signed by itself/],
  ['self signed certificate in certificate chain', /unknown authority/],
  ['unable to verify the first certificate', /without the chain/],
  ['unable to get local issuer certificate', /unknown authority/],
  ['certificate has expired', /has expired/],
  ["Hostname/IP does not match certificate's altnames: Host: a. is not cert's CN: b", /another name/],
  ['write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number', /no TLS on that port/],
  ['0A0000C6:SSL routines::packet length too long', /no TLS on that port/],
  ['socket hang up', /http and https may be mixed up/],
  ['read ECONNRESET', /http and https may be mixed up/],
  ['Parse Error: Expected HTTP/, RTSP/ or ICE/', /not HTTP/],
  ['connect ETIMEDOUT 10.0.0.9:443', /no answer came in time/],
  ['network timeout at: https://a.example/', /no answer came in time/],
  ['The operation was aborted', /no answer came in time/],
])('%s', (words, why) => {
  expect(whyUnreached(words)).toMatch(why);
});

test('an unknown reason stays unknown', () => {
  expect(whyUnreached('the moon is full')).toBeUndefined();
  expect(whyUnreached('')).toBeUndefined();
});

test.each([
  ['certificate has expired', true],
  ['getaddrinfo ENOTFOUND openclaw.invalid', true],
  ['connect ECONNREFUSED 127.0.0.1:1', false],
  ['connect ETIMEDOUT 10.0.0.9:443', false],
])('%s: has a cure of its own: %s', (words, expected) => {
  expect(hasCure(whyUnreached(words) ?? '')).toBe(expected);
});
