// The client magento-api-rest against the simulator: it signs every call by OAuth 1.0a with the four keys of an
// integration. The shop's address is its documented option.
import MagentoRestApi from 'magento-api-rest';
import {base, control, flood, refusal, report} from './sandbox.mjs';

const SHOP = `${base}/magento/demo.magento-sandbox.example`;
const result = {};
const api = (tokenSecret = 'sandbox-access-token-secret') => new (MagentoRestApi.default ?? MagentoRestApi)({
  url: SHOP,
  consumerKey: 'sandbox-consumer-key',
  consumerSecret: 'sandbox-consumer-secret',
  accessToken: 'sandbox-access-token',
  tokenSecret,
  type: 'V1',
  sha: 256,
});
const magento = api();
const stranger = await refusal(() => api('wrong').get('store/storeConfigs'));
result.stranger = {status: stranger.response.status, message: stranger.response.data.message};
result.config = (await magento.get('store/storeConfigs')).data[0];

// ---- orders, page by page, by the time of their last change
const {ids} = await control('magento/orders', {generate: 5});
result.placed = ids;
result.pages = [];
for (let currentPage = 1; currentPage <= 3; currentPage++) {
  const {data} = await magento.get('orders', {
    filter_groups: [{filters: [{field: 'updated_at', condition_type: 'gteq', value: '2020-01-01 00:00:00'}]}],
    sort_orders: [{field: 'entity_id', direction: 'asc'}],
    page_size: 2,
    current_page: currentPage,
  });
  result.total = data.total_count;
  result.pages.push(data.items.map(order => order.entity_id));
}
const order = (await magento.get(`orders/${ids[0]}`)).data;
result.order = order;
const missing = await refusal(() => magento.get('orders/1'));
result.missing = {status: missing.response.status, body: missing.response.data};

// ---- stock: sources, as shops with several warehouses have them
result.stock = (await magento.post('inventory/source-items', {sourceItems: [
  {sku: 'MUG-RED', source_code: 'default', quantity: 42, status: 1},
]})).data;
result.stockAfter = (await magento.get('inventory/source-items', {
  filter_groups: [{filters: [{field: 'sku', condition_type: 'eq', value: 'MUG-RED'}]}],
})).data.items;

// ---- a parcel of a part
const [line] = order.items;
result.shipment = (await magento.post(`order/${ids[0]}/ship`, {
  items: [{order_item_id: line.item_id, qty: 1}],
  notify: true,
  tracks: [{track_number: '1Z999', title: 'UPS', carrier_code: 'ups'}],
})).data;
const tooMany = await refusal(() => magento.post(`order/${ids[0]}/ship`, {items: [{order_item_id: line.item_id, qty: 999}]}));
result.tooMany = tooMany.response.status;
result.shipped = (await magento.get(`orders/${ids[0]}`)).data.items.map(item => item.qty_shipped);

// ---- the host in front of the shop
const throttled = await flood(500, () => magento.get('store/storeConfigs'));
result.throttled = {status: throttled.response.status, retryAfter: throttled.response.headers['retry-after']};
report(result);
