package io.quayside.app.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose token or API key was found good. Holds no secret. */
public final class MerchantAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;
    public static final String OPERATOR = "ROLE_OPERATOR";
    private final transient Merchant merchant;

    public MerchantAuthentication(Merchant merchant) {
        super(authorities(merchant));
        this.merchant = merchant;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(Merchant merchant) {
        return merchant.operator()
                ? List.of(new SimpleGrantedAuthority("ROLE_MERCHANT"), new SimpleGrantedAuthority(OPERATOR))
                : List.of(new SimpleGrantedAuthority("ROLE_MERCHANT"));
    }

    @Override
    public Merchant getPrincipal() {
        return merchant;
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
