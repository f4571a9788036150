package dev.ize.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules between modules that a list of dependencies cannot state. It lives here because the command is
 * the one module whose class path holds all the others.
 */
@Tag("once")
final class ArchitectureTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("/jmh_generated/"))
            .importPackages("dev.ize");

    /** Each module's packages, and the packages beside its own, the JDK's and JSpecify's that it may use. */
    static Stream<Arguments> arrows() {
        return Stream.of(
                arrow("dev.ize.spi"),
                arrow("dev.ize.core", "dev.ize.spi", "com.github.luben.zstd", "org.slf4j.."),
                // The two packages of core hold the seam and the storage over it; codecs are none of a backend's
                // business.
                arrow(
                        "dev.ize.backend.lmdb",
                        "dev.ize.spi",
                        "dev.ize.core",
                        "dev.ize.core.engine",
                        "org.slf4j..",
                        "org.lmdbjava..",
                        "jnr..",
                        "com.kenai.jffi.."),
                arrow(
                        "dev.ize.backend.mvstore",
                        "dev.ize.spi",
                        "dev.ize.core",
                        "dev.ize.core.engine",
                        "org.slf4j..",
                        "org.h2.."),
                arrow(
                        "dev.ize.backend.rocksdb",
                        "dev.ize.spi",
                        "dev.ize.core",
                        "dev.ize.core.engine",
                        "org.slf4j..",
                        "org.rocksdb.."),
                arrow(
                        "dev.ize.tck",
                        "dev.ize.spi",
                        "dev.ize.core..",
                        // Of the JDK: what a thread has allocated, by which a forged size that is believed shows.
                        "com.sun.management",
                        "org.junit..",
                        "org.assertj..",
                        "org.opentest4j.."),
                arrow(
                        "dev.ize.cli",
                        "dev.ize.spi",
                        "dev.ize.core..",
                        "dev.ize.tck..",
                        "dev.ize.bench..",
                        "picocli..",
                        "me.tongfei.progressbar..",
                        "org.slf4j.."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrows")
    void moduleUsesOnlyWhatItsArrowsAllow(String module, String... used) {
        JavaClasses own = classesOf(module);

        classes().should().onlyDependOnClassesThat().resideInAnyPackage(used).check(own);
    }

    @Test
    void benchmarksUseBareEnginesOnlyForTheFloor() {
        JavaClasses own = classesOf("dev.ize.bench").that(not(resideInAPackage("dev.ize.bench.floor..")));

        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.ize.backend..", "org.lmdbjava..", "org.rocksdb..", "org.h2..", "org.apache.opendal.."))
                .check(own);
    }

    /** A backend without an engine passes it with the API alone. */
    @Test
    void storageContractReachesNothingOfTheSharedStorage() {
        noClasses()
                .that()
                .haveNameMatching("dev\\.ize\\.tck\\.storage\\.StorageContractSuite(\\$.*)?")
                .should()
                .transitivelyDependOnClassesThat(resideInAPackage("dev.ize.core.."))
                .check(classesOf("dev.ize"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.ize.spi", "dev.ize.core"})
    void publicSignaturesNameOnlyTheJdkAndOurselves(String module) {
        Set<String> foreign = new TreeSet<>();

        for (JavaClass type : classesOf(module)) {
            for (JavaType named : typesInSignatures(type)) {
                named.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(raw -> !raw.isPrimitive())
                        .filter(not(resideInAnyPackage("java..", "dev.ize.spi..", "dev.ize.core..")))
                        .forEach(raw -> foreign.add(type.getName() + " names " + raw.getName()));
            }
        }

        assertThat(foreign).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.ize.backend.lmdb", "dev.ize.backend.mvstore", "dev.ize.backend.rocksdb"})
    void backendShowsItsProviderAndItsOptionsOnly(String module) {
        List<String> shown = classesOf(module).stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(shown)
                .hasSize(2)
                .anyMatch(name -> name.endsWith("Options"))
                .anyMatch(name -> name.endsWith("Provider"));
    }

    /** Class files hold no comments, so that prose may still cite an engine as the source of a number. */
    @ParameterizedTest
    @ValueSource(strings = {"dev.ize.spi", "dev.ize.core", "dev.ize.tck"})
    void moduleThatAllBackendsShareKnowsNoBackend(String module) throws IOException {
        List<String> knowing = new ArrayList<>();

        for (JavaClass type : classesOf(module)) {
            String constants = classFile(type).toLowerCase(Locale.ROOT);
            for (String backend : List.of("lmdb", "mvstore", "rocksdb")) {
                if (constants.contains(backend)) {
                    knowing.add(type.getName() + " knows " + backend);
                }
            }
        }

        assertThat(knowing).isEmpty();
    }

    @Test
    void typesAreNamedByWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Abstract|Base|Default|Helper|Impl|Manager|Util|Utils)([A-Z0-9$].*)?")
                .check(PRODUCTION);
    }

    @Test
    void packagesAreNamedByWhatTheyHold() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..")
                .check(PRODUCTION);
    }

    private static Arguments arrow(String module, String... used) {
        Stream<String> packages = Stream.concat(Stream.of(module + "..", "java..", "org.jspecify.."), Stream.of(used));
        return Arguments.of(module, packages.toArray(String[]::new));
    }

    private static JavaClasses classesOf(String module) {
        JavaClasses own = PRODUCTION.that(resideInAPackage(module + ".."));
        assertThat(own).as("classes in %s", module).isNotEmpty();
        return own;
    }

    /** The types that a user of a public type meets: what it extends, and what its visible members take, give and throw. */
    private static List<JavaType> typesInSignatures(JavaClass type) {
        List<JavaType> named = new ArrayList<>();
        if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
            return named;
        }
        type.getSuperclass().ifPresent(named::add);
        named.addAll(type.getInterfaces());
        for (JavaField field : type.getFields()) {
            if (isVisible(field.getModifiers())) {
                named.add(field.getType());
            }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (isVisible(unit.getModifiers())) {
                named.add(unit.getReturnType());
                named.addAll(unit.getParameterTypes());
                named.addAll(unit.getExceptionTypes());
            }
        }
        return named;
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static String classFile(JavaClass type) throws IOException {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
