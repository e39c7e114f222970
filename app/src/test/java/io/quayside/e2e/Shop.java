package io.quayside.e2e;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A Shopify shop that places orders and signs its webhooks. */
public record Shop(String host, String connectionId, String secret, URI webhookUrl) {

    /** One line of {@code quantity} × 10.00, shipping 5.00, tax 1.20 on top. */
    public static String order(long id, String sku, int quantity, Instant updatedAt) {
        String lines = "%d.00".formatted(10 * quantity);
        String total = "%d.20".formatted(10 * quantity + 6);
        return """
                {"id":%1$d,"admin_graphql_api_id":"gid://shopify/Order/%1$d","name":"#%1$d","order_number":%1$d,
                "created_at":"2026-11-20T10:00:00-05:00","processed_at":"2026-11-20T10:00:00-05:00","updated_at":"%5$s",
                "currency":"USD","presentment_currency":"USD","taxes_included":false,"test":false,"confirmed":true,
                "cancelled_at":null,"closed_at":null,"financial_status":"paid","fulfillment_status":null,
                "email":"ada@example.com","note":"leave at the door","tags":"vip, gift",
                "subtotal_price":"%6$s","current_subtotal_price":"%6$s","total_line_items_price":"%6$s",
                "total_discounts":"0.00","current_total_discounts":"0.00","total_tax":"1.20","current_total_tax":"1.20",
                "total_price":"%4$s","current_total_price":"%4$s",
                "customer":{"id":77,"first_name":"Ada","last_name":"Example","email":"ada@example.com"},
                "shipping_address":{"name":"Ada Example","address1":"1 Main St","city":"Springfield","province_code":"NY",
                "zip":"12345","country_code":"US","phone":"555-0100"},
                "line_items":[{"id":%1$d1,"sku":"%2$s","title":"Print","quantity":%3$d,"current_quantity":%3$d,
                "fulfillable_quantity":%3$d,"price":"10.00","total_discount":"0.00","requires_shipping":true,
                "gift_card":false,"discount_allocations":[],"tax_lines":[{"price":"1.20","title":"VAT","rate":0.1}],
                "properties":[]}],
                "shipping_lines":[{"id":%1$d9,"code":"STD","title":"Standard","price":"5.00","discounted_price":"5.00",
                "tax_lines":[],"discount_allocations":[]}],"refunds":[],"fulfillments":[],"note_attributes":[]}"""
                .formatted(id, sku, quantity, total, updatedAt, lines);
    }

    /** The same shop, after the hub was started again on another port. */
    public Shop on(HubProcess hub) {
        return new Shop(host, connectionId, secret, hub.url(webhookUrl.getPath()));
    }

    public HttpRequest webhook(String topic, String deliveryId, String body) {
        return signed(topic, deliveryId, body, sign(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** With whatever signature. */
    public HttpRequest signed(String topic, String deliveryId, String body, String signature) {
        return HttpRequest.newBuilder(webhookUrl)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", topic)
                .header("X-Shopify-Shop-Domain", host)
                .header("X-Shopify-Webhook-Id", deliveryId)
                .header("X-Shopify-Hmac-Sha256", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
