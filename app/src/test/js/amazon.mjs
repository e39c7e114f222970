// The widely used amazon-sp-api against the simulator, and Amazon's own SDK for the newer Orders API; what both see is
// held against the models of Amazon's SDK.
import https from 'node:https';
import SellingPartner from 'amazon-sp-api';
import {ToTheSandbox} from './redirect.mjs';
import {base, control, flood, refusal, report} from './sandbox.mjs';
import {problems} from './spapi-models.mjs';

https.globalAgent = new ToTheSandbox({keepAlive: false});
const about = (await control('')).platforms.amazon;
const MARKETPLACE = 'ATVPDKIKX0DER';
const result = {models: {}};
const judged = (name, api, model, json) => {
  result.models[name] = problems(api, model, json);
};
await control('amazon/settings', {lagSeconds: 0}, 'PUT');

// ---- consent, and the code that is exchanged for a refresh token
const consent = await fetch(`${base}/amazon/sellercentral.amazon.com/apps/authorize/consent?` + new URLSearchParams({
  application_id: about.applicationId,
  state: 's',
  redirect_uri: 'https://hub.example/callback',
  sandbox_approve: '1',
}), {redirect: 'manual'});
const back = new URL(consent.headers.get('location')).searchParams;
const seller = back.get('selling_partner_id');
const partner = refresh_token => new SellingPartner({
  region: 'na',
  refresh_token,
  credentials: {
    SELLING_PARTNER_APP_CLIENT_ID: about.clientId,
    SELLING_PARTNER_APP_CLIENT_SECRET: about.clientSecret,
  },
  options: {auto_request_throttled: false, https_proxy_agent: new ToTheSandbox({keepAlive: false})},
});
const granted = await partner('none').exchange(back.get('spapi_oauth_code'));
result.granted = {type: granted.token_type, refresh: granted.refresh_token?.slice(0, 5)};
const usedTwice = await refusal(() => partner('none').exchange(back.get('spapi_oauth_code')));
result.usedTwice = usedTwice.code;
const amazon = partner(granted.refresh_token);
result.stranger = (await refusal(() => partner('Atzr|wrong').callAPI({
  operation: 'orders.getOrders', query: {MarketplaceIds: MARKETPLACE, CreatedAfter: '2020-01-01T00:00:00Z'},
}))).code;

// ---- orders of version 0, page by page
const {ids} = await control('amazon/orders', {generate: 5});
result.placed = ids;
const since = {MarketplaceIds: [MARKETPLACE], LastUpdatedAfter: '2020-01-01T00:00:00Z', MaxResultsPerPage: 2};
result.pages = [];
let query = since;
while (query) {
  const page = await amazon.callAPI({operation: 'orders.getOrders', query});
  judged(`getOrders ${result.pages.length}`, 'orders_v0', 'OrdersList', page);
  result.pages.push(page.Orders.map(order => order.AmazonOrderId));
  query = page.NextToken ? {...since, NextToken: page.NextToken} : undefined;
}
const orderId = ids[0];
const path = {orderId};
const order = await amazon.callAPI({operation: 'orders.getOrder', options: {version: 'v0'}, path});
result.order = order;
judged('getOrder', 'orders_v0', 'Order', order);
const items = await amazon.callAPI({operation: 'orders.getOrderItems', path});
result.items = items.OrderItems;
judged('getOrderItems', 'orders_v0', 'OrderItemsList', items);

// ---- the address only by a restricted token
result.withoutToken = (await refusal(() => amazon.callAPI({operation: 'orders.getOrderAddress', path}))).code;
const {restrictedDataToken} = await amazon.callAPI({operation: 'tokens.createRestrictedDataToken', body: {
  restrictedResources: [{method: 'GET', path: `/orders/v0/orders/${orderId}/address`}],
}});
const address = await amazon.callAPI({operation: 'orders.getOrderAddress', path, restricted_data_token: restrictedDataToken});
result.address = address.ShippingAddress;
judged('getOrderAddress', 'orders_v0', 'OrderAddress', address);

