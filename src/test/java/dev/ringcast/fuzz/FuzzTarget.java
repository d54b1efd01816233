package dev.ringcast.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Comparator;
import java.util.List;

/**
 * A fuzz test.
 *
 * @param className its class
 * @param method its method
 */
record FuzzTarget(String className, String method) {
    /** All that there are, by name. */
    static List<FuzzTarget> all() {
        return new ClassFileImporter()
                .importPackages("dev.ringcast").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(FuzzTest.class))
                        .map(FuzzTarget::of)
                        .sorted(Comparator.comparing(FuzzTarget::name))
                        .toList();
    }

    private static FuzzTarget of(JavaMethod method) {
        return new FuzzTarget(method.getOwner().getName(), method.getName());
    }

    /** The name of what it tests: that of its class without the ending. */
    String name() {
        return className.substring(className.lastIndexOf('.') + 1).replaceFirst("FuzzTest$", "");
    }
}
