// The widely used ebay-api against the simulator. Its hosts are fixed; the interceptor that its documentation shows for
// proxies changes the host of each request and nothing else.
import {createHash, createPublicKey, verify} from 'node:crypto';
import eBayApi from 'ebay-api';
import {base, control, receiver, refusal, report} from './sandbox.mjs';

const result = {};
const TOKEN = 'a-verification-token-of-at-least-32-characters';
let code;
const server = await receiver({
  '/integrations/ebay/callback': (request, response) => {
    code = new URL(request.url, 'http://localhost').searchParams.get('code');
    response.end('back');
  },
  '/notices': (request, response) => {
    const url = new URL(request.url, server.url);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({
      challengeResponse: createHash('sha256')
        .update(url.searchParams.get('challenge_code'))
        .update(TOKEN)
        .update(`${server.url}/notices`)
        .digest('hex'),
    }));
  },
});
const led = ebay => {
  ebay.req.instance.interceptors.request.use(request => {
    request.url = request.url.replace(/^https:\/\/(api|apiz|auth)\.ebay\.com\//, `${base}/ebay/$1/`);
    return request;
  });
  return ebay;
};
const api = (certId = 'sandbox-secret') => led(new eBayApi({
  appId: 'quayside-sandbox',
  certId,
  sandbox: false,
  ruName: `Quayside-Sandbox-${new URL(server.url).port}`,
  scope: ['https://api.ebay.com/oauth/api_scope/sell.fulfillment'],
}));
const ebay = api();

// ---- consent
const page = new URL(ebay.OAuth2.generateAuthUrl());
await fetch(`${base}/ebay/auth${page.pathname}${page.search}&sandbox_approve=1`);
const wrong = await refusal(() => api('wrong').OAuth2.getToken(code));
result.wrongSecret = wrong.meta?.res?.status ?? wrong.message;
const token = await ebay.OAuth2.getToken(code);
result.token = {type: token.token_type, expires: token.expires_in, refreshes: token.refresh_token_expires_in};
result.usedTwice = (await refusal(() => ebay.OAuth2.getToken(code))) !== undefined;
ebay.OAuth2.setCredentials(token);
const before = token.access_token;
await ebay.OAuth2.refreshToken();
result.refreshed = ebay.OAuth2.getUserAccessToken() !== before;

// ---- a notification: the address answers the challenge, the signature is checked with the key that eBay gives
const notification = ebay.commerce.notification;
const made = await refusal(() => notification.createDestination({
  name: 'judged',
  status: 'ENABLED',
  deliveryConfig: {endpoint: `${server.url}/notices`, verificationToken: `${TOKEN}-but-another`},
}));
result.wrongChallenge = made?.meta?.errorId ?? made?.message;
await notification.createDestination({
  name: 'judged',
  status: 'ENABLED',
  deliveryConfig: {endpoint: `${server.url}/notices`, verificationToken: TOKEN},
});
const [destination] = (await notification.getDestinations({})).destinations;
result.destination = destination.name;
await notification.createSubscription({
  topicId: 'ORDER_CONFIRMATION',
  status: 'ENABLED',
  destinationId: destination.destinationId,
  payload: {format: 'JSON', schemaVersion: '1.0', deliveryProtocol: 'HTTPS'},
});
result.subscriptions = (await notification.getSubscriptions({})).total;

const {ids} = await control('ebay/orders', {generate: 5});
result.placed = ids;
const delivery = await server.delivery(one => one.path === '/notices');
const told = JSON.parse(Buffer.from(delivery.headers['x-ebay-signature'], 'base64'));
const pem = (await notification.getPublicKey(told.kid)).key.replace(/^(-+[^-]+-+)\n?(.*?)\n?(-+[^-]+-+)$/s, '$1\n$2\n$3');
const genuine = body => verify('sha1', body, createPublicKey(pem), Buffer.from(told.signature, 'base64'));
result.notice = {
  genuine: genuine(delivery.body),
  forged: genuine(Buffer.from(delivery.body.toString().replace('ORDER', 'OTHER'))),
  topic: JSON.parse(delivery.body).metadata?.topic,
};

// ---- orders, page by page, by the time of their last change
const {fulfillment, inventory} = ebay.sell;
result.pages = [];
for (let offset = 0, total = 1; offset < total; offset += 2) {
  const page = await fulfillment.getOrders({filter: 'lastmodifieddate:[2020-01-01T00:00:00.000Z..]', limit: 2, offset});
  total = page.total;
  result.pages.push(page.orders.map(order => order.orderId));
}
const tooMany = await refusal(() => fulfillment.getOrders({limit: 1001}));
result.tooMany = tooMany?.meta?.errorId ?? tooMany?.message;
const order = await fulfillment.getOrder(ids[0]);
result.order = order;
const missing = await refusal(() => fulfillment.getOrder('01-00000-00000'));
result.missing = missing.meta?.errorId ?? missing.message;

// ---- a parcel of a part, with the platform's receipt in a header
const line = order.lineItems[0];
result.receipt = await fulfillment.createShippingFulfillment(ids[0], {
  lineItems: [{lineItemId: line.lineItemId, quantity: 1}],
  shippedDate: new Date().toISOString(),
  shippingCarrierCode: 'UPS',
  trackingNumber: '1Z999',
});
result.parcels = (await fulfillment.getShippingFulfillments(ids[0])).fulfillments;
result.status = (await fulfillment.getOrder(ids[0])).orderFulfillmentStatus;

// ---- stock, in a batch whose elements answer for themselves
const counted = await inventory.bulkUpdatePriceQuantity({requests: [
  {sku: 'MUG-RED', shipToLocationAvailability: {quantity: 42}},
  {sku: 'NO-SUCH', shipToLocationAvailability: {quantity: 1}},
]});
result.counted = counted.responses.map(response => response.statusCode);
result.item = (await inventory.getInventoryItem('MUG-RED')).availability.shipToLocationAvailability.quantity;

// ---- too many calls
await control('ebay/faults', {failRate: 1, failStatus: 429}, 'PUT');
const throttled = await refusal(() => fulfillment.getOrders({limit: 1}));
await control('ebay/faults', undefined, 'DELETE');
result.throttled = throttled.meta?.res?.status ?? throttled.message;
report(result);
