// Libraries that speak https to a platform's fixed hosts are led to the sandbox: the connection goes there, unencrypted,
// and nothing else of the request changes. The sandbox knows the platform by the host name that was meant.
import https from 'node:https';
import net from 'node:net';
import {base} from './sandbox.mjs';

const {hostname, port} = new URL(base);

export class ToTheSandbox extends https.Agent {
  createConnection(options, connected) {
    return net.connect({host: hostname, port: Number(port)}, connected);
  }
}
