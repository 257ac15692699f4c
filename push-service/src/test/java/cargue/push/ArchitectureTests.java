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
            .layer("entrada")
            .definedBy("cargue.push.entrada")
            .layer("socket")
            .definedBy("cargue.push.socket")
            .layer("http")
            .definedBy("cargue.push.http")
            .layer("health")
            .definedBy("cargue.push.health")
            .whereLayer("socket")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("http")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("health")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("entrada")
            .mayOnlyBeAccessedByLayers("socket", "http")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("entrada", "socket", "http", "health")
            .whereLayer("viewer")
            .mayOnlyBeAccessedByLayers("stream", "entrada", "socket", "http")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("viewer", "stream", "socket", "http");

    @ArchTest
    static final ArchRule onlyTheStreamKnowsKafka = noClasses()
            .that()
            .resideOutsideOfPackage("cargue.push.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule onlyTheWaysInKnowTheServer = noClasses()
            .that()
            .resideOutsideOfPackages("cargue.push.entrada", "cargue.push.socket", "cargue.push.http")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..", "org.springframework.web..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
