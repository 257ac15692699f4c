package cargue.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "cargue.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule needsTheJdkAndJacksonOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "cargue.client",
                    "cargue.contract",
                    "java..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theProtocolsRulesKnowNoNetworkThreadOrClock = noClasses()
            .that()
            .haveSimpleName("StreamState")
            .or()
            .haveSimpleName("Learnt")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*(Transport|ClientThread|Connection|Connector).*")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.util.concurrent..");
}
