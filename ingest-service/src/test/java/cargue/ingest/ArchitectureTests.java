package cargue.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "cargue.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("cargue.ingest.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule importsGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("calls")
            .definedBy("..cambio..", "..consulta..", "..epoca..", "..admin..")
            .layer("vendedor")
            .definedBy("..vendedor..")
            .layer("idempotency")
            .definedBy("..idempotency..")
            .layer("rechazo")
            .definedBy("..rechazo..")
            .layer("outbox")
            .definedBy("..outbox..")
            .layer("http")
            .definedBy("..http..")
            .layer("planilla")
            .definedBy("..planilla..")
            .whereLayer("calls")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("vendedor")
            .mayOnlyBeAccessedByLayers("calls")
            .whereLayer("idempotency")
            .mayOnlyBeAccessedByLayers("calls")
            .whereLayer("rechazo")
            .mayOnlyBeAccessedByLayers("calls")
            .whereLayer("outbox")
            .mayOnlyBeAccessedByLayers("calls")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("calls", "vendedor", "idempotency", "rechazo", "outbox")
            .whereLayer("planilla")
            .mayOnlyBeAccessedByLayers("calls", "http");

    @ArchTest
    static final ArchRule onlyTheRelaySendsToKafka = noClasses()
            .that()
            .resideOutsideOfPackage("..outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule changesGoThroughTheLockOnly = classes()
            .that()
            .haveSimpleName("Hojas")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("..planilla..", "..cambio..", "..consulta..");
}
