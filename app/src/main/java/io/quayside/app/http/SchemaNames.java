package io.quayside.app.http;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Set;

/**
 * Names of the OpenAPI document's schemas. A nested type is named with the type around it, since two controllers may both
 * know a {@code Result}: one of them would silently describe the other's answer.
 */
final class SchemaNames extends TypeNameResolver {
    private static final String[] SUFFIXES = {"Controller", "Response"};

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        Class<?> around = type.getDeclaringClass();
        if (around == null || options.contains(Options.SKIP_API_MODEL)) {
            return super.nameForClass(type, options);
        }
        String outer = withoutSuffix(around.getSimpleName());
        String own = type.getSimpleName();
        return own.contains(outer) ? own : outer + own;
    }

    private static String withoutSuffix(String name) {
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }
}
