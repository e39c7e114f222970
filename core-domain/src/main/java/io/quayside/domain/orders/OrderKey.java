package io.quayside.domain.orders;

import io.quayside.domain.integrations.ConnectionId;

/** The natural key of an order within its tenant: unique in the database (field-lesson 9). */
public record OrderKey(ConnectionId connectionId, String externalId) {}
