// Shopify's own library against the simulator. It speaks https to the shop's host; only the host is redirected.
import '@shopify/shopify-api/adapters/node';
import {ApiVersion, HttpThrottlingError, shopifyApi} from '@shopify/shopify-api';
import {setAbstractFetchFunc} from '@shopify/shopify-api/runtime';
import {base, control, flood, receiver, refusal, report} from './sandbox.mjs';

const SHOP = 'judged.myshopify.com';
const {clientId, clientSecret} = (await control('')).platforms.shopify;

setAbstractFetchFunc((url, options) =>
  fetch(String(url).replace(/^https?:\/\/([a-z0-9-]+\.myshopify\.com)\//, `${base}/shopify/$1/`), options));

let session;
const server = await receiver({
  '/auth': (rawRequest, rawResponse) =>
    shopify.auth.begin({shop: SHOP, callbackPath: '/auth/callback', isOnline: false, rawRequest, rawResponse}),
  '/auth/callback': async (rawRequest, rawResponse) => {
    session = (await shopify.auth.callback({rawRequest, rawResponse, expiring: true})).session;
    rawResponse.end('connected');
  },
});
const shopify = shopifyApi({
  apiKey: clientId,
  apiSecretKey: clientSecret,
  scopes: ['write_orders', 'write_inventory'],
  hostName: new URL(server.url).host,
  hostScheme: 'http',
  apiVersion: ApiVersion.July26,
  isEmbeddedApp: false,
  logger: {level: 0},
});
const result = {};

// ---- consent: the library makes the state, and checks it and the signature of the callback
const browser = {'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'};
const begun = await fetch(`${server.url}/auth`, {redirect: 'manual', headers: browser});
const cookies = begun.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ');
const authorize = begun.headers.get('location').replace(`https://${SHOP}`, `${base}/shopify/${SHOP}`);
const approved = await fetch(`${authorize}&sandbox_approve=1`, {redirect: 'manual'});
const callback = approved.headers.get('location');
const forged = await fetch(callback.replace(/\bcode=/, 'code=x'), {headers: {...browser, Cookie: cookies}});
result.forgedCallback = forged.status;
result.connected = await (await fetch(callback, {headers: {...browser, Cookie: cookies}})).text();
result.scope = session.scope;
result.expires = session.expires;
result.refreshed = (await shopify.auth.refreshToken({shop: SHOP, refreshToken: session.refreshToken})).session.accessToken
  !== session.accessToken;
session.scope = undefined;
const graphql = new shopify.clients.Graphql({session});
const rest = new shopify.clients.Rest({session});

// ---- a webhook, and its signature checked by the library
const subscribed = await graphql.request(
  `mutation ($topic: WebhookSubscriptionTopic!, $webhook: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhook) {
      webhookSubscription { id topic uri } userErrors { field message }
    }
  }`,
  {variables: {topic: 'ORDERS_CREATE', webhook: {uri: `${server.url}/webhooks`}}},
);
result.subscribed = subscribed.data.webhookSubscriptionCreate;
const {ids} = await control('shopify/orders', {shop: SHOP, generate: 5});
const webhook = await server.delivery(delivery => delivery.path === '/webhooks');
const check = rawBody => shopify.webhooks.validate({
  rawBody,
  rawRequest: {method: 'POST', url: '/webhooks', headers: webhook.headers},
  rawResponse: {},
});
result.webhook = await check(webhook.body.toString());
result.forgedWebhook = (await check(webhook.body.toString().replace('"id"', '"Id"'))).valid;

// ---- orders: pages, aliases, fragments, and only what was asked for
result.placed = ids;
result.pages = [];
let after = null;
do {
  const {data} = await graphql.request(
    `query ($after: String) {
      orders(first: 2, after: $after, sortKey: CREATED_AT) {
        edges { cursor node { ...Short } } pageInfo { hasNextPage endCursor }
      }
    }
    fragment Short on Order { legacyResourceId total: currentTotalPriceSet { shopMoney { amount } } }`,
    {variables: {after}},
  );
  result.pages.push(data.orders.edges.map(edge => edge.node));
  after = data.orders.pageInfo.hasNextPage ? data.orders.pageInfo.endCursor : null;
} while (after);
const one = await graphql.request(
  `query ($id: ID!) {
    order(id: $id) {
      name
      lineItems(first: 50) { nodes { id sku quantity } }
      fulfillmentOrders(first: 5) { nodes { id status lineItems(first: 50) { nodes { id remainingQuantity } } } }
    }
    missing: order(id: "gid://shopify/Order/1") { id }
    byId: orders(first: 10, query: "id:${ids[3]}") { nodes { legacyResourceId } }
  }`,
  {variables: {id: `gid://shopify/Order/${ids[0]}`}},
);
result.one = one.data;
result.cost = one.extensions.cost;
const wrong = await refusal(() => graphql.request('{ orders(first: 1) { nodes { wharehouse } } }'));
result.wrongField = wrong.body.errors;

// ---- the same by REST, page by page through the library's page info
result.restPages = [];
let query = {status: 'any', limit: 2, fields: 'id,name'};
while (query) {
  const page = await rest.get({path: 'orders', query});
  result.restPages.push(page.body.orders);
  query = page.pageInfo?.nextPage?.query;
}
result.restLimit = (await rest.get({path: 'shop'})).headers['X-Shopify-Shop-Api-Call-Limit'];

// ---- stock: compare and set, with a key that makes a repeat harmless
const {data: {inventoryItems}} = await graphql.request(
  `query { inventoryItems(first: 1, query: "sku:'MUG-RED'") { nodes {
    id inventoryLevel(locationId: "gid://shopify/Location/1") { quantities(names: ["available"]) { name quantity } }
  } } }`);
const item = inventoryItems.nodes[0];
const setTo = (quantity, changeFromQuantity, key) => graphql.request(
  `mutation ($input: InventorySetQuantitiesInput!${key ? ', $key: String!' : ''}) {
    inventorySetQuantities(input: $input) ${key ? '@idempotent(key: $key)' : ''} {
      inventoryAdjustmentGroup { changes { name delta } } userErrors { code field message }
    }
  }`,
  {variables: {
    key,
    input: {
      name: 'available',
      reason: 'correction',
      quantities: [{inventoryItemId: item.id, locationId: 'gid://shopify/Location/1', quantity, changeFromQuantity}],
    },
  }},
);
const had = item.inventoryLevel.quantities[0].quantity;
result.stockBefore = had;
result.stock = (await setTo(42, had, 'first')).data.inventorySetQuantities;
result.repeated = (await setTo(42, had, 'first')).data.inventorySetQuantities;
result.stale = (await setTo(43, had, 'second')).data.inventorySetQuantities;
result.otherInput = (await setTo(44, 42, 'first')).data.inventorySetQuantities;
result.withoutKey = (await refusal(() => setTo(45, 42))).body.errors.graphQLErrors ?? 'refused';

// ---- a parcel with two tracking numbers
const plan = one.data.order.fulfillmentOrders.nodes[0];
const fulfilled = await graphql.request(
  `mutation ($fulfillment: FulfillmentInput!) {
    fulfillmentCreate(fulfillment: $fulfillment) {
      fulfillment { id status trackingInfo { company number } } userErrors { field message }
    }
  }`,
  {variables: {fulfillment: {
    lineItemsByFulfillmentOrder: [{
      fulfillmentOrderId: plan.id,
      fulfillmentOrderLineItems: [{id: plan.lineItems.nodes[0].id, quantity: 1}],
    }],
    trackingInfo: {company: 'UPS', numbers: ['1Z1', '1Z2']},
  }}},
);
result.fulfilled = fulfilled.data.fulfillmentCreate;

// ---- a refund of one unit, as Shopify suggests it; the same key again gives nothing back twice
const refunded = ids[1];
const {data: {order: {suggestedRefund, lineItems: {nodes: [unit]}}}} = await graphql.request(
  `query ($id: ID!) { order(id: $id) {
    lineItems(first: 1) { nodes { id originalUnitPriceSet { shopMoney { amount } } } }
    suggestedRefund(suggestFullRefund: true) {
      amountSet { shopMoney { amount } } suggestedTransactions { gateway parentTransaction { id } }
    }
  } }`,
  {variables: {id: `gid://shopify/Order/${refunded}`}},
);
const [paid] = suggestedRefund.suggestedTransactions;
const refund = amount => graphql.request(
  `mutation ($input: RefundInput!, $key: String!) {
    refundCreate(input: $input) @idempotent(key: $key) {
      refund { id totalRefundedSet { shopMoney { amount } } } order { displayFinancialStatus } userErrors { field message }
    }
  }`,
  {variables: {key: `refund of ${amount}`, input: {
    orderId: `gid://shopify/Order/${refunded}`,
    refundLineItems: [{lineItemId: unit.id, quantity: 1, restockType: 'NO_RESTOCK'}],
    transactions: [{
      orderId: `gid://shopify/Order/${refunded}`, parentId: paid.parentTransaction.id, gateway: paid.gateway,
      kind: 'REFUND', amount,
    }],
  }}},
);
const price = unit.originalUnitPriceSet.shopMoney.amount;
result.refund = (await refund(price)).data.refundCreate;
result.refundAgain = (await refund(price)).data.refundCreate;
result.refundTooMuch = (await refund(`9${suggestedRefund.amountSet.shopMoney.amount}`)).data.refundCreate;

// ---- the limits, as the library meets them
const restThrottled = await flood(60, () => rest.get({path: 'shop'}));
result.restThrottled = {
  library: restThrottled instanceof HttpThrottlingError,
  status: restThrottled.response.code,
  retryAfter: restThrottled.response.retryAfter,
};
const whole = first => `{ orders(first: ${first}) { nodes { id lineItems(first: 1) { nodes { id } } } } }`;
const throttled = await flood(20, () => graphql.request(whole(100)));
result.throttled = throttled.body.errors;
const costly = await refusal(() => graphql.request(whole(101)));
result.tooCostly = costly.body.errors;

report(result);
