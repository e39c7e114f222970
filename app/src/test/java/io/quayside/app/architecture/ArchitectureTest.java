package io.quayside.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;

/** Dependencies point inward: app → routes → connectors → domain. A rule that meets no class fails. */
@AnalyzeClasses(packages = "io.quayside", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final Set<String> CHOSEN_BY_MESSAGES =
            Set.of("toD", "recipientList", "routingSlip", "dynamicRouter", "pollEnrich", "simple", "language");

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE_JAVA = classes()
            .that()
            .resideInAPackage("io.quayside.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.quayside.domain..");

    @ArchTest
    static final ArchRule CONNECTORS_KNOW_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAPackage("io.quayside.connectors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quayside.routes..",
                    "io.quayside.app..",
                    "io.quayside.sandbox..",
                    "org.springframework..",
                    "org.apache.camel..",
                    "jakarta.persistence..");

    @ArchTest
    static final ArchRule CONNECTORS_KNOW_NO_OTHER_CONNECTOR = slices().matching("io.quayside.connectors.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                            "io.quayside.connectors.spi..", "io.quayside.connectors.payload.."));

    @ArchTest
    static final ArchRule ROUTES_KNOW_NOTHING_OF_THE_APP = noClasses()
            .that()
            .resideInAPackage("io.quayside.routes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quayside.app..", "io.quayside.sandbox..");

    @ArchTest
    static final ArchRule THE_PRODUCT_KNOWS_NOTHING_OF_THE_SANDBOX = noClasses()
            .that()
            .resideOutsideOfPackage("io.quayside.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quayside.sandbox..");

    @ArchTest
    static final ArchRule THE_SANDBOX_KNOWS_NOTHING_OF_THE_PRODUCT = noClasses()
            .that()
            .resideInAPackage("io.quayside.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quayside.domain..", "io.quayside.connectors..", "io.quayside.routes..", "io.quayside.app..");

    @ArchTest
    static final ArchRule NOTHING_IS_DESERIALIZED =
            noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

    /** A message that names its own next step, or is read as a program, is what most of Camel's advisories are about. */
    @ArchTest
    static final ArchRule NO_MESSAGE_CHOOSES_ITS_ROUTE = noClasses()
            .should()
            .callMethodWhere(describe(
                    "is Camel's %s".formatted(CHOSEN_BY_MESSAGES),
                    call -> call.getTargetOwner().getPackageName().startsWith("org.apache.camel")
                            && CHOSEN_BY_MESSAGES.contains(call.getTarget().getName())));

    @ArchTest
    static final ArchRule TIME_IS_JAVA_TIME = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SimpleDateFormat.class)
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule WHAT_A_CLASS_NEEDS_STANDS_IN_ITS_CONSTRUCTOR =
            com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields()
                    .should()
                    .beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("DTO");
}
