package io.quayside.sandbox.shopify;

import static graphql.schema.GraphQLTypeUtil.simplePrint;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AstPrinter;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputValueDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the simulator plays is a part of the Admin API as Shopify publishes it: same names, types, arguments, defaults. */
class SimulatedSchemaTest {
    private static final String VERSION = "2026-07";

    @Test
    void nothingIsMadeUp() {
        GraphQLSchema published = PublishedAdminSchema.of(VERSION);
        GraphQLSchema simulated = AdminSchema.load();
        List<String> lies = new ArrayList<>();

        for (GraphQLNamedType ours : simulated.getAllTypesAsList()) {
            if (!ours.getName().startsWith("__")) {
                lies.addAll(
                        differences(ours, published.getType(ours.getName()) instanceof GraphQLNamedType t ? t : null));
            }
        }

        assertThat(lies).isEmpty();
        assertThat(published.getAllTypesAsList())
                .as("the whole published schema")
                .hasSizeGreaterThan(3_000);
    }

    private static List<String> differences(GraphQLNamedType ours, @Nullable GraphQLNamedType theirs) {
        String name = ours.getName();
        if (theirs == null || theirs.getClass() != ours.getClass()) {
            return List.of(name + " is not published");
        }
        List<String> lies = new ArrayList<>();
        if (ours instanceof GraphQLFieldsContainer type) {
            for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
                lies.addAll(differences(
                        name + "." + field.getName(),
                        field,
                        ((GraphQLFieldsContainer) theirs).getFieldDefinition(field.getName())));
            }
        }
        if (ours instanceof GraphQLEnumType words) {
            words.getValues().stream()
                    .filter(word -> ((GraphQLEnumType) theirs).getValue(word.getName()) == null)
                    .forEach(word -> lies.add("%s.%s is not published".formatted(name, word.getName())));
        }
        if (ours instanceof GraphQLInputObjectType input) {
            GraphQLInputObjectType published = (GraphQLInputObjectType) theirs;
            for (GraphQLInputObjectField field : input.getFieldDefinitions()) {
                lies.addAll(differences(
                        name + "." + field.getName(), field, published.getFieldDefinition(field.getName())));
            }
            published.getFieldDefinitions().stream()
                    .filter(field -> GraphQLTypeUtil.isNonNull(field.getType()) && !field.hasSetDefaultValue())
                    .filter(field -> input.getFieldDefinition(field.getName()) == null)
                    .forEach(field -> lies.add("%s.%s is required".formatted(name, field.getName())));
        }
        return lies;
    }

    private static List<String> differences(
            String name, GraphQLFieldDefinition ours, @Nullable GraphQLFieldDefinition theirs) {
        if (theirs == null) {
            return List.of(name + " is not published");
        }
        List<String> lies = new ArrayList<>();
        if (!simplePrint(ours.getType()).equals(simplePrint(theirs.getType()))) {
            lies.add("%s is %s, published as %s"
                    .formatted(name, simplePrint(ours.getType()), simplePrint(theirs.getType())));
        }
        if (theirs.isDeprecated()) {
            lies.add(name + " is deprecated");
        }
        for (GraphQLArgument argument : ours.getArguments()) {
            lies.addAll(differences(
                    "%s(%s)".formatted(name, argument.getName()), argument, theirs.getArgument(argument.getName())));
        }
        theirs.getArguments().stream()
                .filter(argument -> GraphQLTypeUtil.isNonNull(argument.getType()) && !argument.hasSetDefaultValue())
                .filter(argument -> ours.getArgument(argument.getName()) == null)
                .forEach(argument -> lies.add("%s(%s) is required".formatted(name, argument.getName())));
        return lies;
    }

    private static List<String> differences(
            String name, GraphQLInputValueDefinition ours, @Nullable GraphQLInputValueDefinition theirs) {
        if (theirs == null) {
            return List.of(name + " is not published");
        }
        String one = simplePrint(ours.getType()) + " = " + defaultOf(ours);
        String other = simplePrint(theirs.getType()) + " = " + defaultOf(theirs);
        return one.equals(other) ? List.of() : List.of("%s is %s, published as %s".formatted(name, one, other));
    }

    private static String defaultOf(GraphQLInputValueDefinition value) {
        Object set = value instanceof GraphQLArgument argument
                ? argument.getArgumentDefaultValue().getValue()
                : ((GraphQLInputObjectField) value).getInputFieldDefaultValue().getValue();
        return set instanceof graphql.language.Node<?> literal ? AstPrinter.printAst(literal) : String.valueOf(set);
    }
}
