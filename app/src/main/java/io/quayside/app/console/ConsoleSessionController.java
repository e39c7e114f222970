package io.quayside.app.console;

import io.quayside.app.security.Merchant;
import io.quayside.app.security.MerchantAuthentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** From the portal into the console without a second sign-in: an access token becomes the console's session. */
@RestController
@RequestMapping("/api/v1/console-session")
@Tag(name = "Console")
class ConsoleSessionController {
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Open the console's session (operators only); then go to /console")
    void open(Merchant who, HttpServletRequest request, HttpServletResponse response) {
        if (!who.operator()) {
            throw new AccessDeniedException("not an operator");
        }
        request.getSession(); // before its id is changed
        request.changeSessionId(); // whoever planted one before has no use of it
        sessions.saveContext(
                new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                        who.name(), null, List.of(new SimpleGrantedAuthority(MerchantAuthentication.OPERATOR)))),
                request,
                response);
    }
}
