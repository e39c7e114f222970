package io.quayside.app.portal;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the portal at {@code /}: its one page for each path that the portal knows, and its files, packed ahead of time
 * for browsers that understand it. Files under {@code /assets} have their content's hash in the name and are kept for
 * good; the page that names them is asked for anew each time. First, so that Boot's own handler of {@code /**} stays out.
 */
@Configuration(proxyBeanMethods = false)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortalPages implements WebMvcConfigurer {
    private static final String PAGE = "forward:/index.html";
    private final PortalFiles files;

    PortalPages(PortalFiles files) {
        this.files = files;
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        if (!files.arePresent()) {
            return;
        }
        registry.addViewController("/").setViewName(PAGE);
        for (String page : files.pages()) {
            registry.addViewController("/" + page).setViewName(PAGE);
            registry.addViewController("/" + page + "/**").setViewName(PAGE);
        }
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        CacheControl forGood =
                CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        serve(registry, "/assets/**", "assets/", forGood);
        serve(registry, "/**", "", CacheControl.noCache());
    }

    private static void serve(ResourceHandlerRegistry registry, String path, String folder, CacheControl cache) {
        EncodedResourceResolver packed = new EncodedResourceResolver();
        packed.setContentCodings(List.of("br", "gzip"));
        registry.addResourceHandler(path)
                .addResourceLocations("classpath:/" + PortalFiles.FOLDER + folder)
                .setCacheControl(cache)
                .resourceChain(true)
                .addResolver(packed)
                .addResolver(new PathResourceResolver());
    }
}
