package cargue.push;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "cargue.push", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule importsGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("base")
            .definedBy("cargue.push")
            .layer("wire")
            .definedBy("cargue.push.wire")
            .layer("viewer")
            .definedBy("cargue.push.viewer")
            .layer("stream")
            .definedBy("cargue.push.stream")
            .layer("kafka")
            .definedBy("cargue.push.kafka")
            .layer("entrada")
            .definedBy("cargue.push.entrada")
            .layer("historia")
            .definedBy("cargue.push.historia")
            .layer("socket")
            .definedBy("cargue.push.socket")
            .layer("http")
            .definedBy("cargue.push.http")
            .layer("admin")
            .definedBy("cargue.push.admin")
            .layer("health")
            .definedBy("cargue.push.health")
            .whereLayer("historia")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("stream", "historia")
            .whereLayer("socket")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("http")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("admin")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("health")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("entrada")
            .mayOnlyBeAccessedByLayers("historia", "socket", "http", "admin")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("entrada", "socket", "http", "health", "admin")
            .whereLayer("viewer")
            .mayOnlyBeAccessedByLayers("stream", "entrada", "historia", "socket", "http")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("viewer", "stream", "historia", "socket", "http");

    @ArchTest
    static final ArchRule onlyItsReadersKnowKafka = noClasses()
            .that()
            .resideOutsideOfPackages("cargue.push.stream", "cargue.push.kafka", "cargue.push.historia")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule onlyTheWaysInKnowTheServer = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "cargue.push.entrada",
                    "cargue.push.historia",
                    "cargue.push.socket",
                    "cargue.push.http",
                    "cargue.push.admin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..", "org.springframework.web..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
