package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Login with Amazon and restricted data tokens. Thread-safe. */
final class Tokens {
    private static final long LIFE_SECONDS = 3_600;
    private final String clientId;
    private final String clientSecret;
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Access> accesses = new ConcurrentHashMap<>();

    /**
     * What a token opens.
     *
     * @param seller empty for the application's own
     * @param restrictedTo the path that a restricted token is for, else empty
     */
    record Access(String seller, String restrictedTo, Instant expiresAt) {
        boolean isRestricted() {
            return !restrictedTo.isEmpty();
        }

        /** {@code {orderId}} in a restricted path stands for any. */
        boolean opens(String path) {
            String wanted = restrictedTo.replaceFirst("^/", "").replaceAll("\\{[^}]*}", "*");
            String[] parts = wanted.split("/", -1);
            String[] asked = path.split("/", -1);
            if (parts.length != asked.length) {
                return false;
            }
            for (int i = 0; i < parts.length; i++) {
                if (!parts[i].equals("*") && !parts[i].equals(asked[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    Tokens(String clientId, String clientSecret, String knownRefreshToken, String knownSeller) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        refreshTokens.put(knownRefreshToken, knownSeller);
    }

    String code(String seller) {
        String code = "SP" + UUID.randomUUID().toString().replace("-", "").substring(0, 18);
        codes.put(code, seller);
        return code;
    }

    Optional<Access> access(String token) {
        return Optional.ofNullable(accesses.get(token));
    }

    String restricted(String seller, String path) {
        return issue("Atz.sprdt|", new Access(seller, path, Instant.now().plusSeconds(LIFE_SECONDS)));
    }

    private String issue(String prefix, Access access) {
        String token = prefix + UUID.randomUUID().toString().replace("-", "");
        accesses.put(token, access);
        return token;
    }

    /** The token endpoint. */
    Reply grant(ObjectNode asked, boolean revoked) {
        boolean app = asked.path("client_id").asText().equals(clientId)
                && asked.path("client_secret").asText().equals(clientSecret);
        if (!app) {
            return error(401, "invalid_client", "Client authentication failed");
        }
        Instant end = Instant.now().plusSeconds(LIFE_SECONDS);
        switch (asked.path("grant_type").asText()) {
            case "authorization_code" -> {
                String seller = codes.remove(asked.path("code").asText());
                if (seller == null) {
                    return error(400, "invalid_grant", "The request has an invalid grant parameter : code");
                }
                String refresh = "Atzr|" + UUID.randomUUID().toString().replace("-", "");
                refreshTokens.put(refresh, seller);
                return granted(issue("Atza|", new Access(seller, "", end)), refresh);
            }
            case "refresh_token" -> {
                String refresh = asked.path("refresh_token").asText();
                String seller = refreshTokens.get(refresh);
                if (seller == null || revoked) {
                    return error(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token");
                }
                return granted(issue("Atza|", new Access(seller, "", end)), refresh);
            }
            case "client_credentials" -> {
                return granted(issue("Atca|", new Access("", "", end)), "");
            }
            default -> {
                return error(400, "unsupported_grant_type", "The authorization grant type is not supported");
            }
        }
    }

    private static Reply granted(String access, String refresh) {
        ObjectNode answer = Json.object()
                .put("access_token", access)
                .put("token_type", "bearer")
                .put("expires_in", LIFE_SECONDS);
        if (!refresh.isEmpty()) {
            answer.put("refresh_token", refresh);
        }
        return Reply.ok(answer);
    }

    private static Reply error(int status, String error, String description) {
        return Reply.json(status, Json.object().put("error", error).put("error_description", description));
    }
}
