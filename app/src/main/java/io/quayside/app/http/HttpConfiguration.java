package io.quayside.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import io.quayside.app.security.MerchantArgumentResolver;
import io.quayside.connectors.spi.CanonicalJson;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The web layer's JSON, arguments and server limits. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {
    /** How much of a refused body Tomcat reads on, so that the sender sees the answer and not a broken connection. */
    private static final int MAX_SWALLOWED = 16 << 20;

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new MerchantArgumentResolver());
    }

    /** A bean of its own: installed by the customizer it would push Boot's other modules out. */
    @Bean
    Module canonicalTypes() {
        return CanonicalJson.module();
    }

    @Bean
    Jackson2ObjectMapperBuilderCustomizer canonicalJson() {
        return builder -> builder.factory(CanonicalJson.hardenedFactory())
                .featuresToEnable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .serializationInclusion(JsonInclude.Include.NON_NULL);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalsReachTheirSender() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setProperty("maxSwallowSize", "" + MAX_SWALLOWED));
    }
}
