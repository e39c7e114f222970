package io.quayside.app.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.security.Merchant;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/**
 * The OpenAPI document at {@code /openapi.json}, shown by Swagger UI at {@code /docs}. Clients are generated from it,
 * the portal's among them, so it says which fields are always there and what a refusal looks like.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {
    private static final String BEARER = "bearer";

    static {
        SpringDocUtils documents = SpringDocUtils.getConfig();
        documents.addRequestWrapperToIgnore(Merchant.class);
        RecordSchemas.NAMES.forEach((type, name) -> documents.replaceWithSchema(type, RecordSchemas.reference(name)));
    }

    @Bean
    ModelResolver schemasByType(ObjectMapper json) {
        return new ModelResolver(json, new SchemaNames());
    }

    @Bean
    ModelConverter schemasOfRecords(ObjectMapper json) {
        return new RecordSchemas(json, new SchemaNames());
    }

    @Bean
    OperationCustomizer refusals() {
        Content problem = new Content()
                .addMediaType(
                        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new io.swagger.v3.oas.models.media.MediaType().schema(RecordSchemas.reference("Problem")));
        return (operation, method) -> {
            operation
                    .getResponses()
                    .addApiResponse(
                            "default", new ApiResponse().description("Refused").content(problem));
            return operation;
        };
    }

    @Bean
    OpenAPI openApi() {
        Components components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An access token from /api/v1/auth/login, or an API key (qk_…)"));
        RecordSchemas.named().forEach(components::addSchemas);
        return new OpenAPI()
                .info(new Info()
                        .title("Quayside")
                        .version("v1")
                        .description("Orders, stock and connections of a merchant. Errors are RFC 9457 problems.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .addServersItem(new Server().url("/"))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
}
