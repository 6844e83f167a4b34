/**
 * For tests alone: keys and certificates that protect nothing, because everybody can read the key here. Made by OpenSSL 3,
 * for 127.0.0.1, the authority and the self-signed one with an end in 2126, the expired one with an end in January 2026:
 *
 *   openssl ecparam -name prime256v1 -genkey -noout -out key.pem     (and authority-key.pem)
 *   openssl req -new -key key.pem -subj /CN=127.0.0.1 -out leaf.csr  (and one for the authority)
 *   openssl ca -selfsign -keyfile authority-key.pem -in authority.csr -extensions ca    (basicConstraints=CA:true)
 *   openssl ca -cert authority.pem -keyfile authority-key.pem -in leaf.csr -extensions leaf   (subjectAltName=IP:127.0.0.1)
 *   openssl ca -selfsign -keyfile key.pem -in leaf.csr -extensions leaf
 */
const pem = (kind: 'PRIVATE KEY' | 'CERTIFICATE', lines: readonly string[]): string =>
  `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`;

/** Of both servers. */
export const TEST_KEY = pem('PRIVATE KEY', [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGjrXc5ZX/chqlpI1',
  'q4drxeagsMh/kFNhoCT7jlPKX36hRANCAAQdqfdrcT7sCw7GU3ffnSn9TkPXb/8A',
  '5I+zvdcDpbdAMqXfni6+awNLGuxSSmmawnVi20h89HF2EAznl9t19FxY',
]);

/** A test that trusts it sees that the certificate has expired, and nothing else. */
export const TEST_AUTHORITY = pem('CERTIFICATE', [
  'MIIBVDCB+6ADAgECAgEBMAoGCCqGSM49BAMCMBkxFzAVBgNVBAMMDnRlc3QgYXV0',
  'aG9yaXR5MCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAZMRcwFQYD',
  'VQQDDA50ZXN0IGF1dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGoN',
  'vN2CZhUrZMQUpDr5UTY/mzYHPB/2Qxjn4w9c+VFuaAn8CXInfcPFvJBHv95g4GLc',
  '2IzfogU9PBadNI7ANPujMjAwMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFM/+',
  'G9pwctprLoDWIa2o7H74ZKCTMAoGCCqGSM49BAMCA0gAMEUCIQCSw7vgyz+Zzs45',
  'cvc3x1P2CqPD6RpBkcbXr/WBbVPONAIgCiNF6m+QMVPgV6pRm8uo0Q0n64ej+wFe',
  'yYJvAshMxDE=',
]);

export const EXPIRED = pem('CERTIFICATE', [
  'MIIBezCCASCgAwIBAgIBAjAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA50ZXN0IGF1',
  'dGhvcml0eTAeFw0yNjAxMDEwMDAwMDBaFw0yNjAxMDIwMDAwMDBaMBQxEjAQBgNV',
  'BAMMCTEyNy4wLjAuMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABB2p92txPuwL',
  'DsZTd9+dKf1OQ9dv/wDkj7O91wOlt0Aypd+eLr5rA0sa7FJKaZrCdWLbSHz0cXYQ',
  'DOeX23X0XFijXjBcMAkGA1UdEwQCMAAwDwYDVR0RBAgwBocEfwAAATAdBgNVHQ4E',
  'FgQUH0sL84s3QhtZXdsoNiVyB82CL0UwHwYDVR0jBBgwFoAUz/4b2nBy2msugNYh',
  'rajsfvhkoJMwCgYIKoZIzj0EAwIDSQAwRgIhAIKpQFe88CuQYmiJwfGucNY2Chur',
  'ZO3tC1gELYcJrh3BAiEA0lGUT3v1QhvZd361CtZka96Yh+JN+zEY5aJNGQ9YZiM=',
]);

export const SELF_SIGNED = pem('CERTIFICATE', [
  'MIIBVDCB/KADAgECAgEDMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCTEyNy4wLjAu',
  'MTAgFw0yNjAxMDEwMDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ',
  'MTI3LjAuMC4xMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHan3a3E+7AsOxlN3',
  '350p/U5D12//AOSPs73XA6W3QDKl354uvmsDSxrsUkppmsJ1YttIfPRxdhAM55fb',
  'dfRcWKM9MDswCQYDVR0TBAIwADAPBgNVHREECDAGhwR/AAABMB0GA1UdDgQWBBQf',
  'SwvzizdCG1ld2yg2JXIHzYIvRTAKBggqhkjOPQQDAgNHADBEAiA5mPHWcgBZUO6A',
  'APCun46wMqoGSvx6v7SuwciE8WN45QIgTirud+B1h+XqBiEWZ6MQMjDQaqM8F5nW',
  'qQaA41drreU=',
]);
