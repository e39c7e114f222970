package io.quayside.routes.writeback;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Guard against server-side request forgery: resolves a host and refuses it when any of its addresses is not public.
 * Asked at connect time, so a name that resolves differently the second time (DNS rebinding) gains nothing; address
 * literals in any notation come through here as well.
 */
final class PublicAddresses implements DnsResolver {
    private final Set<String> trustedHosts;

    /** @param trustedHosts hosts that the operator named himself */
    PublicAddresses(Set<String> trustedHosts) {
        this.trustedHosts = Set.copyOf(trustedHosts);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        if (!trustedHosts.contains(host)) {
            for (InetAddress address : addresses) {
                if (!isPublic(address)) {
                    throw new ForbiddenAddress(host);
                }
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean carrierGrade = first == 100 && second >= 64 && second < 128; // RFC 6598
            boolean special = first == 0
                    || first >= 240
                    || first == 192 && second == 0 && bytes[2] == 0
                    || first == 198 && (second & 0xfe) == 18;
            return !carrierGrade && !special;
        }
        boolean uniqueLocal = (first & 0xfe) == 0xfc; // RFC 4193
        boolean translated = first == 0 && second == 0x64 || first == 0x20 && second == 0x02; // 64:ff9b::/96, 6to4
        return address instanceof Inet6Address && !uniqueLocal && !translated;
    }

    /** The host is not to be called; the message does not say what it resolves to. */
    static final class ForbiddenAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddress(String host) {
            super("'%s' is not a public host, and only public hosts are called".formatted(host));
        }
    }
}
