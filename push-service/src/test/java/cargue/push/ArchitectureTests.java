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
            .layer("viewer")
            .definedBy("cargue.push.viewer")
            .layer("stream")
            .definedBy("cargue.push.stream")
            .layer("socket")
            .definedBy("cargue.push.socket")
            .layer("health")
            .definedBy("cargue.push.health")
            .whereLayer("socket")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("health")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("socket", "health")
            .whereLayer("viewer")
            .mayOnlyBeAccessedByLayers("stream", "socket")
            .whereLayer("base")
            .mayOnlyBeAccessedByLayers("viewer", "stream", "socket", "health");

    @ArchTest
    static final ArchRule onlyTheStreamKnowsKafka = noClasses()
            .that()
            .resideOutsideOfPackage("cargue.push.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule onlyTheSocketsKnowTheServer = noClasses()
            .that()
            .resideOutsideOfPackage("cargue.push.socket")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..", "org.springframework.web..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
