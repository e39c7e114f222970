// The widely used client node-bigcommerce against the simulator. It speaks https to BigCommerce's own hosts; the agent
// that it can be given opens a plain connection to the sandbox instead, which knows the platform by its host name.
import http from 'node:http';
import https from 'node:https';
import BigCommerce from 'node-bigcommerce';
import {Webhook} from 'standardwebhooks';
import {ToTheSandbox} from './redirect.mjs';
import {base, control, flood, receiver, refusal, report} from './sandbox.mjs';

https.globalAgent = new ToTheSandbox({keepAlive: false});
const {clientId, clientSecret} = (await control('')).platforms.bigcommerce;
const result = {};

// ---- installation
const server = await receiver();
const install = await fetch(`${base}/bigcommerce/login/app/${clientId}/install?`
  + new URLSearchParams({redirect_uri: `${server.url}/callback`, state: 's', sandbox_approve: '1'}), {redirect: 'manual'});
const query = Object.fromEntries(new URL(install.headers.get('location')).searchParams);
const app = new BigCommerce({clientId, secret: clientSecret, callback: `${server.url}/callback`, responseType: 'json'});
const granted = await app.authorize(query);
result.granted = {context: granted.context, scope: granted.scope, user: granted.user, token: granted.access_token.length > 10};
const usedTwice = await refusal(() => app.authorize(query));
result.usedTwice = usedTwice.code ?? usedTwice.message;

const client = (apiVersion, accessToken = granted.access_token) => new BigCommerce({
  clientId,
  accessToken,
  storeHash: granted.context.split('/')[1],
  responseType: 'json',
  apiVersion,
  failOnLimitReached: true,
});
const v2 = client('v2');
const v3 = client('v3');
result.stranger = (await refusal(() => client('v2', 'wrong').get('/orders'))).code;

// ---- a webhook, checked by the Standard Webhooks library that BigCommerce's documentation recommends
result.hook = (await v3.post('/hooks', {
  scope: 'store/order/created',
  destination: `${server.url}/webhooks`,
  is_active: true,
  headers: {'X-Our-Key': 'k'},
})).data;
const {ids} = await control('bigcommerce/orders', {generate: 5});
result.placed = ids;
const delivery = await server.delivery(one => one.path === '/webhooks');
const verifier = new Webhook(Buffer.from(clientSecret).toString('base64'));
result.event = verifier.verify(delivery.body.toString(), delivery.headers);
result.ourKey = delivery.headers['x-our-key'];
result.forged = (await refusal(async () =>
  verifier.verify(delivery.body.toString().replace('created', 'updated'), delivery.headers))).constructor.name;
result.hooks = (await v3.get('/hooks')).data.length;

// ---- orders, page by page until the page is empty, which is 204 without a body
result.pages = [];
for (let page = 1; ; page++) {
  const orders = await v2.get(`/orders?limit=2&page=${page}&sort=id:asc`);
  if (orders === '') break;
  result.pages.push(orders.map(order => order.id));
}
result.none = await v2.get('/orders?min_date_modified=2099-01-01T00:00:00Z');
result.one = await v2.get(`/orders/${ids[0]}`);
result.products = await v2.get(`/orders/${ids[0]}/products`);
result.addresses = await v2.get(`/orders/${ids[0]}/shipping_addresses`);
const missing = await refusal(() => v2.get('/orders/1'));
result.missing = {code: missing.code, body: JSON.parse(missing.responseBody)};

// ---- stock
const stock = () => v3.get('/inventory/items?sku:in=MUG-RED');
result.stockBefore = (await stock()).data[0];
result.adjusted = await v3.put('/inventory/adjustments/absolute', {
  reason: 'count',
  items: [{location_id: 1, sku: 'MUG-RED', quantity: 42}],
});
result.stockAfter = (await stock()).data[0];
const unknown = await refusal(() => v3.put('/inventory/adjustments/absolute', {
  items: [{location_id: 1, sku: 'NO-SUCH', quantity: 1}],
}));
result.unknownSku = unknown.code;

// ---- a parcel of a part, then one too many
const first = result.products[0];
result.shipment = await v2.post(`/orders/${ids[0]}/shipments`, {
  order_address_id: first.order_address_id,
  tracking_number: '1Z999',
  tracking_carrier: 'ups',
  items: [{order_product_id: first.id, quantity: 1}],
});
result.shipped = await v2.get(`/orders/${ids[0]}`);
result.tooMany = (await refusal(() => v2.post(`/orders/${ids[0]}/shipments`, {
  order_address_id: first.order_address_id,
  items: [{order_product_id: first.id, quantity: 999}],
}))).code;
result.cancelled = await v2.put(`/orders/${ids[1]}`, {status_id: 5});

// ---- the limits, which the store's every answer tells
const told = await new Promise((resolve, reject) => http.get(
  `${base}/bigcommerce/api/stores/${granted.context.split('/')[1]}/v2/orders?limit=1`,
  {headers: {'X-Auth-Token': granted.access_token, Accept: 'application/json'}},
  response => { response.resume(); resolve(response.headers); },
).on('error', reject));
result.limits = Object.fromEntries(Object.entries(told).filter(([name]) => name.startsWith('x-rate-limit')));
result.throttled = (await flood(500, () => v2.get('/orders?limit=1'))).message;

report(result);
