package io.quayside.app.http;

import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document at {@code /openapi.json}, shown by Swagger UI at {@code /docs}. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {
    private static final String BEARER = "bearer";

    static {
        SpringDocUtils documents = SpringDocUtils.getConfig();
        documents.addRequestWrapperToIgnore(Merchant.class);
        documents.replaceWithSchema(
                io.quayside.domain.kernel.Money.class,
                new ObjectSchema()
                        .addProperty("amount", new StringSchema().example("199.00"))
                        .addProperty("currency", new StringSchema().example("USD")));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Quayside")
                        .version("v1")
                        .description("Orders, stock and connections of a merchant. Errors are RFC 9457 problems.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An access token from /api/v1/auth/login, or an API key (qk_…)")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
}
