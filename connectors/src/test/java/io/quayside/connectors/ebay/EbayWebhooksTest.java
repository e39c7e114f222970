package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookGate.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EbayWebhooksTest {
    private static final URI ADDRESS = URI.create("https://hub.example/webhooks/ebay/1");
    private static final String ORDERED =
            """
            {'metadata':{'topic':'ORDER_CONFIRMATION','schemaVersion':'1.0'},
             'notification':{'notificationId':'49feeaeb-4982-42d9-a377-9645b8479411_33f7e043',
              'data':{'orderId':'06-15211-22068','lineItemId':'9001'}}}""";
    private final EbayWebhooks gate = new EbayWebhooks();

    @Test
    void asksForTheKeyThatTheCallNamesAndThenVerifiesOverTheRawBytes() {
        SignedNotice notice = SignedNotice.of(ORDERED);

        assertThat(verify(notice.request())).isEqualTo(new Verdict.Undecided(notice.keyId()));
        assertThat(verify(notice.request().with(notice.keyId(), notice.pem())))
                .isEqualTo(new Verdict.Accepted(
                        "49feeaeb-4982-42d9-a377-9645b8479411_33f7e043", "ORDER_CONFIRMATION", "06-15211-22068"));
    }

    @Test
    void takesOtherDigestsThatTheHeaderNames() {
        SignedNotice notice = SignedNotice.of(ORDERED, "SHA256", "SHA256withECDSA");

        assertThat(verify(notice.request().with(notice.keyId(), notice.pem()))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesAChangedBodyAnotherKeyAndAKeyThatIsNone() {
        SignedNotice notice = SignedNotice.of(ORDERED);
        byte[] changed = notice.request().body().clone();
        changed[changed.length - 1] = ' ';
        WebhookGate.Request forged = new WebhookGate.Request(notice.request().headers(), changed, ScriptedEbay.NOW);
        String other = Base64.getEncoder()
                .encodeToString(SignedNotice.keyPair().getPublic().getEncoded());

        assertThat(verify(forged.with(notice.keyId(), notice.pem()))).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(notice.request().with(notice.keyId(), other))).isInstanceOf(Verdict.Refused.class);
        assertThat(verify(notice.request().with(notice.keyId(), "no key"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesHeadersOfAnyOtherForm() {
        for (String header : List.of(
                "",
                "%%%",
                base64("no json"),
                base64("{'kid':'../../admin','signature':'x','digest':'SHA1'}"),
                base64("{'kid':'','signature':'x','digest':'SHA1'}"),
                base64("{'kid':'k','signature':'x','digest':'MD5'}"),
                base64("{'kid':'" + "k".repeat(200) + "','signature':'x'}"),
                "x".repeat(10_000))) {
            assertThat(verify(
                            new WebhookGate.Request(Map.of("X-EBAY-SIGNATURE", header), new byte[0], ScriptedEbay.NOW)))
                    .as(header)
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void answersTheChallengeWithTheHashOfCodeTokenAndAddress() throws Exception {
        String token = EbayWebhooks.verificationToken(ScriptedEbay.connection());
        String expected = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(("a8628072" + token + ADDRESS).getBytes(StandardCharsets.UTF_8)));

        assertThat(token).matches("[A-Za-z0-9_-]{32,80}");
        assertThat(gate.challenge(Map.of("challenge_code", "a8628072"), ADDRESS, ScriptedEbay.connection()))
                .contains("{\"challengeResponse\":\"" + expected + "\"}");
        assertThat(gate.challenge(Map.of("other", "x"), ADDRESS, ScriptedEbay.connection()))
                .isEmpty();
    }

    @Test
    void fetchesAKeyWithTheTokenOfTheApp() {
        SignedNotice notice = SignedNotice.of(ORDERED);
        ScriptedEbay ebay = new ScriptedEbay()
                .answers("{'access_token':'app-token'}")
                .answers("{'key':'" + notice.pem() + "','algorithm':'ECDSA','digest':'SHA1'}");

        assertThat(new EbayNotifications().fetch(notice.keyId(), ScriptedEbay.connection(), ebay))
                .isEqualTo(notice.pem());
        assertThat(ebay.calls())
                .containsExactly(
                        "POST /identity/v1/oauth2/token", "GET /commerce/notification/v1/public_key/" + notice.keyId());
        assertThat(ebay.requests.get(1).headers()).containsEntry("Authorization", "Bearer app-token");
        assertThat(ebay.text(0)).contains("grant_type=client_credentials");
    }

    @Test
    void tellsAKeyThatEbayDoesNotHaveFromOneThatCanNotBeFetchedNow() {
        ScriptedEbay none = new ScriptedEbay()
                .answers("{'access_token':'app-token'}")
                .answers(404, "{'errors':[{'errorId':195021,'category':'REQUEST','message':'Invalid public key id'}]}");
        ScriptedEbay down =
                new ScriptedEbay().answers("{'access_token':'app-token'}").answers(503, "");

        assertThatThrownBy(() -> new EbayNotifications().fetch("k", ScriptedEbay.connection(), none))
                .isInstanceOf(ConnectorException.Refused.class);
        assertThatThrownBy(() -> new EbayNotifications().fetch("k", ScriptedEbay.connection(), down))
                .isInstanceOf(ConnectorException.Temporary.class);
    }

    @Test
    void makesTheAddressAndEachSubscriptionWithTheTokenItsTopicWants() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers("{'access_token':'app-token'}")
                .answers("{'destinations':[]}")
                .answers(201, Map.of("location", List.of("https://api.ebay.com/x/destination/d-1")), "")
                .answers("{'subscriptions':[]}")
                .answers(
                        "{'subscriptions':[{'topicId':'MARKETPLACE_ACCOUNT_DELETION','status':'ENABLED','destinationId':'of-another-connection'}]}")
                .answers(
                        """
                        {'topics':[{'topicId':'ORDER_CONFIRMATION','scope':'USER','supportedPayloads':[{'schemaVersion':'1.0'}]},
                         {'topicId':'MARKETPLACE_ACCOUNT_DELETION','scope':'APPLICATION'},{'topicId':'ITEM_AVAILABILITY'}]}""")
                .answers(201, "");

        assertThat(new EbayNotifications().ensure(ScriptedEbay.connection(), ADDRESS, ebay))
                .containsExactly("destination", "ORDER_CONFIRMATION");
        assertThat(ebay.body(2).at("/deliveryConfig/endpoint").asText()).isEqualTo(ADDRESS.toString());
        assertThat(ebay.requests.get(6).headers()).containsEntry("Authorization", "Bearer access");
        assertThat(ebay.body(6).path("destinationId").asText()).isEqualTo("d-1");
    }

    @Test
    void findsNothingToMendWhereAllIsInPlaceAndSwitchesOnWhatIsOff() {
        String address = "{'destinations':[{'destinationId':'d-1','status':'ENABLED','deliveryConfig':{'endpoint':'"
                + ADDRESS + "'}}]}";
        String topics = "{'topics':[{'topicId':'ORDER_CONFIRMATION','scope':'USER'}]}";
        ScriptedEbay good = new ScriptedEbay()
                .answers("{'access_token':'app-token'}")
                .answers(address)
                .answers(
                        "{'subscriptions':[{'topicId':'ORDER_CONFIRMATION','status':'ENABLED','destinationId':'d-1'}]}")
                .answers("{'subscriptions':[]}")
                .answers(topics);
        ScriptedEbay off = new ScriptedEbay()
                .answers("{'access_token':'app-token'}")
                .answers(address)
                .answers(
                        "{'subscriptions':[{'topicId':'ORDER_CONFIRMATION','subscriptionId':'s-1','status':'DISABLED','destinationId':'d-1'}]}")
                .answers("{'subscriptions':[]}")
                .answers(topics)
                .answers(204, "");

        assertThat(new EbayNotifications().ensure(ScriptedEbay.connection(), ADDRESS, good))
                .isEmpty();
        assertThat(new EbayNotifications().ensure(ScriptedEbay.connection(), ADDRESS, off))
                .containsExactly("ORDER_CONFIRMATION");
        assertThat(off.call(5)).isEqualTo("PUT /commerce/notification/v1/subscription/s-1");
    }

    private Verdict verify(WebhookGate.Request request) {
        return gate.verify(request, ScriptedEbay.connection());
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(ScriptedEbay.json(json).getBytes(StandardCharsets.UTF_8));
    }
}
