// WooCommerce's own library against the simulator. Over plain http it signs each call by OAuth 1.0a, as WooCommerce
// wants it there; the shop's address is the library's documented option.
import {createHmac, timingSafeEqual} from 'node:crypto';
import library from '@woocommerce/woocommerce-rest-api';
import {base, control, receiver, refusal, report} from './sandbox.mjs';

const WooCommerceRestApi = library.default ?? library;
const SHOP = `${base}/woocommerce/judged.woo-sandbox.example`;
const result = {};

// ---- the keys are handed over to the callback, not to the browser
const server = await receiver();
const authorize = new URL(`${SHOP}/wc-auth/v1/authorize`);
authorize.search = new URLSearchParams({
  app_name: 'Quayside',
  scope: 'read_write',
  user_id: 'merchant-7',
  return_url: `${server.url}/back`,
  callback_url: `${server.url}/keys`,
  sandbox_approve: '1',
});
const back = await fetch(authorize, {redirect: 'manual'});
result.back = new URL(back.headers.get('location')).search;
const handOver = await server.delivery(delivery => delivery.path === '/keys');
const keys = JSON.parse(handOver.body);
result.keys = {...keys, consumer_key: keys.consumer_key.slice(0, 3), consumer_secret: keys.consumer_secret.slice(0, 3)};

const api = (consumerKey, consumerSecret) =>
  new WooCommerceRestApi({url: SHOP, consumerKey, consumerSecret, version: 'wc/v3'});
const woo = api(keys.consumer_key, keys.consumer_secret);
const stranger = await refusal(() => api(keys.consumer_key, 'cs_wrong').get('orders'));
result.stranger = {status: stranger.response.status, code: stranger.response.data.code};

// ---- a webhook: the ping first, then a delivery whose signature is checked as the documentation says
const secret = 'a secret of our own';
result.hook = (await woo.post('webhooks', {
  name: 'orders',
  topic: 'order.created',
  delivery_url: `${server.url}/webhooks`,
  secret,
})).data;
const {ids} = await control('woocommerce/orders', {shop: 'judged.woo-sandbox.example', generate: 5});
result.placed = ids;
const ping = await server.delivery(delivery => delivery.body.toString().startsWith('webhook_id='));
result.ping = ping.body.toString();
const delivery = await server.delivery(one => one.headers['x-wc-webhook-topic'] === 'order.created');
const expected = createHmac('sha256', secret).update(delivery.body).digest();
result.webhook = {
  valid: timingSafeEqual(expected, Buffer.from(delivery.headers['x-wc-webhook-signature'], 'base64')),
  id: JSON.parse(delivery.body).id,
  headers: Object.keys(delivery.headers).filter(name => name.startsWith('x-wc-')).sort(),
};
result.hooks = (await woo.get('webhooks')).data.length;

// ---- orders, page by page; changes after a moment; one; many by id
result.pages = [];
for (let page = 1, pages = 1; page <= pages; page++) {
  const answer = await woo.get('orders', {per_page: 2, page, orderby: 'date', order: 'asc'});
  pages = Number(answer.headers['x-wp-totalpages']);
  result.total = Number(answer.headers['x-wp-total']);
  result.links = answer.headers.link ?? result.links;
  result.pages.push(answer.data.map(order => order.id));
}
result.newestFirst = (await woo.get('orders', {per_page: 1})).data[0].id;
result.some = (await woo.get('orders', {include: [ids[1], ids[3]].join(','), orderby: 'id', order: 'asc'}))
  .data.map(order => order.id);
result.completed = (await woo.get('orders', {status: 'completed'})).data.length;
result.one = (await woo.get(`orders/${ids[0]}`)).data;
const missing = await refusal(() => woo.get('orders/1'));
result.missing = {status: missing.response.status, body: missing.response.data};
const tooMany = await refusal(() => woo.get('orders', {per_page: 101}));
result.tooMany = {status: tooMany.response.status, code: tooMany.response.data.code};

// ---- stock, one product and a batch in which one item is bad
const [mug] = (await woo.get('products', {sku: 'MUG-RED'})).data;
result.mug = mug;
result.counted = (await woo.put(`products/${mug.id}`, {stock_quantity: 42})).data.stock_quantity;
result.batch = (await woo.post('products/batch', {update: [{id: mug.id, stock_quantity: 41}, {id: 1, stock_quantity: 5}]}))
  .data.update;

// ---- shipped: a note with the tracking number and the status, as shops without a tracking plug-in do it
result.note = (await woo.post(`orders/${ids[0]}/notes`, {note: 'UPS 1Z999', customer_note: true})).data;
const shipped = (await woo.put(`orders/${ids[0]}`, {
  status: 'completed',
  meta_data: [{key: '_tracking', value: '1Z999'}],
})).data;
result.shipped = {status: shipped.status, meta: shipped.meta_data, modified: shipped.date_modified_gmt};
const refund = (await woo.post(`orders/${ids[1]}/refunds`, {amount: '5.00', reason: 'late', api_refund: false})).data;
result.refund = refund;
result.refunds = (await woo.get(`orders/${ids[1]}`)).data.refunds;

// ---- hooks go, and only for good
const trashed = await refusal(() => woo.delete(`webhooks/${result.hook.id}`));
result.trashed = trashed.response.status;
result.deleted = (await woo.delete(`webhooks/${result.hook.id}`, {force: true})).data.id;

// ---- WooCommerce has no limit of its own; its host may
await control('woocommerce/faults', {failRate: 1, failStatus: 429}, 'PUT');
const throttled = await refusal(() => woo.get('orders'));
await control('woocommerce/faults', undefined, 'DELETE');
result.throttled = {status: throttled.response.status, retryAfter: throttled.response.headers['retry-after']};

report(result);
