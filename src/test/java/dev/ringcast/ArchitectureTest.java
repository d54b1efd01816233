package dev.ringcast;

import static com.tngtech.archunit.base.DescribedPredicate.lessThanOrEqualTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules between packages: {@code ARCHITECTURE.md} has the picture. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.ringcast");
    private static final JavaClasses MAIN_AND_TESTS = new ClassFileImporter().importPackages("dev.ringcast");

    private static final int PUBLIC_TYPES = 5;
    private static final Map<String, Integer> MORE_PUBLIC_TYPES = Map.of(
            "media", 8, "channel", 16, "web", 7, "playlist", 9, "config", 8, "ffmpeg", 11, "encoder", 7, "source", 13);

    /** Each package, and the other packages of ours that it may use. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "media, nothing",
                "ffmpeg, media",
                "drawing, ffmpeg media",
                "source, media ffmpeg drawing",
                "encoder, media ffmpeg drawing",
                "segmenter, media ffmpeg",
                "ring, media",
                "playlist, media ring",
                "config, media",
                "process, media",
                "channel, media ffmpeg source encoder segmenter ring playlist config process",
                "web, media ring playlist channel",
                "admin, media channel",
                "monitoring, config channel",
                "lifecycle, config channel ffmpeg monitoring"
            })
    void package_dependsOnlyOnItsOwn(String name, @Nullable String allowed) {
        String[] own = Stream.concat(Stream.of(name), allowed == null ? Stream.of() : Arrays.stream(allowed.split(" ")))
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.ringcast..").and(notIn(own)))
                .check(MAIN);
    }

    @Test
    void packages_allOfThem_haveARuleHere() {
        Set<String> names = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.ringcast."))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names)
                .isSubsetOf(
                        "media",
                        "ffmpeg",
                        "drawing",
                        "source",
                        "encoder",
                        "segmenter",
                        "ring",
                        "playlist",
                        "config",
                        "process",
                        "channel",
                        "web",
                        "admin",
                        "monitoring",
                        "lifecycle");
    }

    @Test
    void media_needsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(tree("media"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "dev.ringcast.media..", "org.jspecify.."))
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "org.bytedeco.., ffmpeg source encoder segmenter",
        "jakarta.servlet.., web admin monitoring lifecycle",
        "jakarta.inject.., channel web admin monitoring lifecycle",
        "jakarta.enterprise.., channel web admin monitoring lifecycle",
        "jakarta.json.., web admin monitoring",
        "io.prometheus.., monitoring"
    })
    void library_isUsedInItsPackagesOnly(String library, String packages) {
        String[] allowed =
                Arrays.stream(packages.split(" ")).map(ArchitectureTest::tree).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(MAIN);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.ringcast.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void fields_nonStatic_areNotPublic() {
        fields().that().areNotStatic().should().notBePublic().check(MAIN);
    }

    @Test
    void standardStreams_areNotUsed() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    /** Where no program is started, no name or address can become a command. */
    @Test
    void programs_areStartedInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(tree("process"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class)
                .check(MAIN);
    }

    /** Where nothing is deserialised, no object can be made by whoever wrote the bytes. */
    @Test
    void objects_areReadNowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class)
                .check(MAIN);
    }

    /** A wait is for a condition, with a deadline; a test that sleeps is slow on a good day and wrong on a bad one. */
    @Test
    void sleep_isCalledNowhere() {
        ArchRule rule = noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class);
        rule.check(MAIN_AND_TESTS);
    }

    /** Types within types do not count. */
    @Test
    void publicTypes_ofEachPackage_areFew() {
        for (JavaPackage each : MAIN.getPackage("dev.ringcast").getSubpackagesInTree()) {
            int most = MORE_PUBLIC_TYPES.getOrDefault(each.getRelativeName(), PUBLIC_TYPES);
            classes()
                    .that()
                    .resideInAPackage(each.getName())
                    .and()
                    .arePublic()
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .containNumberOfElements(lessThanOrEqualTo(most))
                    .allowEmptyShould(true)
                    .check(MAIN);
        }
    }

    private static String tree(String name) {
        return "dev.ringcast." + name + "..";
    }

    private static DescribedPredicate<JavaClass> notIn(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }
}