// ---- the newer Orders API, by the same client's plain call
const searched = await amazon.callAPI({
  api_path: '/orders/2026-01-01/orders',
  method: 'GET',
  query: {marketplaceIds: MARKETPLACE, lastUpdatedAfter: '2020-01-01T00:00:00Z', maxResultsPerPage: 3,
    includedData: 'BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES'},
});
result.searched = {ids: searched.orders.map(one => one.orderId), next: searched.pagination?.nextToken !== undefined};
judged('searchOrders', 'orders_v2026_01_01', 'SearchOrdersResponse', searched);

// ---- stock
const sku = items.OrderItems[0].SellerSKU;
const stock = {productType: 'PRODUCT', patches: [{
  op: 'replace',
  path: '/attributes/fulfillment_availability',
  value: [{fulfillment_channel_code: 'DEFAULT', quantity: 42}],
}]};
result.sku = sku;
const patched = await amazon.callAPI({
  operation: 'listingsItems.patchListingsItem',
  options: {version: '2021-08-01'},
  path: {sellerId: seller, sku},
  query: {marketplaceIds: MARKETPLACE},
  body: stock,
});
result.patched = patched.status;
judged('patchListingsItem', 'listingsitems_v2021_08_01', 'ListingsItemSubmissionResponse', patched);
const listing = await amazon.callAPI({
  operation: 'listingsItems.getListingsItem',
  options: {version: '2021-08-01'},
  path: {sellerId: seller, sku},
  query: {marketplaceIds: MARKETPLACE, includedData: 'summaries,fulfillmentAvailability'},
});
result.listing = listing.fulfillmentAvailability;
judged('getListingsItem', 'listingsitems_v2021_08_01', 'Item', listing);

// ---- a parcel
const confirmation = {
  marketplaceId: MARKETPLACE,
  packageDetail: {
    packageReferenceId: '1',
    carrierCode: 'UPS',
    shippingMethod: 'Ground',
    trackingNumber: '1Z999',
    shipDate: new Date().toISOString().replace(/\.\d+/, ''),
    orderItems: [{orderItemId: items.OrderItems[0].OrderItemId, quantity: 1}],
  },
};
judged('the request of confirmShipment', 'orders_v0', 'ConfirmShipmentRequest', confirmation);
await amazon.callAPI({operation: 'orders.confirmShipment', path, body: confirmation});
result.shipped = (await amazon.callAPI({operation: 'orders.getOrderItems', path})).OrderItems
  .map(item => item.QuantityShipped);
result.tooMany = (await refusal(() => amazon.callAPI({operation: 'orders.confirmShipment', path, body: {
  ...confirmation,
  packageDetail: {...confirmation.packageDetail, packageReferenceId: '2',
    orderItems: [{orderItemId: items.OrderItems[0].OrderItemId, quantity: 999}]},
}}))).code;

// ---- notifications go to a queue; making a destination is for the app itself
const destination = await amazon.callAPI({
  operation: 'notifications.createDestination',
  body: {name: 'judged', resourceSpecification: {sqs: {arn: 'arn:aws:sqs:us-east-1:000000000000:quayside'}}},
});
result.destination = destination.destinationId !== undefined;
judged('createDestination', 'notifications_v1', 'Destination', destination);
const subscription = await amazon.callAPI({
  operation: 'notifications.createSubscription',
  path: {notificationType: 'ORDER_CHANGE'},
  body: {payloadVersion: '1.0', destinationId: destination.destinationId},
});
result.subscription = subscription.subscriptionId !== undefined;
judged('createSubscription', 'notifications_v1', 'Subscription', subscription);

// ---- the limit of one operation
result.throttled = (await flood(60, () => amazon.callAPI({
  operation: 'orders.getOrder', options: {version: 'v0'}, path,
}))).code;

// ---- the judge itself: it finds what is made up, missing or of another type
result.judge = problems('orders_v0', 'Order', {
  ...order, Wharehouse: 1, NumberOfItemsShipped: 'none', AmazonOrderId: undefined,
}).concat(problems('orders_v0', 'Order', {}));
report(result);
