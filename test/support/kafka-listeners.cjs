/** Listeners of the test broker beside the plain one: TLS, TLS with client certificates, TLS with users. */
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');
const { generate } = require('selfsigned');

const USER = { name: 'trueque', password: 'test-password' };

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const named = (value) => [{ name: 'commonName', value }];

const authority = (name) =>
  generate(named(name), {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });

const issued = (ca, name) =>
  generate(named(name), {
    ca: { key: ca.private, cert: ca.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });

/** Writes certificates into a folder; answers how the node is set and how clients reach it. */
const secureListeners = async (folder) => {
  const write = (name, text) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const [ca, stranger] = [await authority('test authority'), await authority('a stranger')];
  const [broker, client] = [await issued(ca, 'broker'), await issued(ca, 'client')];
  const caFile = write('ca.pem', ca.cert);
  const listeners = { TLS: await freePort(), MUTUAL: await freePort(), USERS: await freePort() };
  const addresses = Object.entries(listeners).map(([name, port]) => `${name}://127.0.0.1:${port}`);
  const jaas = (module, options = '') =>
    `org.apache.kafka.common.security.${module} required${options};`;
  return {
    properties: {
      listeners: addresses.join(','),
      'advertised.listeners': addresses.join(','),
      'listener.security.protocol.map': 'TLS:SSL,MUTUAL:SSL,USERS:SASL_SSL',
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': write('broker.pem', `${broker.private}\n${broker.cert}`),
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': caFile,
      'listener.name.mutual.ssl.client.auth': 'required',
      'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
      'listener.name.users.plain.sasl.jaas.config': jaas(
        'plain.PlainLoginModule',
        ` user_${USER.name}="${USER.password}"`,
      ),
      'listener.name.users.scram-sha-256.sasl.jaas.config': jaas('scram.ScramLoginModule'),
      'listener.name.users.scram-sha-512.sasl.jaas.config': jaas('scram.ScramLoginModule'),
    },
    user: USER,
    secure: {
      tls: `127.0.0.1:${listeners.TLS}`,
      mutual: `127.0.0.1:${listeners.MUTUAL}`,
      users: `127.0.0.1:${listeners.USERS}`,
      user: USER,
      files: {
        ca: caFile,
        stranger: write('stranger.pem', stranger.cert),
        cert: write('client.pem', client.cert),
        key: write('client-key.pem', client.private),
      },
    },
  };
};

module.exports = { secureListeners };
