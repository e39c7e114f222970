package io.quayside.connectors.shopify;

/** The GraphQL documents that are sent; checked against Shopify's published schema. */
final class ShopifyQueries {
    private static final String MONEY = "{ shopMoney { amount currencyCode } }";

    /** Line items page by themselves; what an order has more of than {@code $lines} is fetched with {@link #MORE_LINES}. */
    private static final String LINES =
            """
            nodes {
              id title variantTitle sku quantity currentQuantity unfulfilledQuantity requiresShipping isGiftCard
              originalUnitPriceSet MONEY
              discountAllocations { allocatedAmountSet MONEY }
              taxLines { priceSet MONEY }
              customAttributes { key value }
              lineItemGroup { id title quantity variantSku }
            }
            pageInfo { hasNextPage endCursor }
            """
                    .replace("MONEY", MONEY);

    private static final String ADDRESS =
            "{ name company address1 address2 city province provinceCode zip country countryCodeV2 phone }";

    static final String ORDERS =
            """
            query QuaysideOrders($first: Int!, $after: String, $filter: String!, $lines: Int!) {
              orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $filter) {
                nodes {
                  id name number createdAt processedAt updatedAt cancelledAt cancelReason closedAt confirmed test
                  currencyCode presentmentCurrencyCode email phone note tags taxesIncluded dutiesIncluded
                  displayFinancialStatus sourceName paymentGatewayNames discountCodes
                  customAttributes { key value }
                  totalPriceSet MONEY
                  currentTotalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
                  totalDiscountsSet MONEY currentTotalDiscountsSet MONEY
                  totalShippingPriceSet MONEY currentShippingPriceSet MONEY
                  totalTaxSet MONEY currentTotalTaxSet MONEY
                  originalTotalDutiesSet MONEY currentTotalDutiesSet MONEY
                  originalTotalAdditionalFeesSet MONEY currentTotalAdditionalFeesSet MONEY
                  totalTipReceivedSet MONEY totalRefundedSet MONEY
                  totalCashRoundingAdjustment { paymentSet MONEY }
                  customer { id firstName lastName }
                  billingAddress ADDRESS
                  shippingAddress ADDRESS
                  lineItems(first: $lines) { LINES }
                  shippingLines(first: 5) {
                    nodes {
                      code title isRemoved originalPriceSet MONEY discountedPriceSet MONEY
                      currentDiscountedPriceSet MONEY taxLines { priceSet MONEY }
                    }
                  }
                  fulfillments(first: 20) {
                    id status createdAt trackingInfo { company number url }
                    fulfillmentLineItems(first: $lines) { nodes { lineItem { id } quantity } }
                  }
                  refunds(first: 20) {
                    id createdAt note totalRefundedSet MONEY
                    refundLineItems(first: $lines) {
                      nodes { lineItem { id } quantity restockType subtotalSet MONEY totalTaxSet MONEY }
                    }
                    orderAdjustments(first: 5) { nodes { amountSet MONEY taxAmountSet MONEY } }
                    refundShippingLines(first: 5) { nodes { subtotalAmountSet MONEY taxAmountSet MONEY } }
                  }
                }
                pageInfo { hasNextPage endCursor }
              }
            }
            """
                    .replace("LINES", LINES)
                    .replace("ADDRESS", ADDRESS)
                    .replace("MONEY", MONEY);

    static final String MORE_LINES =
            """
            query QuaysideMoreLines($id: ID!, $after: String, $lines: Int!) {
              order(id: $id) { lineItems(first: $lines, after: $after) { LINES } }
            }
            """
                    .replace("LINES", LINES);

    static final String LOCATIONS =
            """
            query QuaysideLocations {
              locations(first: 50) { nodes { id name isActive shipsInventory isFulfillmentService } }
            }
            """;

    static final String INVENTORY_ITEMS =
            """
            query QuaysideInventoryItems($filter: String!, $location: ID!, $after: String) {
              inventoryItems(first: 100, query: $filter, after: $after) {
                nodes {
                  id sku tracked
                  inventoryLevel(locationId: $location) { quantities(names: ["available"]) { name quantity } }
                }
                pageInfo { hasNextPage endCursor }
              }
            }
            """;

    static final String SET_QUANTITIES =
            """
            mutation QuaysideSetQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
              inventorySetQuantities(input: $input) @idempotent(key: $key) {
                inventoryAdjustmentGroup { createdAt }
                userErrors { code field message }
              }
            }
            """;

    static final String FULFILLMENT_ORDERS =
            """
            query QuaysideFulfillmentOrders($id: ID!) {
              order(id: $id) {
                id
                fulfillments(first: 50) {
                  id status createdAt trackingInfo { number }
                  fulfillmentLineItems(first: 100) { nodes { lineItem { id } quantity } }
                }
                fulfillmentOrders(first: 20) {
                  nodes {
                    id status supportedActions { action } assignedLocation { location { id } }
                    lineItems(first: 100) { nodes { id remainingQuantity lineItem { id isGiftCard } } }
                  }
                }
              }
            }
            """;

    static final String FULFILL =
            """
            mutation QuaysideFulfill($fulfillment: FulfillmentInput!) {
              fulfillmentCreate(fulfillment: $fulfillment) {
                fulfillment { id status }
                userErrors { field message }
              }
            }
            """;

    static final String CANCELLATION = "query QuaysideCancellation($id: ID!) { order(id: $id) { id cancelledAt } }";

    static final String CANCEL =
            """
            mutation QuaysideCancel(
              $id: ID!, $reason: OrderCancelReason!, $refund: OrderCancelRefundMethodInput!, $note: String
            ) {
              orderCancel(
                orderId: $id, reason: $reason, restock: true, refundMethod: $refund, notifyCustomer: false, staffNote: $note
              ) {
                job { id done }
                orderCancelUserErrors { code field message }
              }
            }
            """;

    static final String CENSUS =
            """
            query QuaysideCensus($first: Int!, $after: String, $filter: String!) {
              orders(first: $first, after: $after, query: $filter, sortKey: CREATED_AT) {
                nodes { id legacyResourceId createdAt }
                pageInfo { hasNextPage endCursor }
              }
            }
            """;

    static final String REFUNDABLE =
            """
            query QuaysideRefundable($id: ID!) {
              order(id: $id) {
                id
                refunds(first: 100) { id note }
                transactions(first: 100) {
                  id kind status gateway amountSet MONEY parentTransaction { id }
                }
              }
            }
            """
                    .replace("MONEY", "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }");

    static final String REFUND =
            """
            mutation QuaysideRefund($input: RefundInput!, $key: String!) {
              refundCreate(input: $input) @idempotent(key: $key) {
                refund { id }
                userErrors { field message }
              }
            }
            """;

    static final String SUBSCRIPTIONS =
            """
            query QuaysideSubscriptions($after: String) {
              webhookSubscriptions(first: 100, after: $after) {
                nodes { id topic uri }
                pageInfo { hasNextPage endCursor }
              }
            }
            """;

    static final String SUBSCRIBE =
            """
            mutation QuaysideSubscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
              webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
                webhookSubscription { id topic uri }
                userErrors { field message }
              }
            }
            """;

    private ShopifyQueries() {}
}
