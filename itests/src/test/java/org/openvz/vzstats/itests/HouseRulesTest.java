package org.openvz.vzstats.itests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The direction rules of the house: who may import whom. */
class HouseRulesTest {

    private static final String OURS = "org.openvz.vzstats..";
    private static final String API = "org.openvz.vzstats.api";
    private static final String SERVER_API = "org.openvz.vzstats.server.api";
    private static final String SUPPORT = "org.openvz.vzstats.collector.support..";
    /** Carried by each bundle that uses it. */
    private static final String CONTROL = "org.openvz.vzstats.shell.control";

    private static final String FILES = "org.openvz.vzstats.durable.files";

    private static final String[] NODE = {
        "org.openvz.vzstats.node..",
        "org.openvz.vzstats.optout..",
        "org.openvz.vzstats.transport..",
        "org.openvz.vzstats.trigger..",
        "org.openvz.vzstats.old..",
        SUPPORT,
    };
    private static final String UREPORT = "org.openvz.vzstats.ureport";
    private static final String[] SERVER = {
        "org.openvz.vzstats.server..",
        "org.openvz.vzstats.rest..",
        "org.openvz.vzstats.intake..",
        "org.openvz.vzstats.health..",
        "org.openvz.vzstats.geoip..",
        "org.openvz.vzstats.passive..",
        "org.openvz.vzstats.store..",
        "org.openvz.vzstats.processing..",
        "org.openvz.vzstats.processor..",
        "org.openvz.vzstats.release..",
        "org.openvz.vzstats.stats..",
        "org.openvz.vzstats.web..",
        "org.openvz.vzstats.crash..",
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The simulator of nodes is no bundle, and takes the way of the server's own into its database.
            .withImportOption(location -> !location.contains("/itests/fleet/"))
            .importPackages("org.openvz.vzstats");

    @Test
    void theApisImportNothingOfOurs() {
        imports(API, API);
        imports(FILES, FILES);
        imports(UREPORT, UREPORT);
        imports(CONTROL, CONTROL);
        imports(SERVER_API, SERVER_API);
    }

    @Test
    void aCollectorImportsTheApiAndItsSupport() throws IOException {
        for (String topic : HostTrees.topics()) {
            String own = "org.openvz.vzstats.collector." + topic.replace('-', '.') + "..";
            // It reads metrics files, too: those that the owner writes beside his scripts.
            String files = topic.equals("scripts") ? "org.openvz.vzstats.dictionary" : own;
            // It says what has crashed, which no other metric is like, and remembers what it has said.
            boolean crashes = topic.equals("crashes");
            imports(own, own, API, SUPPORT, files, crashes ? UREPORT : own, crashes ? FILES : own);
        }
        imports(SUPPORT, SUPPORT, API);
    }

    @Test
    void aTransportAndAnOptOutPolicyImportTheApi() {
        for (String own : new String[] {
            "transport.http",
            "optout.consent",
            "optout.container",
            "optout.environment",
            "optout.fleet",
            "optout.marker",
            "node.shell",
        }) {
            String bundle = "org.openvz.vzstats." + own + "..";
            imports(bundle, bundle, API, FILES, CONTROL);
        }
        // This one shows people what is in a report.
        String file = "org.openvz.vzstats.transport.file..";
        imports(file, file, API, FILES, "org.openvz.vzstats.report");
    }

    @Test
    void theLocalPageImportsTheApiAndTheDictionary() {
        String own = "org.openvz.vzstats.node.web..";
        imports(own, own, API, FILES, "org.openvz.vzstats.dictionary");
    }

    @Test
    void aTriggerImportsTheApiAndItsSupport() {
        String support = "org.openvz.vzstats.trigger.support..";
        for (String trigger : new String[] {"schedule", "install", "boot"}) {
            String bundle = "org.openvz.vzstats.trigger." + trigger + "..";
            imports(bundle, bundle, API, support);
        }
        imports(support, support, API, FILES);
        // These two read the host.
        imports("org.openvz.vzstats.trigger.pkg..", "org.openvz.vzstats.trigger.pkg..", API, support, SUPPORT);
        imports("org.openvz.vzstats.old..", "org.openvz.vzstats.old..", API, SUPPORT);
    }

    @Test
    void aProcessorImportsTheServerApiAndTheCommonGround() {
        for (String processor : new String[] {"dictionary", "vzstats.classic"}) {
            String own = "org.openvz.vzstats.processor." + processor + "..";
            imports(own, own, SERVER_API, API, UREPORT, "org.openvz.vzstats.dictionary", "org.openvz.vzstats.report");
        }
    }

    @Test
    void theSiteImportsTheServerApiAndTheDictionary() {
        String own = "org.openvz.vzstats.web..";
        imports(own, own, SERVER_API, "org.openvz.vzstats.dictionary");
    }

    @Test
    void whoTellsCountriesImportsTheServerApi() {
        imports("org.openvz.vzstats.geoip..", "org.openvz.vzstats.geoip..", SERVER_API);
    }

    @Test
    void whoCountsDownloadsImportsTheApis() {
        imports("org.openvz.vzstats.passive..", "org.openvz.vzstats.passive..", SERVER_API, API);
    }

    @Test
    void nobodyImportsAnImplementation() {
        List<String> strangers = CLASSES.stream()
                .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("org.openvz.vzstats."))
                .filter(dependency -> !isOwn(
                        dependency.getOriginClass().getPackageName(),
                        dependency.getTargetClass().getPackageName()))
                .map(Dependency::getDescription)
                .toList();
        assertEquals(List.of(), strangers);
    }

    /** A package called internal belongs to the bundle whose name is before it. */
    private static boolean isOwn(String origin, String target) {
        int internal = (target + ".").indexOf(".internal.");
        return internal < 0 || (origin + ".").startsWith(target.substring(0, internal) + ".");
    }

    @Test
    void nodeAndServerDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage(NODE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NODE)
                .check(CLASSES);
    }

    private static void imports(String who, String... whom) {
        noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(OURS)
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(whom))))
                .check(CLASSES);
    }
}
